do $migration$
begin
  drop table topic_call_answer;
  drop table topic_call;
end $migration$;
