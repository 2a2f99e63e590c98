-- Who looked at whose name and phone: one row for all looks of somebody at the same people on the same page
-- within an hour, written before the page is shown. Whoever was looked at reads it on their account's page.
do $migration$
begin
  create table identity_look (
    tenant_id integer not null,
    id uuid not null,
    viewer_id uuid not null,
    viewer_label text not null,
    page text not null,
    about text not null default '',
    hour timestamptz not null,
    people bytea not null,
    accounts uuid[] not null,
    times integer not null default 1,
    first_at timestamptz not null,
    last_at timestamptz not null,
    constraint identity_look_pkey primary key (tenant_id, id),
    constraint identity_look_hour_key unique (tenant_id, viewer_id, hour, page, about, people),
    constraint identity_look_viewer_fkey foreign key (tenant_id, viewer_id) references account (tenant_id, id),
    constraint identity_look_accounts_check check (cardinality(accounts) between 1 and 500),
    constraint identity_look_people_check check (octet_length(people) = 32),
    constraint identity_look_page_check check (page <> '')
  );
  create index identity_look_last_idx on identity_look (tenant_id, last_at desc);
  -- What was seen is never taken out of the list again, nor by whom: only how often and when last can rise.
  call make_tenant_table('identity_look', 'select, insert, update (times, last_at)');
end $migration$;
