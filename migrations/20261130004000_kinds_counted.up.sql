-- How many topics are of each category and source, per community: what the list's filters by category and source
-- say. Step and state stand apart, in topic_count: here a row is written where a topic comes to be, is shown further
-- or less far, or changes its category or place, and no step waits for another one's.
do $migration$
begin
  create table topic_kind_count (
    tenant_id integer not null,
    community_id uuid not null,
    category_id text not null,
    source text not null,
    visibility text not null,
    n integer not null,
    constraint topic_kind_count_pkey primary key (tenant_id, community_id, category_id, source, visibility)
  );
  call make_tenant_table('topic_kind_count', 'select, insert, update');
  insert into topic_kind_count as x (tenant_id, community_id, category_id, source, visibility, n)
    select tenant_id, coalesce(community_id, '00000000-0000-0000-0000-000000000000'), category_id, source, visibility, count(*)
    from topic group by 1, 2, 3, 4, 5;
end $migration$;
