do $migration$
begin
  drop index topic_wake_idx;
  alter table topic drop column wake_at;
end $migration$;
