-- The second factor of those who work here: the key of an authenticator app, sealed with a key of the program,
-- and recovery codes as keyed hashes. `last_step` is the latest half minute whose code was taken: none is taken
-- twice.
do $migration$
begin
  create table second_factor (
    tenant_id integer not null,
    account_id uuid not null,
    sealed_key bytea not null,
    made_at timestamptz not null,
    confirmed_at timestamptz,
    last_step bigint not null default 0,
    constraint second_factor_pkey primary key (tenant_id, account_id),
    constraint second_factor_account_fkey foreign key (tenant_id, account_id) references account (tenant_id, id)
  );
  call make_tenant_table('second_factor', 'select, insert, update, delete');

  create table recovery_code (
    tenant_id integer not null,
    account_id uuid not null,
    code_hash bytea not null,
    constraint recovery_code_pkey primary key (tenant_id, account_id, code_hash),
    constraint recovery_code_account_fkey foreign key (tenant_id, account_id) references account (tenant_id, id),
    constraint recovery_code_hash_check check (octet_length(code_hash) = 32)
  );
  call make_tenant_table('recovery_code', 'select, insert, delete');
end $migration$;
