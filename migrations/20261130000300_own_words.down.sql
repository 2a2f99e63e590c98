-- Words that stand for themselves had no place before.
do $migration$
begin
  delete from synonym where word = means;
  alter table synonym add constraint synonym_other_check check (word <> means);
end $migration$;
