do $migration$
begin
  alter table topic_term drop constraint topic_term_pkey;
  alter table topic_term add constraint topic_term_pkey primary key (tenant_id, term, topic_id);
end $migration$;
