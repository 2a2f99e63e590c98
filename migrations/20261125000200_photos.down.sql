do $migration$
begin
  drop table photo;
  drop table upload;
  drop table stored_file;
end $migration$;
