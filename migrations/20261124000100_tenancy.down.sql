do $migration$
begin
  drop table calendar_day;
  drop table tenant;
  drop procedure make_tenant_table(text, text);
  drop function refuse_change();
  drop function tenant_guard();
  drop function enter_tenant(integer);
  drop function current_tenant();
  drop function runtime_role();
end $migration$;
