do $migration$
begin
  drop table setting;
end $migration$;
