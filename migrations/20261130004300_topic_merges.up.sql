-- What went into a topic, and out of it again: the act stands in the record of the topic that went, and the one
-- that received it has to say so on its page, too.
do $migration$
begin
  create table topic_merge (
    tenant_id integer not null,
    id uuid not null,
    topic_id uuid not null,
    from_id uuid not null,
    verb text not null,
    by_whom text not null,
    at timestamptz not null,
    constraint topic_merge_pkey primary key (tenant_id, id),
    constraint topic_merge_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint topic_merge_from_fkey foreign key (tenant_id, from_id) references topic (tenant_id, id),
    constraint topic_merge_verb_check check (verb in ('merge', 'unmerge'))
  );
  create index topic_merge_topic_idx on topic_merge (tenant_id, topic_id);
  create index topic_merge_from_idx on topic_merge (tenant_id, from_id);
  call make_tenant_table('topic_merge', 'select, insert');
  insert into topic_merge as x (tenant_id, id, topic_id, from_id, verb, by_whom, at)
    select e.tenant_id, gen_random_uuid(), o.id, e.topic_id, e.verb, split_part(e.by_whom, ' ', 1), e.at
    from record_entry e
    join record_content c on c.tenant_id = e.tenant_id and c.topic_id = e.topic_id and c.seq = e.seq
    join topic o on o.tenant_id = e.tenant_id and o.code = c.content::jsonb #>> '{words,into}'
    where e.verb in ('merge', 'unmerge');
end $migration$;
