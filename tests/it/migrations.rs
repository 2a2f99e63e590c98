//! The schema: it goes up, down and up again, and every table in it keeps the promises of one schema
//! for one machine and for many.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::{Connection, PgConnection, Row};
use yishi::store::tables::{LOCAL, REFERENCE, TENANT};

use crate::support;

/// One line per thing in the schema, so that two schemas can be compared and a difference be read.
const INVENTORY: &str = "
  select 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
      || case when a.attnotnull then ' not null' else '' end || coalesce(' ' || pg_get_expr(d.adbin, d.adrelid), '')
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v', 'p')
  union all select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
    from pg_constraint where connamespace = 'public'::regnamespace
  union all select 'index ' || indexdef from pg_indexes where schemaname = 'public'
  union all select 'trigger ' || pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
  union all select 'policy ' || tablename || ' ' || policyname || ' ' || roles::text || coalesce(qual, '') || coalesce(with_check, '')
    from pg_policies where schemaname = 'public'
  union all select 'grant ' || table_name || ' ' || grantee || ' ' || privilege_type
    from information_schema.role_table_grants where table_schema = 'public'
  union all select 'function ' || oid::regprocedure from pg_proc where pronamespace = 'public'::regnamespace
  order by 1";

async fn inventory(owner: &mut PgConnection) -> Vec<String> {
    let lines: Vec<String> = sqlx::query_scalar(INVENTORY)
        .fetch_all(owner)
        .await
        .unwrap();
    lines
        .into_iter()
        .filter(|l| !l.contains("_sqlx_migrations"))
        .collect()
}

/// Rows of a catalogue query as texts, sorted: what a failure prints.
async fn list(db: &support::Db, sql: &'static str) -> BTreeSet<String> {
    let rows = sqlx::query(sql).fetch_all(&db.owner).await.unwrap();
    rows.iter().map(|row| row.get::<String, _>(0)).collect()
}

/// Rows of a catalogue query as pairs, by table.
async fn by_table(db: &support::Db, sql: &'static str) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in sqlx::query(sql).fetch_all(&db.owner).await.unwrap() {
        found.entry(row.get(0)).or_default().insert(row.get(1));
    }
    found
}

fn tenant_tables() -> BTreeSet<String> {
    TENANT.iter().map(|t| (*t).to_owned()).collect()
}

fn none() -> BTreeSet<String> {
    BTreeSet::new()
}

#[tokio::test]
async fn every_migration_goes_up_down_and_up_again() {
    let db = support::create_empty().await;
    let mut owner = PgConnection::connect(&db.owner_url).await.unwrap();
    let migrator = support::migrator().await;
    migrator.run(&mut owner).await.unwrap();
    let first = inventory(&mut owner).await;
    support::street(&db).await;
    support::other_street(&db).await;

    // Down one at a time, each up again over what the earlier ones hold, then down for good.
    let mut versions: Vec<i64> = migrator
        .iter()
        .filter(|m| m.migration_type.is_up_migration())
        .map(|m| m.version)
        .collect();
    versions.sort_unstable();
    for i in (0..versions.len()).rev() {
        let before = if i == 0 { 0 } else { versions[i - 1] };
        let here = inventory(&mut owner).await;
        migrator.undo(&mut owner, before).await.unwrap();
        migrator.run_to(versions[i], &mut owner).await.unwrap();
        assert_eq!(here, inventory(&mut owner).await, "{}", versions[i]);
        migrator.undo(&mut owner, before).await.unwrap();
    }
    assert_eq!(inventory(&mut owner).await, Vec::<String>::new());

    migrator.run(&mut owner).await.unwrap();
    assert_eq!(first, inventory(&mut owner).await);
    support::street(&db).await;
}

#[tokio::test]
async fn every_table_is_listed_with_its_kind() {
    let db = support::db().await;
    let found = list(
        &db,
        "select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')",
    )
    .await;
    let listed: BTreeSet<String> = [REFERENCE, TENANT, LOCAL]
        .concat()
        .into_iter()
        .map(str::to_owned)
        .collect();
    assert_eq!(found, listed);
    let with_tenant = list(
        &db,
        "select c.relname::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')",
    )
    .await;
    assert_eq!(with_tenant, tenant_tables());
}

