-- What was told long ago leaves the outbox: the notices and the record keep what happened.
do $migration$
begin
  execute format('grant delete on outbox to %I', runtime_role());
  create index outbox_told_idx on outbox (tenant_id, done_at) where done_at is not null;
end $migration$;
