drop index task_kept_idx;