#[tokio::test]
async fn every_tenant_table_forces_row_level_security_with_the_two_policies() {
    let db = support::db().await;
    let forced = list(
        &db,
        "select relname::text from pg_class where relnamespace = 'public'::regnamespace
           and relrowsecurity and relforcerowsecurity",
    )
    .await;
    assert_eq!(forced, tenant_tables());
    let policies = by_table(
        &db,
        "select tablename::text, concat_ws(' ', policyname, permissive, cmd, roles::text, qual, with_check)
         from pg_policies where schemaname = 'public'",
    )
    .await;
    let both = BTreeSet::from([
        "runtime_tenant PERMISSIVE ALL {yishi_app} (tenant_id = current_tenant()) (tenant_id = current_tenant())".to_owned(),
        "owner_all PERMISSIVE ALL {yishi_owner} true true".to_owned(),
    ]);
    for table in TENANT {
        assert_eq!(policies.get(*table), Some(&both), "{table}");
    }
    assert_eq!(policies.len(), TENANT.len());
}

#[tokio::test]
async fn every_tenant_table_has_the_guard() {
    let db = support::db().await;
    // 1 row, 2 before, 4 insert, 16 update
    let guarded = list(
        &db,
        "select tgrelid::regclass::text from pg_trigger where tgfoid = 'tenant_guard'::regproc
           and tgtype = 1 + 2 + 4 + 16 and tgenabled = 'O'",
    )
    .await;
    assert_eq!(guarded, tenant_tables());
}

#[tokio::test]
async fn the_street_leads_every_key_of_a_tenant_table() {
    let db = support::db().await;
    let first = list(
        &db,
        "select attrelid::regclass::text from pg_attribute join pg_class c on c.oid = attrelid
         where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
           and attname = 'tenant_id' and attnum = 1 and attnotnull and atttypid = 'integer'::regtype",
    )
    .await;
    assert_eq!(first, tenant_tables());
    let keyed = list(
        &db,
        "select conrelid::regclass::text from pg_constraint where contype = 'p' and connamespace = 'public'::regnamespace
           and conkey[1] = 1 and conrelid::regclass::text not in ('tenant', 'calendar_day', '_sqlx_migrations')",
    )
    .await;
    assert_eq!(keyed, tenant_tables());
    let indexes = by_table(
        &db,
        "select indrelid::regclass::text, indexrelid::regclass::text from pg_index
         join pg_class c on c.oid = indrelid where c.relnamespace = 'public'::regnamespace and indkey[0] <> 1",
    )
    .await;
    let stray: Vec<_> = indexes
        .iter()
        .filter(|(t, _)| TENANT.contains(&t.as_str()))
        .collect();
    assert!(stray.is_empty(), "not led by tenant_id: {stray:?}");
}

#[tokio::test]
async fn foreign_keys_stay_in_the_street() {
    let db = support::db().await;
    let keys = sqlx::query(
        "select conname::text, conrelid::regclass::text, confrelid::regclass::text, conkey[1] = 1 and confkey[1] = 1,
           condeferrable, confdeltype::text || confupdtype::text from pg_constraint
         where contype = 'f' and connamespace = 'public'::regnamespace",
    )
    .fetch_all(&db.owner)
    .await
    .unwrap();
    for key in keys {
        let (name, from, to): (String, String, String) = (key.get(0), key.get(1), key.get(2));
        let between = TENANT.contains(&from.as_str()) && TENANT.contains(&to.as_str());
        assert!(between, "{name}: {from} to {to}");
        assert!(
            key.get::<bool, _>(3),
            "{name} does not begin with tenant_id"
        );
        assert!(!key.get::<bool, _>(4), "{name} is deferrable");
        let actions: String = key.get(5);
        assert!(
            actions.bytes().all(|b| b"arc".contains(&b)),
            "{name} sets values: {actions}"
        );
    }
}

#[tokio::test]
async fn nothing_in_the_schema_counts_by_itself_or_is_a_closed_type() {
    let db = support::db().await;
    let sequences = list(
        &db,
        "select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S'",
    )
    .await;
    assert_eq!(sequences, none());
    let identities = list(
        &db,
        "select attrelid::regclass || '.' || attname from pg_attribute where attidentity <> '' or attgenerated <> ''",
    )
    .await;
    assert_eq!(identities, none());
    let enums = list(&db, "select typname::text from pg_type where typtype = 'e'").await;
    assert_eq!(enums, none());
    let deferred = list(
        &db,
        "select conname::text from pg_constraint where condeferrable and connamespace = 'public'::regnamespace",
    )
    .await;
    assert_eq!(deferred, none());
}

