do $migration$
begin
  drop table notice;
  drop table outbox;
  drop table record_content;
  drop function keep_content();
  drop table record_entry;
  drop table desk_item;
  drop table topic_count;
  drop table topic_term;
  drop table topic_follow;
  drop table topic_support;
  drop table topic_tally;
  drop table topic;
  drop table counter;
end $migration$;
