do $migration$
begin
  drop index outbox_told_idx;
  execute format('revoke delete on outbox from %I', runtime_role());
end $migration$;
