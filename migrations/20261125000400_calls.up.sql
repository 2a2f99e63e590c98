-- A public call (征集公告): a council asks its residents what should be deliberated, between two days. A
-- topic that answers it is bound to it when it is raised.
do $migration$
begin
  create table topic_call (
    tenant_id integer not null,
    id uuid not null,
    council_id uuid not null,
    title text not null,
    body text not null,
    opens_on date not null,
    closes_on date not null,
    made_by uuid not null,
    made_at timestamptz not null,
    constraint topic_call_pkey primary key (tenant_id, id),
    constraint topic_call_council_fkey foreign key (tenant_id, council_id) references council (tenant_id, id),
    constraint topic_call_account_fkey foreign key (tenant_id, made_by) references account (tenant_id, id),
    constraint topic_call_days_check check (closes_on >= opens_on)
  );
  create index topic_call_closes_idx on topic_call (tenant_id, closes_on desc, id desc);
  call make_tenant_table('topic_call', 'select, insert');

  create table topic_call_answer (
    tenant_id integer not null,
    topic_id uuid not null,
    call_id uuid not null,
    constraint topic_call_answer_pkey primary key (tenant_id, topic_id),
    constraint topic_call_answer_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint topic_call_answer_call_fkey foreign key (tenant_id, call_id) references topic_call (tenant_id, id)
  );
  create index topic_call_answer_call_idx on topic_call_answer (tenant_id, call_id);
  call make_tenant_table('topic_call_answer', 'select, insert');
end $migration$;
