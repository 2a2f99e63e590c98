-- no-transaction
-- Tasks and ratings of a topic are counted while anybody can read it. Of a topic whose text was taken down before
-- the counts knew that, they are still in, and would be in twice once it is shown again: each street's are counted
-- anew, in a transaction of its own. What is added is the difference between what is there and what was counted, both
-- seen at one moment: a decision that is taken meanwhile adds its own, before or after, and nobody waits.
do $migration$
declare
  street integer;
begin
  foreach street in array coalesce((select array_agg(id order by id) from tenant), '{}') loop
    insert into dashboard_count as x (tenant_id, month, community_id, measure, n)
      select c.tenant_id, c.month, c.community_id, c.measure, sum(c.n) from (
        select t.tenant_id, date_trunc('month', k.since at time zone 'Asia/Shanghai')::date as month,
          coalesce(t.community_id, '00000000-0000-0000-0000-000000000000') as community_id, m.measure, 1::bigint as n
        from topic t
        cross join lateral jsonb_array_elements(t.workflow -> 'tasks') as j (task)
        cross join lateral (
          select coalesce(max((p.passage ->> 'since')::timestamptz), (t.workflow ->> 'since')::timestamptz) as since
          from jsonb_array_elements(t.workflow -> 'passages') as p (passage) where p.passage ->> 'step' = 'conversion') as k
        cross join lateral (values ('task.all'), ('task.' || coalesce(j.task ->> 'grade', 'open'))) as m (measure)
        where t.tenant_id = street and t.visibility = 'public' and j.task -> 'round' = t.workflow -> 'round'
        union all
        select t.tenant_id, date_trunc('month', (t.workflow #>> '{evaluation,opened_at}')::timestamptz at time zone 'Asia/Shanghai')::date,
          coalesce(t.community_id, '00000000-0000-0000-0000-000000000000'), 'rating.' || k.kind || '.' || r.key, r.value::bigint
        from topic t
        cross join (values ('public'), ('member'), ('party_gov')) as k (kind)
        cross join lateral jsonb_each_text(t.workflow #> array['evaluation', 'account', 'ratings', k.kind]) as r
        where t.tenant_id = street and t.visibility = 'public'
          and r.key in ('satisfied', 'basically', 'not_satisfied') and t.workflow #>> '{evaluation,opened_at}' is not null
        union all
        select d.tenant_id, d.month, d.community_id, d.measure, -d.n from dashboard_count d
        where d.tenant_id = street and (d.measure like 'task.%' or d.measure like 'rating.%')) as c
      group by c.tenant_id, c.month, c.community_id, c.measure having sum(c.n) <> 0
    on conflict (tenant_id, month, community_id, measure) do update set n = x.n + excluded.n;
    commit;
  end loop;
end $migration$;
