-- An upload belongs to the device that sent it, known by the hash of a random cookie, and to the account that was
-- logged in there: its id alone opens nothing, and a log-in that ends loses nothing. Uploads of before that nobody
-- was logged in for belong to nobody, and end within a day.
do $migration$
begin
  alter table upload add column device_hash bytea;
  alter table upload add constraint upload_device_check check (octet_length(device_hash) = 32);
end $migration$;
