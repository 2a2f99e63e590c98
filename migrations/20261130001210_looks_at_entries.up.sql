-- A look at somebody for whom a topic was entered names no account, for they have none: it is known by the page
-- and the topic that it is about.
do $migration$
begin
  alter table identity_look drop constraint identity_look_accounts_check;
  alter table identity_look add constraint identity_look_accounts_check
    check (cardinality(accounts) <= 500 and (cardinality(accounts) > 0 or page in ('entry', 'original') and about <> ''));
end $migration$;
