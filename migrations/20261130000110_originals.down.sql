do $migration$
begin
  drop table original;
end $migration$;
