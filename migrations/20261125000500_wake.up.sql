-- Past which time alone changes the duties on a topic's desks: a task falls overdue, a check is missed.
-- The worker looks for these; every act computes it anew.
do $migration$
begin
  alter table topic add column wake_at timestamptz;
  -- What stands already is looked at once: only tasks change desks by time alone.
  update topic t set wake_at = t.created_at
    where exists (select from task k where k.tenant_id = t.tenant_id and k.topic_id = t.id);
  create index topic_wake_idx on topic (tenant_id, wake_at) where wake_at is not null;
end $migration$;
