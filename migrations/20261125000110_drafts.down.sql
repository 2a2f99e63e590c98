do $migration$
begin
  drop table draft;
end $migration$;
