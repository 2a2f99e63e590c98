-- The code that was sent to a phone last, for a registration or a forgotten password: one a phone, as a keyed
-- hash, with its tries. A number that nobody has registered has a row like any other, so that asking for a
-- code tells nothing of who has an account.
do $migration$
begin
  create table sms_code (
    tenant_id integer not null,
    phone text not null,
    purpose text not null,
    code_hash bytea not null,
    tries smallint not null default 0,
    sent_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    day date not null,
    sent_on_day smallint not null default 1,
    constraint sms_code_pkey primary key (tenant_id, phone),
    constraint sms_code_purpose_check check (purpose in ('register', 'password')),
    constraint sms_code_hash_check check (octet_length(code_hash) = 32)
  );
  create index sms_code_sent_idx on sms_code (tenant_id, sent_at);
  call make_tenant_table('sms_code', 'select, insert, update, delete');
end $migration$;
