do $migration$
begin
  drop table topic_detail;
end $migration$;
