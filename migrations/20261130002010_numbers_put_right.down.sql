do $migration$
begin
  delete from identity_look where page = 'contact' and cardinality(accounts) = 0;
  alter table identity_look drop constraint identity_look_accounts_check;
  alter table identity_look add constraint identity_look_accounts_check
    check (cardinality(accounts) <= 500 and (cardinality(accounts) > 0 or page in ('entry', 'original') and about <> ''));
end $migration$;
