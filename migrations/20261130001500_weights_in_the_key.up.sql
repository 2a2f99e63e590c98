-- A search reads terms and weights of hundreds of topics: with the weight beside the key it need not look for
-- each of them in the table.
do $migration$
begin
  alter table topic_term drop constraint topic_term_pkey;
  alter table topic_term add constraint topic_term_pkey primary key (tenant_id, term, topic_id) include (weight);
end $migration$;
