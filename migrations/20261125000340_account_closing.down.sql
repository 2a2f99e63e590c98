do $migration$
begin
  alter table account drop constraint account_closed_check;
  -- A closed account has no phone any more; a number that nobody can have keeps its row.
  update account a set phone = '10' || lpad(n.n::text, 9, '0')
    from (select tenant_id, id, row_number() over (partition by tenant_id order by id) as n from account where phone is null) n
    where a.tenant_id = n.tenant_id and a.id = n.id;
  alter table account alter column phone set not null;
  alter table account drop column show_name, drop column closed_at;
end $migration$;
