-- What a source brings with it: the grounds of a member's recommendation (荐题表) with whom the member would
-- ask to the table, or an assignment's letter (点题函) with who issued it, its number and its deadline.
-- Written once, with the topic. Covered by the record.
do $migration$
begin
  create table topic_origin (
    tenant_id integer not null,
    topic_id uuid not null,
    grounds text not null default '',
    suggested text not null default '',
    issuer text not null default '',
    document text not null default '',
    deadline date,
    constraint topic_origin_pkey primary key (tenant_id, topic_id),
    constraint topic_origin_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint topic_origin_one_check check ((grounds <> '') <> (issuer <> '')),
    constraint topic_origin_letter_check check ((issuer <> '') = (deadline is not null))
  );
  call make_tenant_table('topic_origin', 'select, insert');
end $migration$;
