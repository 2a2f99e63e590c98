-- Where exactly a topic is and whom it affects, as its author says; each may be left out. The point is in
-- millionths of a degree (WGS 84), since the record knows whole numbers only.
do $migration$
begin
  create table topic_detail (
    tenant_id integer not null,
    topic_id uuid not null,
    estate text not null default '',
    building text not null default '',
    people integer,
    latitude_e6 integer,
    longitude_e6 integer,
    constraint topic_detail_pkey primary key (tenant_id, topic_id),
    constraint topic_detail_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint topic_detail_people_check check (people between 1 and 1000000),
    constraint topic_detail_point_check check ((latitude_e6 is null) = (longitude_e6 is null)),
    constraint topic_detail_latitude_check check (latitude_e6 between -90000000 and 90000000),
    constraint topic_detail_longitude_check check (longitude_e6 between -180000000 and 180000000)
  );
  call make_tenant_table('topic_detail', 'select, insert, update');
end $migration$;
