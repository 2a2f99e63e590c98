-- What a resident says at registration: the estate, and whether they are 14 or older. The year of birth that
-- was asked is not kept. Null: nobody asked, as for accounts that the office made.
do $migration$
begin
  alter table account add column estate text not null default '', add column over_14 boolean;
  alter table account add constraint account_estate_check check (length(estate) <= 60);
end $migration$;
