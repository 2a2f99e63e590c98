-- Standard answers (标准答复): the reasons that a street gives again and again, in their order within a verb.
-- A verb of which a street keeps none has the program's own, in the reader's language.
do $migration$
begin
  create table standard_answer (
    tenant_id integer not null,
    verb text not null,
    n smallint not null,
    name text not null,
    text text not null,
    set_by uuid not null,
    set_at timestamptz not null,
    constraint standard_answer_pkey primary key (tenant_id, verb, n),
    constraint standard_answer_name_key unique (tenant_id, verb, name),
    constraint standard_answer_set_by_fkey foreign key (tenant_id, set_by) references account (tenant_id, id),
    constraint standard_answer_n_check check (n between 1 and 12),
    constraint standard_answer_name_check check (char_length(name) between 1 and 24),
    constraint standard_answer_text_check check (char_length(text) between 1 and 300)
  );
  call make_tenant_table('standard_answer', 'select, insert, delete');
end $migration$;
