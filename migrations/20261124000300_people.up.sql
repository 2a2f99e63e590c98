-- Accounts, roles, log-ins: all per street. There is no global table of phones: it would be a leak.
do $migration$
begin
  create table community (
    tenant_id integer not null,
    id uuid not null,
    slug text not null,
    name text not null,
    english_name text not null default '',
    households integer not null default 0,
    sort integer not null default 0,
    constraint community_pkey primary key (tenant_id, id),
    constraint community_slug_key unique (tenant_id, slug),
    constraint community_name_key unique (tenant_id, name)
  );
  call make_tenant_table('community', 'select, insert, update');

  create table council (
    tenant_id integer not null,
    id uuid not null,
    slug text not null,
    name text not null,
    english_name text not null default '',
    level text not null,
    community_id uuid,
    room text not null default '',
    sort integer not null default 0,
    constraint council_pkey primary key (tenant_id, id),
    constraint council_slug_key unique (tenant_id, slug),
    constraint council_community_fkey foreign key (tenant_id, community_id) references community (tenant_id, id),
    constraint council_level_check check (level in ('subdistrict', 'community', 'village', 'park', 'sector', 'enterprise'))
  );
  call make_tenant_table('council', 'select, insert, update');

  -- A department, company or office that conversion tasks are given to (职能部门).
  create table unit (
    tenant_id integer not null,
    id uuid not null,
    name text not null,
    english_name text not null default '',
    constraint unit_pkey primary key (tenant_id, id),
    constraint unit_name_key unique (tenant_id, name)
  );
  call make_tenant_table('unit', 'select, insert, update');

  create table category (
    tenant_id integer not null,
    id text not null,
    name text not null,
    english_name text not null default '',
    sort integer not null default 0,
    constraint category_pkey primary key (tenant_id, id),
    constraint category_name_key unique (tenant_id, name)
  );
  call make_tenant_table('category', 'select, insert, update');

  create table account (
    tenant_id integer not null,
    id uuid not null,
    phone text not null,
    name text not null,
    post text not null default '',
    salutation text not null default '',
    password_hash text not null,
    community_id uuid,
    verified_at timestamptz,
    disabled_at timestamptz,
    consent_version text not null default '',
    consented_at timestamptz,
    created_at timestamptz not null,
    constraint account_pkey primary key (tenant_id, id),
    constraint account_phone_key unique (tenant_id, phone),
    constraint account_community_fkey foreign key (tenant_id, community_id) references community (tenant_id, id),
    constraint account_phone_check check (phone ~ '^1[0-9]{10}$'),
    constraint account_salutation_check check (salutation in ('', 'mr', 'ms'))
  );
  call make_tenant_table('account', 'select, insert, update');

  -- One person can hold several roles, each with scope and dates.
  create table role_grant (
    tenant_id integer not null,
    id uuid not null,
    account_id uuid not null,
    role text not null,
    council_id uuid,
    community_id uuid,
    unit_id uuid,
    valid_from date not null,
    valid_until date,
    constraint role_grant_pkey primary key (tenant_id, id),
    constraint role_grant_account_fkey foreign key (tenant_id, account_id) references account (tenant_id, id),
    constraint role_grant_council_fkey foreign key (tenant_id, council_id) references council (tenant_id, id),
    constraint role_grant_community_fkey foreign key (tenant_id, community_id) references community (tenant_id, id),
    constraint role_grant_unit_fkey foreign key (tenant_id, unit_id) references unit (tenant_id, id),
    constraint role_grant_role_check check (role in ('resident', 'liaison', 'convener', 'member', 'delegate', 'department_officer',
      'office_officer', 'leader', 'street_admin', 'auditor', 'district_viewer', 'platform_operator'))
  );
  create index role_grant_account_idx on role_grant (tenant_id, account_id);
  create index role_grant_role_idx on role_grant (tenant_id, role);
  call make_tenant_table('role_grant', 'select, insert, update');

  -- Who fills a convener's seat, as holder or as dated delegate; rows are never deleted: the history of the seat.
  create table council_seat (
    tenant_id integer not null,
    id uuid not null,
    council_id uuid not null,
    seat text not null,
    account_id uuid not null,
    capacity text not null,
    valid_from date not null,
    valid_until date,
    paper text not null default '',
    constraint council_seat_pkey primary key (tenant_id, id),
    constraint council_seat_council_fkey foreign key (tenant_id, council_id) references council (tenant_id, id),
    constraint council_seat_account_fkey foreign key (tenant_id, account_id) references account (tenant_id, id),
    constraint council_seat_seat_check check (seat in ('party_secretary', 'linked_member', 'street_head')),
    constraint council_seat_capacity_check check (capacity in ('holder', 'delegate'))
  );
  create index council_seat_account_idx on council_seat (tenant_id, account_id);
  create index council_seat_council_idx on council_seat (tenant_id, council_id, seat);
  call make_tenant_table('council_seat', 'select, insert, update');

  -- A log-in, known by the SHA-256 of its token. A log-in of one street is nothing in another.
  create table login_session (
    tenant_id integer not null,
    token_hash bytea not null,
    account_id uuid not null,
    created_at timestamptz not null,
    last_seen_at timestamptz not null,
    expires_at timestamptz not null,
    idle_minutes integer not null,
    constraint login_session_pkey primary key (tenant_id, token_hash),
    constraint login_session_account_fkey foreign key (tenant_id, account_id) references account (tenant_id, id) on delete cascade
  );
  create index login_session_account_idx on login_session (tenant_id, account_id);
  call make_tenant_table('login_session', 'select, insert, update, delete');

  -- Failures lock the pair of account and device (or network), never the account alone.
  create table login_failure (
    tenant_id integer not null,
    id uuid not null,
    phone text not null,
    device text not null,
    at timestamptz not null,
    constraint login_failure_pkey primary key (tenant_id, id)
  );
  create index login_failure_phone_idx on login_failure (tenant_id, phone, device, at);
  call make_tenant_table('login_failure', 'select, insert, delete');
end $migration$;
