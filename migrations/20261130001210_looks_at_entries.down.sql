do $migration$
begin
  delete from identity_look where cardinality(accounts) = 0;
  alter table identity_look drop constraint identity_look_accounts_check;
  alter table identity_look add constraint identity_look_accounts_check check (cardinality(accounts) between 1 and 500);
end $migration$;
