-- The portal shows the promises that were found kept last.
create index task_kept_idx on task (tenant_id, updated_at, id) where status = 'verified';