#[tokio::test]
async fn names_fit_a_cluster() {
    let db = support::db().await;
    let names = list(
        &db,
        "select conname::text from pg_constraint where connamespace = 'public'::regnamespace
         union select relname::text from pg_class where relnamespace = 'public'::regnamespace
         union select tgname::text from pg_trigger where not tgisinternal",
    )
    .await;
    let long: Vec<_> = names.iter().filter(|n| n.len() > 50).collect();
    assert!(long.is_empty(), "{long:?}");
}

#[tokio::test]
async fn the_runtime_role_may_do_what_each_table_allows_and_no_more() {
    let db = support::db().await;
    let grants = by_table(
        &db,
        "select table_name::text, privilege_type::text from information_schema.role_table_grants
         where table_schema = 'public' and grantee = 'yishi_app'",
    )
    .await;
    let set = |words: &str| -> BTreeSet<String> { words.split(' ').map(str::to_owned).collect() };
    for table in REFERENCE {
        assert_eq!(grants.get(*table), Some(&set("SELECT")), "{table}");
    }
    // A content goes only when a later entry redacts it; a trigger sees to that, an entry never goes.
    assert_eq!(grants.get("record_entry"), Some(&set("SELECT INSERT")));
    let content = grants.get("record_content");
    assert_eq!(content, Some(&set("SELECT INSERT DELETE")));
    let rows = set("SELECT INSERT UPDATE DELETE");
    for table in TENANT {
        let had = grants
            .get(*table)
            .unwrap_or_else(|| panic!("{table} has no grant"));
        assert!(had.is_subset(&rows), "{table}: {had:?}");
        assert!(had.contains("SELECT"), "{table}: {had:?}");
    }
    let columns = by_table(
        &db,
        "select table_name::text, column_name::text from information_schema.column_privileges p
         where table_schema = 'public' and grantee = 'yishi_app' and privilege_type = 'UPDATE' and not exists
           (select from information_schema.role_table_grants g where g.table_name = p.table_name
              and g.grantee = 'yishi_app' and g.privilege_type = 'UPDATE')",
    )
    .await;
    // A photo's files are what was recorded; its place in the row and its words may change. Of a look only
    // how often and when last may rise: who saw whom stays.
    let alone = BTreeMap::from([
        ("account_check".to_owned(), set("reason")),
        ("identity_look".to_owned(), set("times last_at")),
        ("invitation".to_owned(), set("used_at used_by")),
        ("photo".to_owned(), set("alt n")),
        ("record_content".to_owned(), set("redacted_by")),
    ]);
    assert_eq!(columns, alone, "columns that may be changed alone");
    for table in LOCAL {
        let had = grants.get(*table).cloned().unwrap_or_default();
        assert!(had.is_subset(&set("SELECT")), "{table}: {had:?}");
    }
}

#[tokio::test]
async fn the_runtime_role_owns_nothing_and_has_no_way_past_the_policies() {
    let db = support::db().await;
    let owned = list(
        &db,
        "select relname::text from pg_class where relowner = 'yishi_app'::regrole
         union all select proname::text from pg_proc where proowner = 'yishi_app'::regrole
         union all select typname::text from pg_type where typowner = 'yishi_app'::regrole
         union all select nspname::text from pg_namespace where nspowner = 'yishi_app'::regrole
         union all select datname::text from pg_database where datdba = 'yishi_app'::regrole",
    )
    .await;
    assert_eq!(owned, none());
    let powers = list(
        &db,
        "select rolname::text from pg_roles where rolname = 'yishi_app'
           and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication
             or pg_has_role('yishi_app', 'yishi_owner', 'member'))",
    )
    .await;
    assert_eq!(powers, none());
    let definers = list(
        &db,
        "select proname::text from pg_proc where prosecdef and pronamespace = 'public'::regnamespace",
    )
    .await;
    assert_eq!(
        definers,
        none(),
        "a function that runs as its owner is a way past the policies"
    );
    let views = list(
        &db,
        "select relname::text from pg_class where relkind in ('v', 'm') and relnamespace = 'public'::regnamespace
           and coalesce(array_to_string(reloptions, ','), '') not like '%security_invoker=true%'",
    )
    .await;
    assert_eq!(
        views,
        none(),
        "a view runs as its owner unless it says otherwise"
    );
}
