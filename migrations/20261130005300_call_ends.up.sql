-- A public call that is over before its last day, as when it was announced by mistake: who ended it, when and why.
do $migration$
begin
  create table topic_call_end (
    tenant_id integer not null,
    call_id uuid not null,
    reason text not null,
    ended_by uuid not null,
    ended_at timestamptz not null,
    constraint topic_call_end_pkey primary key (tenant_id, call_id),
    constraint topic_call_end_call_fkey foreign key (tenant_id, call_id) references topic_call (tenant_id, id),
    constraint topic_call_end_account_fkey foreign key (tenant_id, ended_by) references account (tenant_id, id),
    constraint topic_call_end_reason_check check (length(reason) between 1 and 1000)
  );
  call make_tenant_table('topic_call_end', 'select, insert');
end $migration$;
