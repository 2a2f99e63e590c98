do $migration$
begin
  drop table account_check;
  alter table account drop constraint account_refused_check;
  alter table account drop column refused_at;
end $migration$;
