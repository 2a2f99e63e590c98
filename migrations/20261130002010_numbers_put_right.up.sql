-- Who put the number of an entry on behalf right is noted where looks at it are.
do $migration$
begin
  alter table identity_look drop constraint identity_look_accounts_check;
  alter table identity_look add constraint identity_look_accounts_check
    check (cardinality(accounts) <= 500 and (cardinality(accounts) > 0 or page in ('entry', 'original', 'contact') and about <> ''));
end $migration$;
