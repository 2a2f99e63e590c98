-- The topic, its record and what follows from it.
do $migration$
begin
  create table counter (
    tenant_id integer not null,
    name text not null,
    n bigint not null default 0,
    constraint counter_pkey primary key (tenant_id, name)
  );
  call make_tenant_table('counter', 'select, insert, update');

  -- `workflow` is the fold of the topic's entries through domain::workflow; step, state, version,
  -- visibility and due_at are read off it for lists. `yishi verify` folds again and compares.
  create table topic (
    tenant_id integer not null,
    id uuid not null,
    code text not null,
    council_id uuid not null,
    community_id uuid,
    category_id text not null,
    source text not null,
    focus text,
    title text not null,
    body text not null,
    place text not null default '',
    show_name text not null default 'masked',
    author_id uuid,
    author_label text not null default '',
    entered_by uuid,
    on_behalf_of text not null default '',
    on_behalf_way text not null default '',
    state text not null,
    step smallint not null,
    visibility text not null,
    version integer not null,
    workflow jsonb not null,
    record_length integer not null,
    record_head bytea not null,
    due_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint topic_pkey primary key (tenant_id, id),
    constraint topic_code_key unique (tenant_id, code),
    constraint topic_council_fkey foreign key (tenant_id, council_id) references council (tenant_id, id),
    constraint topic_community_fkey foreign key (tenant_id, community_id) references community (tenant_id, id),
    constraint topic_category_fkey foreign key (tenant_id, category_id) references category (tenant_id, id),
    constraint topic_author_fkey foreign key (tenant_id, author_id) references account (tenant_id, id),
    constraint topic_entered_by_fkey foreign key (tenant_id, entered_by) references account (tenant_id, id),
    constraint topic_source_check check (source in ('public_call', 'member_recommendation', 'assignment')),
    constraint topic_focus_check check (focus in ('party_government_work', 'reform_development', 'livelihood', 'governance')),
    constraint topic_show_name_check check (show_name in ('masked', 'resident', 'salutation')),
    constraint topic_step_check check (step between 1 and 8),
    constraint topic_title_check check (char_length(title) between 1 and 120),
    constraint topic_visibility_check check (visibility in ('submitted', 'public', 'withdrawn', 'taken_down')),
    constraint topic_state_check check (state in ('open', 'suspended', 'merged', 'transferred', 'declined', 'withdrawn',
      'escalated', 'concluded', 'concluded_unresolved'))
  );
  -- Each list reads its page off an index in its order and stops: visitors by visibility, staff by time.
  create index topic_updated_idx on topic (tenant_id, visibility, updated_at desc, id desc);
  create index topic_recent_idx on topic (tenant_id, updated_at desc, id desc);
  create index topic_step_idx on topic (tenant_id, step, updated_at desc, id desc) where state in ('open', 'suspended');
  create index topic_state_idx on topic (tenant_id, state, updated_at desc, id desc);
  create index topic_community_idx on topic (tenant_id, community_id, updated_at desc, id desc);
  create index topic_community_step_idx on topic (tenant_id, community_id, step, updated_at desc, id desc)
    where state in ('open', 'suspended');
  create index topic_category_idx on topic (tenant_id, category_id, updated_at desc, id desc);
  create index topic_council_idx on topic (tenant_id, council_id, updated_at desc, id desc);
  create index topic_author_idx on topic (tenant_id, author_id, updated_at desc, id desc);
  create index topic_due_idx on topic (tenant_id, due_at, id) where state = 'open';
  call make_tenant_table('topic', 'select, insert, update');

  -- Hot counts apart from the topic's row, so that a support takes no topic lock.
  create table topic_tally (
    tenant_id integer not null,
    topic_id uuid not null,
    supports integer not null default 0,
    follows integer not null default 0,
    comments integer not null default 0,
    constraint topic_tally_pkey primary key (tenant_id, topic_id),
    constraint topic_tally_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id)
  );
  call make_tenant_table('topic_tally', 'select, insert, update');

  -- `came_from` is the topic whose merge brought the row: an unmerge takes back these and no others.
  create table topic_support (
    tenant_id integer not null,
    topic_id uuid not null,
    account_id uuid not null,
    at timestamptz not null,
    came_from uuid,
    constraint topic_support_pkey primary key (tenant_id, topic_id, account_id),
    constraint topic_support_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint topic_support_account_fkey foreign key (tenant_id, account_id) references account (tenant_id, id)
  );
  create index topic_support_account_idx on topic_support (tenant_id, account_id);
  call make_tenant_table('topic_support', 'select, insert, delete');

  create table topic_follow (
    tenant_id integer not null,
    topic_id uuid not null,
    account_id uuid not null,
    at timestamptz not null,
    came_from uuid,
    constraint topic_follow_pkey primary key (tenant_id, topic_id, account_id),
    constraint topic_follow_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint topic_follow_account_fkey foreign key (tenant_id, account_id) references account (tenant_id, id)
  );
  create index topic_follow_account_idx on topic_follow (tenant_id, account_id);
  call make_tenant_table('topic_follow', 'select, insert, delete');

  -- What a topic is found by: words and character pairs of its text. Row-level security lets only
  -- leakproof operators reach an index, so search is by equality of terms, not by full text.
  create table topic_term (
    tenant_id integer not null,
    term text not null,
    topic_id uuid not null,
    weight smallint not null,
    constraint topic_term_pkey primary key (tenant_id, term, topic_id),
    constraint topic_term_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id)
  );
  create index topic_term_topic_idx on topic_term (tenant_id, topic_id);
  call make_tenant_table('topic_term', 'select, insert, delete');

  -- How many topics are in each state and step, per community: what dashboards and lists count.
  create table topic_count (
    tenant_id integer not null,
    community_id uuid not null,
    state text not null,
    step smallint not null,
    visibility text not null,
    n integer not null,
    constraint topic_count_pkey primary key (tenant_id, community_id, state, step, visibility)
  );
  call make_tenant_table('topic_count', 'select, insert, update');

  -- One row a duty: which verb lies on whose desk, and until when (待办).
  create table desk_item (
    tenant_id integer not null,
    topic_id uuid not null,
    holder text not null,
    verb text not null,
    subject text not null default '',
    step smallint not null,
    since timestamptz not null,
    due_at timestamptz,
    constraint desk_item_pkey primary key (tenant_id, topic_id, holder, verb, subject),
    constraint desk_item_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id)
  );
  create index desk_item_holder_idx on desk_item (tenant_id, holder, due_at, since);
  create index desk_item_due_idx on desk_item (tenant_id, due_at);
  call make_tenant_table('desk_item', 'select, insert, update, delete');

  create table record_entry (
    tenant_id integer not null,
    topic_id uuid not null,
    seq integer not null,
    at timestamptz not null,
    verb text not null,
    step_before smallint not null,
    step_after smallint not null,
    by_whom text not null,
    commitment bytea not null,
    prev bytea not null,
    hash bytea not null,
    constraint record_entry_pkey primary key (tenant_id, topic_id, seq),
    constraint record_entry_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint record_entry_hash_check check (octet_length(hash) = 32 and octet_length(prev) = 32 and octet_length(commitment) = 32)
  );
  call make_tenant_table('record_entry', 'select, insert');
  create trigger record_entry_append_only before update or delete on record_entry for each row execute function refuse_change();
  create trigger record_entry_no_truncate before truncate on record_entry for each statement execute function refuse_change();

  -- The canonical text whose salted hash stands in the entry; text, not jsonb, so that its bytes stay.
  create table record_content (
    tenant_id integer not null,
    topic_id uuid not null,
    seq integer not null,
    salt bytea not null,
    content text not null,
    redacted_by integer,
    constraint record_content_pkey primary key (tenant_id, topic_id, seq),
    constraint record_content_entry_fkey foreign key (tenant_id, topic_id, seq) references record_entry (tenant_id, topic_id, seq),
    constraint record_content_redacted_fkey foreign key (tenant_id, topic_id, redacted_by)
      references record_entry (tenant_id, topic_id, seq),
    constraint record_content_redacted_check check (seq < redacted_by)
  );
  -- Written once; removed only after a later entry of the same chain was named as the one that redacts
  -- it. A foreign key sees to it that there is such an entry, for a trigger must not read other tables on a
  -- cluster; that the entry is a redaction which names this content, `yishi verify` checks.
  create function keep_content() returns trigger language plpgsql
    as $f$
    begin
      if tg_op = 'DELETE' then
        if old.redacted_by is null then
          raise exception 'a content is removed only by an entry that redacts it' using errcode = '55000';
        end if;
        return old;
      end if;
      if old.redacted_by is not null or new.redacted_by is null
         or (new.tenant_id, new.topic_id, new.seq, new.salt, new.content)
            is distinct from (old.tenant_id, old.topic_id, old.seq, old.salt, old.content) then
        raise exception 'the record is append-only' using errcode = '55000';
      end if;
      return new;
    end $f$;
  call make_tenant_table('record_content', 'select, insert, update (redacted_by), delete');
  create trigger record_content_write_once before update or delete on record_content for each row execute function keep_content();
  create trigger record_content_no_truncate before truncate on record_content for each statement execute function refuse_change();

  -- What must be told to somebody, in the transaction of the step that caused it.
  create table outbox (
    tenant_id integer not null,
    id uuid not null,
    topic_id uuid,
    event text not null,
    payload jsonb not null,
    at timestamptz not null,
    done_at timestamptz,
    tries integer not null default 0,
    last_error text not null default '',
    constraint outbox_pkey primary key (tenant_id, id)
  );
  create index outbox_open_idx on outbox (tenant_id, at) where done_at is null;
  call make_tenant_table('outbox', 'select, insert, update');

  create table notice (
    tenant_id integer not null,
    id uuid not null,
    account_id uuid not null,
    topic_id uuid,
    event text not null,
    payload jsonb not null,
    at timestamptz not null,
    read_at timestamptz,
    constraint notice_pkey primary key (tenant_id, id),
    constraint notice_account_fkey foreign key (tenant_id, account_id) references account (tenant_id, id)
  );
  create index notice_account_idx on notice (tenant_id, account_id, at desc, id desc);
  create index notice_unread_idx on notice (tenant_id, account_id) where read_at is null;
  call make_tenant_table('notice', 'select, insert, update');
end $migration$;
