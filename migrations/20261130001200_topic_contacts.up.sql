-- How to reach the resident for whom a topic was entered (代录), who has no account of their own: a mobile number
-- in its eleven figures. Staff who work on the topic see it, and each look is recorded. It is no part of the
-- record, so that it can go when the resident asks; by the number whoever it belongs to finds who looked.
do $migration$
begin
  create table topic_contact (
    tenant_id integer not null,
    topic_id uuid not null,
    phone text not null,
    constraint topic_contact_pkey primary key (tenant_id, topic_id),
    constraint topic_contact_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint topic_contact_phone_check check (phone ~ '^1[0-9]{10}$')
  );
  create index topic_contact_phone_idx on topic_contact (tenant_id, phone);
  call make_tenant_table('topic_contact', 'select, insert, delete');
end $migration$;
