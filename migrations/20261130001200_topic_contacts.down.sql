do $migration$
begin
  drop table topic_contact;
end $migration$;
