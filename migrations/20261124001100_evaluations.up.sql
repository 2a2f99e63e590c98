-- Step 8: the window, the ratings, and what the office made of them.
do $migration$
begin
  create table evaluation (
    tenant_id integer not null,
    id uuid not null,
    topic_id uuid not null,
    round smallint not null,
    opened_at timestamptz not null,
    closes_at timestamptz not null,
    opened_by uuid not null,
    counts jsonb,
    root text not null default '',
    score integer,
    shortfall_public text not null default '',
    shortfall_member text not null default '',
    shortfall_party_gov text not null default '',
    archive text[] not null default '{}',
    accounted_at timestamptz,
    outcome text,
    reason text not null default '',
    decided_at timestamptz,
    constraint evaluation_pkey primary key (tenant_id, id),
    constraint evaluation_round_key unique (tenant_id, topic_id, round),
    constraint evaluation_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint evaluation_opened_by_fkey foreign key (tenant_id, opened_by) references account (tenant_id, id),
    constraint evaluation_outcome_check check (outcome in ('concluded', 'rehandled')),
    constraint evaluation_score_check check (score between 0 and 100)
  );
  call make_tenant_table('evaluation', 'select, insert, update');

  -- Once a person and round. `voter` is a keyed hash of person and topic: a rating carries no person,
  -- not even for whoever reads this table.
  create table rating (
    tenant_id integer not null,
    topic_id uuid not null,
    round smallint not null,
    voter text not null,
    kind text not null,
    score text not null,
    body text not null default '',
    by_author boolean not null default false,
    way text not null default '',
    entered_by uuid,
    salt bytea not null,
    at timestamptz not null,
    constraint rating_pkey primary key (tenant_id, topic_id, round, voter),
    constraint rating_evaluation_fkey foreign key (tenant_id, topic_id, round) references evaluation (tenant_id, topic_id, round),
    constraint rating_entered_by_fkey foreign key (tenant_id, entered_by) references account (tenant_id, id),
    constraint rating_kind_check check (kind in ('party_gov', 'member', 'public')),
    constraint rating_score_check check (score in ('satisfied', 'basically', 'not_satisfied')),
    constraint rating_way_check check (way in ('', 'phone', 'paper', 'visit'))
  );
  call make_tenant_table('rating', 'select, insert');

  -- Tries to reach the author, and what the author said.
  create table author_contact (
    tenant_id integer not null,
    id uuid not null,
    topic_id uuid not null,
    round smallint not null,
    n smallint not null,
    way text not null,
    result text not null,
    body text not null default '',
    contacted_by uuid not null,
    at timestamptz not null,
    constraint author_contact_pkey primary key (tenant_id, id),
    constraint author_contact_number_key unique (tenant_id, topic_id, round, n),
    constraint author_contact_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint author_contact_by_fkey foreign key (tenant_id, contacted_by) references account (tenant_id, id),
    constraint author_contact_way_check check (way in ('read', 'handed', 'phone', 'visit')),
    constraint author_contact_result_check check (result in ('not_reached', 'satisfied', 'basically', 'not_satisfied'))
  );
  call make_tenant_table('author_contact', 'select, insert');

  -- Answers to the author's "not satisfied".
  create table evaluation_answer (
    tenant_id integer not null,
    id uuid not null,
    topic_id uuid not null,
    round smallint not null,
    body text not null,
    answered_by uuid not null,
    at timestamptz not null,
    constraint evaluation_answer_pkey primary key (tenant_id, id),
    constraint evaluation_answer_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint evaluation_answer_by_fkey foreign key (tenant_id, answered_by) references account (tenant_id, id)
  );
  create index evaluation_answer_topic_idx on evaluation_answer (tenant_id, topic_id, round);
  call make_tenant_table('evaluation_answer', 'select, insert');
end $migration$;
