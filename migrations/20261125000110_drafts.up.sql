-- What somebody writes in the wizard before it is sent: bound to a random cookie, signed in or not, and
-- kept for seven days after the last change. A draft becomes the topic of the same id.
do $migration$
begin
  create table draft (
    tenant_id integer not null,
    id uuid not null,
    token_hash bytea not null,
    fields jsonb not null,
    created_at timestamptz not null,
    saved_at timestamptz not null,
    expires_at timestamptz not null,
    constraint draft_pkey primary key (tenant_id, id),
    constraint draft_token_key unique (tenant_id, token_hash),
    constraint draft_token_check check (octet_length(token_hash) = 32),
    constraint draft_fields_check check (jsonb_typeof(fields) = 'object' and octet_length(fields::text) <= 262144)
  );
  create index draft_expires_idx on draft (tenant_id, expires_at);
  call make_tenant_table('draft', 'select, insert, update, delete');
end $migration$;
