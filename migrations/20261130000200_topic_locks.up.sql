-- Who works on a topic's intake right now. Advice, not a barrier: the topic's version decides. It runs out by
-- itself, so that nobody's absence holds a topic up; one row a topic, taken over under its own lock.
do $migration$
begin
  create table topic_lock (
    tenant_id integer not null,
    topic_id uuid not null,
    holder_id uuid not null,
    begun_at timestamptz not null,
    until timestamptz not null,
    taken_from uuid,
    constraint topic_lock_pkey primary key (tenant_id, topic_id),
    constraint topic_lock_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint topic_lock_holder_fkey foreign key (tenant_id, holder_id) references account (tenant_id, id),
    constraint topic_lock_taken_from_fkey foreign key (tenant_id, taken_from) references account (tenant_id, id),
    constraint topic_lock_until_check check (until > begun_at),
    constraint topic_lock_taken_from_check check (taken_from <> holder_id)
  );
  call make_tenant_table('topic_lock', 'select, insert, update, delete');
end $migration$;
