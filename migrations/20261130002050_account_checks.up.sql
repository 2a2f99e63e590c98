-- What staff decide about a registration: checked, turned down with a reason, or taken back to wait after a wrong
-- press; and that the person asks again. The decisions stay when the account is closed; a reason may hold a name,
-- so it alone can be emptied.
do $migration$
begin
  alter table account add column refused_at timestamptz;
  alter table account add constraint account_refused_check check (refused_at is null or verified_at is null);
  create table account_check (
    tenant_id integer not null,
    id uuid not null,
    account_id uuid not null,
    outcome text not null,
    reason text not null,
    decided_by uuid,
    decided_label text not null,
    at timestamptz not null,
    constraint account_check_pkey primary key (tenant_id, id),
    constraint account_check_account_fkey foreign key (tenant_id, account_id) references account (tenant_id, id),
    constraint account_check_by_fkey foreign key (tenant_id, decided_by) references account (tenant_id, id),
    constraint account_check_outcome_check check (outcome in ('verified', 'refused', 'reopened', 'asked')),
    constraint account_check_decided_check check ((outcome = 'asked') = (decided_by is null))
  );
  create index account_check_account_idx on account_check (tenant_id, account_id, at desc);
  create index account_check_at_idx on account_check (tenant_id, at desc);
  call make_tenant_table('account_check', 'select, insert, update (reason)');
end $migration$;
