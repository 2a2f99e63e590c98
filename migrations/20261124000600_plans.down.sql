do $migration$
begin
  drop table session_absence;
  drop table session_person;
  drop table session;
  drop table plan;
end $migration$;
