do $migration$
begin
  drop table dashboard_count;
  drop table task_supervisor;
  drop table task_note;
  drop table task;
end $migration$;
