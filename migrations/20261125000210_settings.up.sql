-- What a street has set differently from the program's own way: one row a setting, the latest word of each.
do $migration$
begin
  create table setting (
    tenant_id integer not null,
    key text not null,
    value text not null,
    set_by uuid not null,
    set_at timestamptz not null,
    constraint setting_pkey primary key (tenant_id, key),
    constraint setting_set_by_fkey foreign key (tenant_id, set_by) references account (tenant_id, id)
  );
  call make_tenant_table('setting', 'select, insert, update');
end $migration$;
