-- Invitation codes for households: whoever uses one at registration is checked by it, once.
do $migration$
begin
  create table invitation (
    tenant_id integer not null,
    id uuid not null,
    community_id uuid not null,
    code_hash bytea not null,
    made_by uuid not null,
    made_at timestamptz not null,
    expires_at timestamptz not null,
    used_by uuid,
    used_at timestamptz,
    constraint invitation_pkey primary key (tenant_id, id),
    constraint invitation_code_key unique (tenant_id, code_hash),
    constraint invitation_community_fkey foreign key (tenant_id, community_id) references community (tenant_id, id),
    constraint invitation_made_by_fkey foreign key (tenant_id, made_by) references account (tenant_id, id),
    constraint invitation_used_by_fkey foreign key (tenant_id, used_by) references account (tenant_id, id),
    constraint invitation_hash_check check (octet_length(code_hash) = 32),
    constraint invitation_used_check check ((used_by is null) = (used_at is null))
  );
  create index invitation_community_idx on invitation (tenant_id, community_id);
  call make_tenant_table('invitation', 'select, insert, update (used_by, used_at)');
end $migration$;
