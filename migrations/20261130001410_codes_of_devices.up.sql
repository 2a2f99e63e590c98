-- A code belongs to the device that asked for it: the wrong tries of another device do not count against it, and
-- what a stranger asks for takes no code away. Each code is a row of its own; `lane` says among which devices it
-- counts: those that logged in before, or a network. Codes live ten minutes, so those of before simply end.
do $migration$
begin
  delete from sms_code;
  alter table sms_code drop constraint sms_code_pkey;
  alter table sms_code
    add column id uuid not null,
    add column device text not null,
    add column lane text not null,
    drop column sent_on_day,
    add constraint sms_code_pkey primary key (tenant_id, id);
  create index sms_code_phone_idx on sms_code (tenant_id, phone, purpose, sent_at);
end $migration$;
