-- Step 3: the research groups of the published plan, what they found, and what participants were sent.
do $migration$
begin
  create table research_group (
    tenant_id integer not null,
    id uuid not null,
    topic_id uuid not null,
    plan_id uuid not null,
    n smallint not null,
    name text not null,
    task text not null default '',
    leader_id uuid,
    due_at timestamptz,
    report text not null default '',
    reported_by uuid,
    reported_at timestamptz,
    created_at timestamptz not null,
    constraint research_group_pkey primary key (tenant_id, id),
    constraint research_group_number_key unique (tenant_id, plan_id, n),
    constraint research_group_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint research_group_plan_fkey foreign key (tenant_id, plan_id) references plan (tenant_id, id),
    constraint research_group_leader_fkey foreign key (tenant_id, leader_id) references account (tenant_id, id),
    constraint research_group_reported_by_fkey foreign key (tenant_id, reported_by) references account (tenant_id, id),
    constraint research_group_name_check check (char_length(name) between 1 and 60)
  );
  create index research_group_topic_idx on research_group (tenant_id, topic_id, n);
  create index research_group_leader_idx on research_group (tenant_id, leader_id);
  call make_tenant_table('research_group', 'select, insert, update');

  -- Members, stakeholders and departments work in a group: accounts, or people named on paper.
  create table research_member (
    tenant_id integer not null,
    id uuid not null,
    topic_id uuid not null,
    group_id uuid not null,
    account_id uuid,
    name text not null,
    constraint research_member_pkey primary key (tenant_id, id),
    constraint research_member_account_key unique (tenant_id, group_id, account_id),
    constraint research_member_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint research_member_group_fkey foreign key (tenant_id, group_id) references research_group (tenant_id, id),
    constraint research_member_account_fkey foreign key (tenant_id, account_id) references account (tenant_id, id),
    constraint research_member_name_check check (char_length(name) between 1 and 60)
  );
  create index research_member_account_idx on research_member (tenant_id, account_id, topic_id);
  create index research_member_topic_idx on research_member (tenant_id, topic_id);
  call make_tenant_table('research_member', 'select, insert, delete');

  -- A visit, a survey or a finding; written once. `people` is how many were met or asked.
  create table research_note (
    tenant_id integer not null,
    id uuid not null,
    topic_id uuid not null,
    group_id uuid not null,
    kind text not null,
    body text not null,
    place text not null default '',
    day date,
    people integer not null default 0,
    written_by uuid not null,
    at timestamptz not null,
    constraint research_note_pkey primary key (tenant_id, id),
    constraint research_note_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint research_note_group_fkey foreign key (tenant_id, group_id) references research_group (tenant_id, id),
    constraint research_note_written_by_fkey foreign key (tenant_id, written_by) references account (tenant_id, id),
    constraint research_note_kind_check check (kind in ('visit', 'survey', 'finding')),
    constraint research_note_people_check check (people >= 0)
  );
  create index research_note_topic_idx on research_note (tenant_id, topic_id, at);
  create index research_note_group_idx on research_note (tenant_id, group_id, kind);
  call make_tenant_table('research_note', 'select, insert');

  -- The pack of papers (会前材料) and to how many participants it was sent.
  create table briefing (
    tenant_id integer not null,
    id uuid not null,
    topic_id uuid not null,
    plan_id uuid not null,
    papers text[] not null,
    note text not null default '',
    sent_to integer not null,
    sent_by uuid not null,
    sent_at timestamptz not null,
    constraint briefing_pkey primary key (tenant_id, id),
    constraint briefing_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint briefing_plan_fkey foreign key (tenant_id, plan_id) references plan (tenant_id, id),
    constraint briefing_sent_by_fkey foreign key (tenant_id, sent_by) references account (tenant_id, id),
    constraint briefing_sent_to_check check (sent_to >= 0)
  );
  create index briefing_topic_idx on briefing (tenant_id, topic_id, sent_at);
  call make_tenant_table('briefing', 'select, insert');

  -- The reason, signed by the set, for which missing research is waived; one a plan.
  create table research_waiver (
    tenant_id integer not null,
    id uuid not null,
    topic_id uuid not null,
    plan_id uuid not null,
    reason text not null,
    hash text not null,
    written_at timestamptz not null,
    decided_at timestamptz,
    constraint research_waiver_pkey primary key (tenant_id, id),
    constraint research_waiver_plan_key unique (tenant_id, plan_id),
    constraint research_waiver_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint research_waiver_plan_fkey foreign key (tenant_id, plan_id) references plan (tenant_id, id)
  );
  create index research_waiver_topic_idx on research_waiver (tenant_id, topic_id);
  call make_tenant_table('research_waiver', 'select, insert, update');
end $migration$;
