drop table topic_call_end;
