-- Who is concerned by a topic, and what the council found out about it at step 1.
do $migration$
begin
  -- A stakeholder group (利益相关方) named by the assessment. One that is no longer named is kept with
  -- its date: deliveries, seats at a session and objections still point to it.
  create table stakeholder_group (
    tenant_id integer not null,
    id uuid not null,
    topic_id uuid not null,
    n smallint not null,
    name text not null,
    people integer not null default 0,
    note text not null default '',
    named_at timestamptz not null,
    dropped_at timestamptz,
    constraint stakeholder_group_pkey primary key (tenant_id, id),
    constraint stakeholder_group_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint stakeholder_group_name_check check (char_length(name) between 1 and 60),
    constraint stakeholder_group_people_check check (people >= 0)
  );
  create index stakeholder_group_topic_idx on stakeholder_group (tenant_id, topic_id, n);
  create unique index stakeholder_group_name_key on stakeholder_group (tenant_id, topic_id, name) where dropped_at is null;
  call make_tenant_table('stakeholder_group', 'select, insert, update');

  -- Accounts known to belong to a group; whoever sits for a group at a session belongs to it as well.
  create table stakeholder_member (
    tenant_id integer not null,
    group_id uuid not null,
    account_id uuid not null,
    topic_id uuid not null,
    added_by uuid not null,
    at timestamptz not null,
    constraint stakeholder_member_pkey primary key (tenant_id, group_id, account_id),
    constraint stakeholder_member_group_fkey foreign key (tenant_id, group_id) references stakeholder_group (tenant_id, id),
    constraint stakeholder_member_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint stakeholder_member_account_fkey foreign key (tenant_id, account_id) references account (tenant_id, id),
    constraint stakeholder_member_added_by_fkey foreign key (tenant_id, added_by) references account (tenant_id, id)
  );
  create index stakeholder_member_topic_idx on stakeholder_member (tenant_id, topic_id, account_id);
  create index stakeholder_member_account_idx on stakeholder_member (tenant_id, account_id);
  call make_tenant_table('stakeholder_member', 'select, insert, delete');

  -- The assessment in words; its numbers stand in the workflow too, which decides by them.
  create table assessment (
    tenant_id integer not null,
    topic_id uuid not null,
    problem text not null,
    people integer not null,
    narrow smallint not null,
    broad smallint not null,
    strong smallint not null,
    similar_codes text[] not null default '{}',
    similar_note text not null default '',
    assessed_by uuid not null,
    assessed_at timestamptz not null,
    constraint assessment_pkey primary key (tenant_id, topic_id),
    constraint assessment_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint assessment_by_fkey foreign key (tenant_id, assessed_by) references account (tenant_id, id),
    constraint assessment_people_check check (people >= 1),
    constraint assessment_narrow_check check (narrow between 1 and 5),
    constraint assessment_broad_check check (broad between 1 and 5),
    constraint assessment_strong_check check (strong between 1 and 5)
  );
  call make_tenant_table('assessment', 'select, insert, update');
end $migration$;
