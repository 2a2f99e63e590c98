-- A closed account keeps its row, because what was signed and voted stays; name and phone go, and the phone is
-- free for another registration. Beside it: how somebody's name is shown unless they choose otherwise.
do $migration$
begin
  alter table account add column closed_at timestamptz, add column show_name text not null default 'masked';
  alter table account add constraint account_show_name_check check (show_name in ('masked', 'salutation', 'resident'));
  alter table account alter column phone drop not null;
  alter table account add constraint account_closed_check check ((phone is null) = (closed_at is not null));
end $migration$;
