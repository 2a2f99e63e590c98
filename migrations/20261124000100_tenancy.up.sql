-- The door between streets. Every tenant table is made safe by the one function
-- make_tenant_table, so that a forgotten policy is a forgotten call, which a test finds.
do $migration$
begin
  -- The role that serves requests. `yishi migrate` names it in the setting yishi.runtime_role of the
  -- session that runs this, because roles are cluster-wide and no migration makes one. From here on it
  -- is part of the schema: a setting could be changed by the very session that it guards against.
  execute format('create function runtime_role() returns text language sql immutable parallel safe as %L',
    format('select %L::text', current_setting('yishi.runtime_role')));

  -- The street entered by this transaction; null when none is, and null equals nothing.
  create function current_tenant() returns integer language sql stable parallel safe
    as $f$ select nullif(current_setting('yishi.tenant', true), '')::integer $f$;

  -- SET LOCAL by EXECUTE: set_config and session SET never reach the workers of a cluster.
  create function enter_tenant(t integer) returns void language plpgsql
    as $f$ begin execute format('set local yishi.tenant = %L', t); end $f$;

  -- Closes the paths around WITH CHECK, such as a cascade or an upsert, for the runtime role. Its name
  -- stands in the body, not in a call: on a cluster a called function would be missing on the workers.
  execute format('create function tenant_guard() returns trigger language plpgsql as %L', format($f$
    begin
      if current_user = %L
         and new.tenant_id is distinct from current_setting('yishi.tenant', true)::integer then
        raise exception 'row of tenant %% written as tenant %%', new.tenant_id, current_setting('yishi.tenant', true)
          using errcode = '42501';
      end if;
      return new;
    end $f$, runtime_role()));

  -- Refuses what would alter the record, whoever asks.
  create function refuse_change() returns trigger language plpgsql
    as $f$ begin raise exception 'the record is append-only' using errcode = '55000'; end $f$;

  -- Row-level security, guard and grants of one tenant table. `privileges` is what the runtime
  -- role may do, for example 'select, insert'.
  create procedure make_tenant_table(t text, privileges text) language plpgsql
    as $f$
    begin
      -- Where a cluster is initialised the table is distributed before policies are put on it.
      if exists (select 1 from pg_extension where extname = 'citus')
         and exists (select 1 from pg_proc where proname = 'yishi_distribute') then
        execute format('select yishi_distribute(%L)', t);
      end if;
      execute format('alter table %I enable row level security', t);
      execute format('alter table %I force row level security', t);
      execute format('create policy runtime_tenant on %I for all to %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())', t, runtime_role());
      execute format('create policy owner_all on %I for all to %I using (true) with check (true)', t, current_user);
      execute format('create trigger %I before insert or update on %I for each row execute function tenant_guard()', t || '_tenant_guard', t);
      execute format('grant %s on %I to %I', privileges, t, runtime_role());
    end $f$;

  create table tenant (
    id integer not null,
    slug text not null,
    prefix text not null,
    division_code text not null,
    name text not null,
    english_name text not null default '',
    organiser text not null default '',
    phone text not null default '',
    icp_number text not null default '',
    police_number text not null default '',
    demo boolean not null default false,
    enabled boolean not null default true,
    created_at timestamptz not null default now(),
    constraint tenant_pkey primary key (id),
    constraint tenant_slug_key unique (slug),
    constraint tenant_prefix_key unique (prefix),
    constraint tenant_slug_check check (slug ~ '^[a-z][a-z0-9-]{1,30}$'),
    constraint tenant_prefix_check check (prefix ~ '^[A-Z]{2,4}$')
  );

  -- The national working-day table: a weekday off, or a weekend day worked.
  create table calendar_day (
    day date not null,
    kind text not null,
    name text not null default '',
    constraint calendar_day_pkey primary key (day),
    constraint calendar_day_kind_check check (kind in ('off', 'worked'))
  );

  execute format('grant select on tenant, calendar_day to %I', runtime_role());
end $migration$;
