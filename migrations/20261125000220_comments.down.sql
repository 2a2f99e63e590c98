do $migration$
begin
  drop table sensitive_word;
  drop table comment_report;
  drop table comment;
end $migration$;
