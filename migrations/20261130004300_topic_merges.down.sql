drop table topic_merge;
