-- Step 5, feedback: who was told, what was posted, who objected and what became of it.
do $migration$
begin
  -- One row a stakeholder group told: read out, handed over, by phone (method.md, step 5).
  create table feedback_delivery (
    tenant_id integer not null,
    id uuid not null,
    topic_id uuid not null,
    round smallint not null,
    group_id uuid not null,
    way text not null,
    recipient text not null,
    note text not null default '',
    delivered_by uuid not null,
    delivered_at timestamptz not null,
    constraint feedback_delivery_pkey primary key (tenant_id, id),
    constraint feedback_delivery_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint feedback_delivery_group_fkey foreign key (tenant_id, group_id) references stakeholder_group (tenant_id, id),
    constraint feedback_delivery_by_fkey foreign key (tenant_id, delivered_by) references account (tenant_id, id),
    constraint feedback_delivery_way_check check (way in ('read', 'handed', 'phone', 'visit'))
  );
  create index feedback_delivery_topic_idx on feedback_delivery (tenant_id, topic_id, delivered_at);
  call make_tenant_table('feedback_delivery', 'select, insert');

  -- What is posted for five working days. A sustained objection voids it; the next round posts anew.
  create table posting (
    tenant_id integer not null,
    id uuid not null,
    topic_id uuid not null,
    round smallint not null,
    n smallint not null,
    body text not null,
    hits jsonb not null,
    pass_reason text not null default '',
    posted_by uuid not null,
    posted_at timestamptz not null,
    released_by uuid,
    released_at timestamptz,
    closes_at timestamptz,
    voided_at timestamptz,
    constraint posting_pkey primary key (tenant_id, id),
    constraint posting_topic_key unique (tenant_id, topic_id, n),
    constraint posting_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint posting_posted_by_fkey foreign key (tenant_id, posted_by) references account (tenant_id, id),
    constraint posting_released_by_fkey foreign key (tenant_id, released_by) references account (tenant_id, id),
    constraint posting_second_person_check check (released_by <> posted_by),
    constraint posting_released_check check ((released_at is null) = (closes_at is null))
  );
  call make_tenant_table('posting', 'select, insert, update');

  -- Once a person and posting; no topic lock, no entry.
  create table posting_acknowledgement (
    tenant_id integer not null,
    posting_id uuid not null,
    account_id uuid not null,
    at timestamptz not null,
    constraint posting_acknowledgement_pkey primary key (tenant_id, posting_id, account_id),
    constraint posting_acknowledgement_posting_fkey foreign key (tenant_id, posting_id) references posting (tenant_id, id),
    constraint posting_acknowledgement_account_fkey foreign key (tenant_id, account_id) references account (tenant_id, id)
  );
  call make_tenant_table('posting_acknowledgement', 'select, insert');

  -- Once a person and posting; the salt makes its leaf in the Merkle root unguessable.
  create table objection (
    tenant_id integer not null,
    id uuid not null,
    topic_id uuid not null,
    posting_id uuid not null,
    account_id uuid not null,
    group_id uuid not null,
    body text not null,
    salt bytea not null,
    at timestamptz not null,
    constraint objection_pkey primary key (tenant_id, id),
    constraint objection_person_key unique (tenant_id, posting_id, account_id),
    constraint objection_posting_fkey foreign key (tenant_id, posting_id) references posting (tenant_id, id),
    constraint objection_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint objection_group_fkey foreign key (tenant_id, group_id) references stakeholder_group (tenant_id, id),
    constraint objection_account_fkey foreign key (tenant_id, account_id) references account (tenant_id, id)
  );
  create index objection_topic_idx on objection (tenant_id, topic_id, at);
  call make_tenant_table('objection', 'select, insert');

  -- What the signing set proposes as answer to an objection, or as the reason for sustaining it.
  -- Each member signs the same words; the last signature decides.
  create table objection_answer (
    tenant_id integer not null,
    id uuid not null,
    topic_id uuid not null,
    objection_id uuid not null,
    outcome text not null,
    reason text not null,
    hash text not null,
    decided_at timestamptz,
    written_at timestamptz not null,
    constraint objection_answer_pkey primary key (tenant_id, id),
    constraint objection_answer_objection_key unique (tenant_id, objection_id),
    constraint objection_answer_objection_fkey foreign key (tenant_id, objection_id) references objection (tenant_id, id),
    constraint objection_answer_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint objection_answer_outcome_check check (outcome in ('answered', 'sustained'))
  );
  create index objection_answer_topic_idx on objection_answer (tenant_id, topic_id);
  call make_tenant_table('objection_answer', 'select, insert, update');

  -- Nothing was accepted: the signed reason for which steps 6 and 7 are skipped.
  create table no_result (
    tenant_id integer not null,
    id uuid not null,
    topic_id uuid not null,
    round smallint not null,
    reason text not null,
    hash text not null,
    written_at timestamptz not null,
    decided_at timestamptz,
    constraint no_result_pkey primary key (tenant_id, id),
    constraint no_result_round_key unique (tenant_id, topic_id, round),
    constraint no_result_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id)
  );
  call make_tenant_table('no_result', 'select, insert, update');
end $migration$;
