-- A street's own words that mean the same as others, such as a house known by two names: similar topics
-- and nothing else read them.
do $migration$
begin
  create table synonym (
    tenant_id integer not null,
    word text not null,
    means text not null,
    added_by uuid,
    added_at timestamptz not null,
    constraint synonym_pkey primary key (tenant_id, word),
    constraint synonym_added_by_fkey foreign key (tenant_id, added_by) references account (tenant_id, id),
    constraint synonym_word_check check (char_length(word) between 2 and 20),
    constraint synonym_means_check check (char_length(means) between 2 and 20),
    constraint synonym_other_check check (word <> means)
  );
  call make_tenant_table('synonym', 'select, insert, delete');
end $migration$;
