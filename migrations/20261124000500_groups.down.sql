do $migration$
begin
  drop table assessment;
  drop table stakeholder_member;
  drop table stakeholder_group;
end $migration$;
