do $migration$
begin
  alter table account drop column over_14, drop column estate;
end $migration$;
