-- Steps 6 and 7: each accepted item of the opinion becomes a task with a unit, a date and a result.
do $migration$
begin
  -- `status` follows the workflow's task; overdue is never stored, it follows from due_at and the day.
  create table task (
    tenant_id integer not null,
    id uuid not null,
    topic_id uuid not null,
    community_id uuid,
    n smallint not null,
    round smallint not null,
    item_no smallint not null,
    title text not null,
    status text not null,
    grade text,
    unit_id uuid,
    assisting text not null default '',
    target_kind text,
    target_detail text not null default '',
    reason text not null default '',
    due_at timestamptz,
    next_check_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint task_pkey primary key (tenant_id, id),
    constraint task_number_key unique (tenant_id, topic_id, n),
    constraint task_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint task_community_fkey foreign key (tenant_id, community_id) references community (tenant_id, id),
    constraint task_unit_fkey foreign key (tenant_id, unit_id) references unit (tenant_id, id),
    constraint task_status_check check (status in ('unassigned', 'assigned', 'refused', 'accepted', 'done', 'verified',
      'under_way', 'kept', 'not_feasible', 'replaced')),
    constraint task_grade_check check (grade in ('a', 'b', 'c', 'd')),
    constraint task_target_check check (target_kind in ('decision', 'project', 'improvement', 'other'))
  );
  create index task_due_idx on task (tenant_id, status, due_at, id);
  create index task_created_idx on task (tenant_id, created_at, id);
  create index task_unit_idx on task (tenant_id, unit_id, status, due_at);
  call make_tenant_table('task', 'select, insert, update');

  -- What was done to a task, in the order of doing; written once.
  create table task_note (
    tenant_id integer not null,
    id uuid not null,
    topic_id uuid not null,
    task_id uuid not null,
    kind text not null,
    words text not null default '',
    evidence text not null default '',
    result text not null default '',
    day date,
    numbers jsonb,
    by_label text not null,
    written_by uuid not null,
    at timestamptz not null,
    constraint task_note_pkey primary key (tenant_id, id),
    constraint task_note_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint task_note_task_fkey foreign key (tenant_id, task_id) references task (tenant_id, id),
    constraint task_note_written_by_fkey foreign key (tenant_id, written_by) references account (tenant_id, id)
  );
  create index task_note_task_idx on task_note (tenant_id, task_id, at);
  create index task_note_topic_idx on task_note (tenant_id, topic_id, at);
  call make_tenant_table('task_note', 'select, insert');

  -- Residents appointed to look after a topic's tasks (居民监督员).
  create table task_supervisor (
    tenant_id integer not null,
    topic_id uuid not null,
    account_id uuid not null,
    appointed_by uuid not null,
    appointed_at timestamptz not null,
    constraint task_supervisor_pkey primary key (tenant_id, topic_id, account_id),
    constraint task_supervisor_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint task_supervisor_account_fkey foreign key (tenant_id, account_id) references account (tenant_id, id),
    constraint task_supervisor_appointed_by_fkey foreign key (tenant_id, appointed_by) references account (tenant_id, id)
  );
  create index task_supervisor_account_idx on task_supervisor (tenant_id, account_id);
  call make_tenant_table('task_supervisor', 'select, insert, delete');

  -- What the dashboard counts, by the month a thing began in and its community (nil: the whole
  -- street); kept in the transaction that changes what is counted, so that no page counts rows.
  create table dashboard_count (
    tenant_id integer not null,
    month date not null,
    community_id uuid not null,
    measure text not null,
    n bigint not null,
    constraint dashboard_count_pkey primary key (tenant_id, month, community_id, measure)
  );
  call make_tenant_table('dashboard_count', 'select, insert, update');
end $migration$;
