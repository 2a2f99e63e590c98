do $migration$
begin
  drop table evaluation_answer;
  drop table author_contact;
  drop table rating;
  drop table evaluation;
end $migration$;
