drop table topic_kind_count;
