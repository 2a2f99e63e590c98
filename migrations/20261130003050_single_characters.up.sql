-- A search for one character or for a topic's number finds the topics that are there already: the characters of
-- title and place stand in the pairs that the index has of them, the number in the code.
do $migration$
begin
  insert into topic_term as x (tenant_id, topic_id, term, weight)
    select p.tenant_id, p.topic_id, substr(p.term, k, 1), max(p.weight)
    from topic_term p cross join generate_series(1, 2) k
    where p.weight >= 3 and p.term ~ '^[\u3400-\u9fff\uf900-\ufaff]{2}$'
    group by p.tenant_id, p.topic_id, substr(p.term, k, 1)
  on conflict (tenant_id, term, topic_id) do update set weight = greatest(x.weight, excluded.weight);
  insert into topic_term (tenant_id, topic_id, term, weight)
    select tenant_id, id, '№' || substring(code from '[0-9]+$')::bigint, 9 from topic
    where code ~ '-[0-9]{1,8}$'
  on conflict (tenant_id, term, topic_id) do nothing;
end $migration$;
