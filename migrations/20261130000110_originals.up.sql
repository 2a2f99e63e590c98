-- Scans of the paper that a topic was entered from on behalf of somebody (代录). Staff alone see them: a table
-- of their own, so that no page that shows photos can show one by mistake. Covered by the record.
do $migration$
begin
  create table original (
    tenant_id integer not null,
    id uuid not null,
    topic_id uuid not null,
    n smallint not null,
    large text not null,
    small text not null,
    width integer not null,
    height integer not null,
    added_by uuid not null,
    added_at timestamptz not null,
    constraint original_pkey primary key (tenant_id, id),
    constraint original_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint original_large_fkey foreign key (tenant_id, large) references stored_file (tenant_id, sha256),
    constraint original_small_fkey foreign key (tenant_id, small) references stored_file (tenant_id, sha256),
    constraint original_added_by_fkey foreign key (tenant_id, added_by) references account (tenant_id, id),
    constraint original_number_check check (n between 1 and 6)
  );
  create index original_topic_idx on original (tenant_id, topic_id, n);
  call make_tenant_table('original', 'select, insert');
end $migration$;
