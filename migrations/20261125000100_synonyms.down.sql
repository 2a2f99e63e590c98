do $migration$
begin
  drop table synonym;
end $migration$;
