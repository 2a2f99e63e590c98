-- Step 2, the plan; and the sessions that come to be when its last signature publishes it.
do $migration$
begin
  -- One row a saved version: what was signed can be read for ever. `content` holds whole numbers only,
  -- so that its canonical form, whose SHA-256 is signed, is the same everywhere.
  create table plan (
    tenant_id integer not null,
    id uuid not null,
    topic_id uuid not null,
    n smallint not null,
    turn smallint not null default 0,
    content jsonb not null,
    hash text not null,
    saved_by uuid not null,
    saved_at timestamptz not null,
    published_at timestamptz,
    constraint plan_pkey primary key (tenant_id, id),
    constraint plan_version_key unique (tenant_id, topic_id, n),
    constraint plan_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint plan_saved_by_fkey foreign key (tenant_id, saved_by) references account (tenant_id, id),
    constraint plan_hash_check check (hash ~ '^[0-9a-f]{64}$')
  );
  call make_tenant_table('plan', 'select, insert, update');

  -- A session (协商会) of a published plan. `turn` is 0, or 1 and 2 after a sustained objection. `rule` is
  -- the quorum rule as it was when the session opened.
  create table session (
    tenant_id integer not null,
    id uuid not null,
    topic_id uuid not null,
    plan_id uuid not null,
    council_id uuid not null,
    community_id uuid,
    n smallint not null,
    turn smallint not null default 0,
    form text not null,
    title text not null,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    room text not null default '',
    agenda text not null default '',
    status text not null default 'planned',
    rule jsonb,
    opened_at timestamptz,
    opened_by uuid,
    closed_at timestamptz,
    closed_by uuid,
    reason text not null default '',
    created_at timestamptz not null,
    constraint session_pkey primary key (tenant_id, id),
    constraint session_number_key unique (tenant_id, plan_id, n),
    constraint session_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint session_plan_fkey foreign key (tenant_id, plan_id) references plan (tenant_id, id),
    constraint session_council_fkey foreign key (tenant_id, council_id) references council (tenant_id, id),
    constraint session_community_fkey foreign key (tenant_id, community_id) references community (tenant_id, id),
    constraint session_opened_by_fkey foreign key (tenant_id, opened_by) references account (tenant_id, id),
    constraint session_closed_by_fkey foreign key (tenant_id, closed_by) references account (tenant_id, id),
    constraint session_form_check check (form in ('meeting', 'written', 'online', 'field_study', 'discussion', 'supervision',
      'appraisal', 'dialogue')),
    constraint session_status_check check (status in ('planned', 'open', 'adjourned', 'closed', 'cancelled')),
    constraint session_time_check check (starts_at < ends_at)
  );
  create index session_topic_idx on session (tenant_id, topic_id, starts_at);
  create index session_time_idx on session (tenant_id, starts_at, id);
  create index session_council_idx on session (tenant_id, council_id, starts_at);
  call make_tenant_table('session', 'select, insert, update');

  -- Somebody invited to a session: an account, or a person named on paper. Invitations, replies and
  -- check-ins are written without an entry; the entry that opens or closes the session carries their
  -- counts and the root of their salted leaves.
  create table session_person (
    tenant_id integer not null,
    id uuid not null,
    topic_id uuid not null,
    session_id uuid not null,
    account_id uuid,
    name text not null,
    identity text not null,
    group_id uuid,
    counts boolean not null,
    chosen text not null default 'invited',
    invited_at timestamptz,
    invited_way text not null default '',
    invited_by uuid,
    second_invited_at timestamptz,
    second_invited_way text not null default '',
    reply text not null default '',
    reply_note text not null default '',
    replied_at timestamptz,
    present_at timestamptz,
    present_way text not null default '',
    checked_in_by uuid,
    salt bytea,
    constraint session_person_pkey primary key (tenant_id, id),
    constraint session_person_account_key unique (tenant_id, session_id, account_id),
    constraint session_person_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint session_person_session_fkey foreign key (tenant_id, session_id) references session (tenant_id, id),
    constraint session_person_account_fkey foreign key (tenant_id, account_id) references account (tenant_id, id),
    constraint session_person_group_fkey foreign key (tenant_id, group_id) references stakeholder_group (tenant_id, id),
    constraint session_person_invited_by_fkey foreign key (tenant_id, invited_by) references account (tenant_id, id),
    constraint session_person_checked_in_by_fkey foreign key (tenant_id, checked_in_by) references account (tenant_id, id),
    constraint session_person_name_check check (char_length(name) between 1 and 60),
    constraint session_person_identity_check check (identity in ('convener', 'member', 'party_delegate', 'residents_delegate',
      'owners_delegate', 'neighborhood_head', 'grid_worker', 'department', 'property_company', 'owners_committee', 'expert',
      'observer')),
    constraint session_person_observer_check check (identity <> 'observer' or not counts),
    constraint session_person_chosen_check check (chosen in ('nominated', 'elected', 'drawn', 'expert_pool', 'ex_officio',
      'signed_up', 'invited')),
    constraint session_person_invited_way_check check (invited_way in ('', 'read', 'handed', 'phone', 'visit')),
    constraint session_person_second_way_check check (second_invited_way in ('', 'read', 'handed', 'phone', 'visit')),
    constraint session_person_reply_check check (reply in ('', 'coming', 'not_coming')),
    constraint session_person_present_way_check check (present_way in ('', 'room', 'online', 'written')),
    constraint session_person_present_check check ((present_at is null) = (salt is null))
  );
  create index session_person_session_idx on session_person (tenant_id, session_id);
  create index session_person_account_idx on session_person (tenant_id, account_id, topic_id);
  create index session_person_topic_idx on session_person (tenant_id, topic_id);
  call make_tenant_table('session_person', 'select, insert, update');

  -- A stakeholder group stayed away after two recorded invitations, and why.
  create table session_absence (
    tenant_id integer not null,
    id uuid not null,
    topic_id uuid not null,
    session_id uuid not null,
    group_id uuid not null,
    invitations smallint not null,
    reason text not null,
    recorded_by uuid not null,
    recorded_at timestamptz not null,
    constraint session_absence_pkey primary key (tenant_id, id),
    constraint session_absence_group_key unique (tenant_id, session_id, group_id),
    constraint session_absence_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint session_absence_session_fkey foreign key (tenant_id, session_id) references session (tenant_id, id),
    constraint session_absence_group_fkey foreign key (tenant_id, group_id) references stakeholder_group (tenant_id, id),
    constraint session_absence_by_fkey foreign key (tenant_id, recorded_by) references account (tenant_id, id)
  );
  create index session_absence_topic_idx on session_absence (tenant_id, topic_id);
  call make_tenant_table('session_absence', 'select, insert');
end $migration$;
