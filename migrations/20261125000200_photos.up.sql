-- Photos: files counted by who refers to them, uploads that no topic has yet, and the photos of topics.
do $migration$
begin
  -- One object of the object store, `<tenant>/<sha256>`. The row is written before the object and removed
  -- after it, so that an object without a row does not come to be. `orphaned_at` says since when nothing
  -- refers to it: a day later the worker removes it.
  create table stored_file (
    tenant_id integer not null,
    sha256 text not null,
    bytes integer not null,
    refs integer not null,
    orphaned_at timestamptz,
    constraint stored_file_pkey primary key (tenant_id, sha256),
    constraint stored_file_sha256_check check (sha256 ~ '^[0-9a-f]{64}$'),
    constraint stored_file_refs_check check (refs >= 0),
    constraint stored_file_orphan_check check ((refs = 0) = (orphaned_at is not null))
  );
  create index stored_file_orphan_idx on stored_file (tenant_id, orphaned_at) where orphaned_at is not null;
  call make_tenant_table('stored_file', 'select, insert, update, delete');

  -- A photo that was sent with a form and belongs to no topic yet. Who sent it may not have logged in: then
  -- whoever holds its id, which nobody can guess, may use it. It is kept for a day.
  create table upload (
    tenant_id integer not null,
    id uuid not null,
    large text not null,
    small text not null,
    width integer not null,
    height integer not null,
    account_id uuid,
    at timestamptz not null,
    constraint upload_pkey primary key (tenant_id, id),
    constraint upload_large_fkey foreign key (tenant_id, large) references stored_file (tenant_id, sha256),
    constraint upload_small_fkey foreign key (tenant_id, small) references stored_file (tenant_id, sha256),
    constraint upload_account_fkey foreign key (tenant_id, account_id) references account (tenant_id, id)
  );
  create index upload_at_idx on upload (tenant_id, at);
  call make_tenant_table('upload', 'select, insert, delete');

  -- A photo of a topic, or of what was done to one of its tasks. Covered by the record.
  create table photo (
    tenant_id integer not null,
    id uuid not null,
    topic_id uuid not null,
    note_id uuid,
    n smallint not null,
    large text not null,
    small text not null,
    width integer not null,
    height integer not null,
    alt text not null default '',
    added_by uuid not null,
    added_at timestamptz not null,
    constraint photo_pkey primary key (tenant_id, id),
    constraint photo_topic_fkey foreign key (tenant_id, topic_id) references topic (tenant_id, id),
    constraint photo_note_fkey foreign key (tenant_id, note_id) references task_note (tenant_id, id),
    constraint photo_large_fkey foreign key (tenant_id, large) references stored_file (tenant_id, sha256),
    constraint photo_small_fkey foreign key (tenant_id, small) references stored_file (tenant_id, sha256),
    constraint photo_added_by_fkey foreign key (tenant_id, added_by) references account (tenant_id, id),
    constraint photo_number_check check (n between 1 and 6)
  );
  create index photo_topic_idx on photo (tenant_id, topic_id, n);
  call make_tenant_table('photo', 'select, insert, update (n, alt), delete');
end $migration$;
