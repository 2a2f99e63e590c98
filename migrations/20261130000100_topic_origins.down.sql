do $migration$
begin
  drop table topic_origin;
end $migration$;
