drop table topic_lock;
