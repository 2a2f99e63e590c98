do $migration$
begin
  drop table invitation;
end $migration$;
