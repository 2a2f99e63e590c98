do $migration$
begin
  delete from sms_code;
  drop index sms_code_phone_idx;
  alter table sms_code drop constraint sms_code_pkey;
  alter table sms_code
    drop column id,
    drop column device,
    drop column lane,
    add column sent_on_day smallint not null default 1,
    add constraint sms_code_pkey primary key (tenant_id, phone);
end $migration$;
