-- Step 4: what was said, how it was voted, the minutes and the opinion.
do $migration$
begin
  create table remark (
    tenant_id integer not null,
    id uuid not null,
    topic_id uuid not null,
    session_id uuid not null,
    person_id uuid,
    speaker text not null,
    group_id uuid,
    place text not null,
    body text not null,
    written_by uuid not null,
    at timestamptz not null,
    constraint remark_pkey primary key (tenant_id, id),
    constraint remark_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint remark_session_fkey foreign key (tenant_id, session_id) references session (tenant_id, id),
    constraint remark_person_fkey foreign key (tenant_id, person_id) references session_person (tenant_id, id),
    constraint remark_group_fkey foreign key (tenant_id, group_id) references stakeholder_group (tenant_id, id),
    constraint remark_written_by_fkey foreign key (tenant_id, written_by) references account (tenant_id, id),
    constraint remark_place_check check (place in ('room', 'off_room', 'online'))
  );
  create index remark_session_idx on remark (tenant_id, session_id, at);
  create index remark_topic_idx on remark (tenant_id, topic_id);
  call make_tenant_table('remark', 'select, insert');

  -- Question, options, electorate and threshold never change; whoever counts for the quorum and was
  -- present when the ballot opened may vote. `threshold` is a fraction that must be exceeded.
  create table ballot (
    tenant_id integer not null,
    id uuid not null,
    topic_id uuid not null,
    session_id uuid not null,
    n smallint not null,
    question text not null,
    options text[] not null,
    electorate integer not null,
    threshold_of smallint not null default 1,
    threshold_in smallint not null default 2,
    secret boolean not null,
    opened_at timestamptz not null,
    opened_by uuid not null,
    closed_at timestamptz,
    counts integer[],
    root text not null default '',
    constraint ballot_pkey primary key (tenant_id, id),
    constraint ballot_number_key unique (tenant_id, session_id, n),
    constraint ballot_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint ballot_session_fkey foreign key (tenant_id, session_id) references session (tenant_id, id),
    constraint ballot_opened_by_fkey foreign key (tenant_id, opened_by) references account (tenant_id, id),
    constraint ballot_options_check check (cardinality(options) between 2 and 12),
    constraint ballot_threshold_check check (0 < threshold_of and threshold_of < threshold_in),
    constraint ballot_closed_check check ((closed_at is null) = (counts is null))
  );
  create index ballot_topic_idx on ballot (tenant_id, topic_id);
  call make_tenant_table('ballot', 'select, insert, update');

  -- Once a person. `voter` is a keyed hash of person and ballot; a secret vote carries no person. `choice`
  -- is the place of the option, from 1.
  create table vote (
    tenant_id integer not null,
    ballot_id uuid not null,
    voter text not null,
    topic_id uuid not null,
    person_id uuid,
    choice smallint not null,
    salt bytea not null,
    at timestamptz not null,
    constraint vote_pkey primary key (tenant_id, ballot_id, voter),
    constraint vote_ballot_fkey foreign key (tenant_id, ballot_id) references ballot (tenant_id, id),
    constraint vote_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint vote_person_fkey foreign key (tenant_id, person_id) references session_person (tenant_id, id),
    constraint vote_choice_check check (choice >= 1)
  );
  call make_tenant_table('vote', 'select, insert');

  -- One row a saved version; see plan.
  create table minutes (
    tenant_id integer not null,
    id uuid not null,
    topic_id uuid not null,
    session_id uuid not null,
    n smallint not null,
    turn smallint not null default 0,
    content jsonb not null,
    hash text not null,
    saved_by uuid not null,
    saved_at timestamptz not null,
    signed_at timestamptz,
    constraint minutes_pkey primary key (tenant_id, id),
    constraint minutes_version_key unique (tenant_id, topic_id, n),
    constraint minutes_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint minutes_session_fkey foreign key (tenant_id, session_id) references session (tenant_id, id),
    constraint minutes_saved_by_fkey foreign key (tenant_id, saved_by) references account (tenant_id, id),
    constraint minutes_hash_check check (hash ~ '^[0-9a-f]{64}$')
  );
  call make_tenant_table('minutes', 'select, insert, update');

  -- The opinion (协商意见书): items, agreement level and dissent stand in `content`.
  create table opinion (
    tenant_id integer not null,
    id uuid not null,
    topic_id uuid not null,
    n smallint not null,
    turn smallint not null default 0,
    content jsonb not null,
    hash text not null,
    saved_by uuid not null,
    saved_at timestamptz not null,
    issued_at timestamptz,
    voided_at timestamptz,
    constraint opinion_pkey primary key (tenant_id, id),
    constraint opinion_version_key unique (tenant_id, topic_id, n),
    constraint opinion_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint opinion_saved_by_fkey foreign key (tenant_id, saved_by) references account (tenant_id, id),
    constraint opinion_hash_check check (hash ~ '^[0-9a-f]{64}$'),
    constraint opinion_voided_check check (voided_at is null or issued_at is not null)
  );
  call make_tenant_table('opinion', 'select, insert, update');

  -- Once a participant and version: agrees, or dissents in words. No entry; the last signature carries
  -- the counts and the root of the salted leaves.
  create table opinion_consent (
    tenant_id integer not null,
    opinion_id uuid not null,
    person_id uuid not null,
    account_id uuid,
    topic_id uuid not null,
    agrees boolean not null,
    words text not null default '',
    way text not null default '',
    entered_by uuid,
    salt bytea not null,
    at timestamptz not null,
    constraint opinion_consent_pkey primary key (tenant_id, opinion_id, person_id),
    constraint opinion_consent_account_key unique (tenant_id, opinion_id, account_id),
    constraint opinion_consent_opinion_fkey foreign key (tenant_id, opinion_id) references opinion (tenant_id, id),
    constraint opinion_consent_person_fkey foreign key (tenant_id, person_id) references session_person (tenant_id, id),
    constraint opinion_consent_account_fkey foreign key (tenant_id, account_id) references account (tenant_id, id),
    constraint opinion_consent_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint opinion_consent_entered_by_fkey foreign key (tenant_id, entered_by) references account (tenant_id, id),
    constraint opinion_consent_words_check check (agrees or words <> ''),
    constraint opinion_consent_way_check check (way in ('', 'phone', 'paper', 'visit'))
  );
  call make_tenant_table('opinion_consent', 'select, insert');
end $migration$;
