do $migration$
begin
  delete from calendar_day where day between '2026-01-01' and '2026-12-31';
end $migration$;
