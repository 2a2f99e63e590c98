-- Comments on topics, reports about them, and the words at which a comment waits for somebody to look.
do $migration$
begin
  -- `hash` is of the text as it is compared: one identical comment a person and topic. `held` says why it
  -- waits beside the street's rule: the sensitive words found in it.
  create table comment (
    tenant_id integer not null,
    id uuid not null,
    topic_id uuid not null,
    account_id uuid not null,
    label text not null,
    body text not null,
    hash text not null,
    state text not null,
    held text[] not null default '{}',
    reason text not null default '',
    decided_by uuid,
    decided_at timestamptz,
    appeal text not null default '',
    appealed_at timestamptz,
    answer text not null default '',
    answered_by uuid,
    answered_at timestamptz,
    reports integer not null default 0,
    at timestamptz not null,
    constraint comment_pkey primary key (tenant_id, id),
    constraint comment_once_key unique (tenant_id, topic_id, account_id, hash),
    constraint comment_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint comment_account_fkey foreign key (tenant_id, account_id) references account (tenant_id, id),
    constraint comment_decided_by_fkey foreign key (tenant_id, decided_by) references account (tenant_id, id),
    constraint comment_answered_by_fkey foreign key (tenant_id, answered_by) references account (tenant_id, id),
    constraint comment_state_check check (state in ('waiting', 'shown', 'refused', 'taken_down', 'withdrawn'))
  );
  create index comment_topic_idx on comment (tenant_id, topic_id, at desc, id desc) where state = 'shown';
  create index comment_account_idx on comment (tenant_id, account_id, at desc);
  create index comment_waiting_idx on comment (tenant_id, at) where state = 'waiting';
  create index comment_reported_idx on comment (tenant_id, at) where state = 'shown' and reports > 0;
  create index comment_appealed_idx on comment (tenant_id, appealed_at) where appealed_at is not null and answered_at is null;
  call make_tenant_table('comment', 'select, insert, update');

  -- Once a person and comment; `handled_at` when somebody looked and left the comment as it was.
  create table comment_report (
    tenant_id integer not null,
    comment_id uuid not null,
    account_id uuid not null,
    reason text not null,
    at timestamptz not null,
    handled_at timestamptz,
    constraint comment_report_pkey primary key (tenant_id, comment_id, account_id),
    constraint comment_report_comment_fkey foreign key (tenant_id, comment_id) references comment (tenant_id, id),
    constraint comment_report_account_fkey foreign key (tenant_id, account_id) references account (tenant_id, id)
  );
  call make_tenant_table('comment_report', 'select, insert, update');

  create table sensitive_word (
    tenant_id integer not null,
    word text not null,
    added_by uuid not null,
    added_at timestamptz not null,
    constraint sensitive_word_pkey primary key (tenant_id, word),
    constraint sensitive_word_added_by_fkey foreign key (tenant_id, added_by) references account (tenant_id, id),
    constraint sensitive_word_check check (char_length(word) between 1 and 30)
  );
  call make_tenant_table('sensitive_word', 'select, insert, delete');
end $migration$;
