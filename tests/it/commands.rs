//! The commands of the binary: settings, exit codes, migrations by the owner, roles that may not serve.

use sqlx::{Connection, Executor, PgConnection};

use crate::support::program::{Ended, Home};
use crate::support::{Db, create_empty, db};

const SECRET: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

/// A command on a database that runs elsewhere.
fn on(db: &Db, home: &Home, url: &str, args: &[&str]) -> Ended {
    let mut command = home.yishi(args);
    command
        .env("DATABASE_URL", url)
        .env("YISHI_OWNER_URL", &db.owner_url);
    Ended::of(command.env("YISHI_SECRET", SECRET).output().unwrap())
}

#[test]
fn a_wrong_setting_stops_the_start_with_its_name_and_an_example() {
    let home = Home::open();
    let elsewhere = "postgres://yishi_app:hush-hush@localhost/yishi";
    for (name, value, with) in [
        ("YISHI_LISTEN", "8080", vec![]),
        ("YISHI_LISTEN", "0.0.0.0:99999", vec![]),
        ("YISHI_PUBLIC_URL", "yishi.example", vec![]),
        ("YISHI_PUBLIC_URL", "https://yishi.example/street", vec![]),
        ("YISHI_TRUSTED_PROXIES", "10.0.0.0/33", vec![]),
        ("YISHI_TRUSTED_PROXIES", "proxy.example", vec![]),
        ("YISHI_POOL", "many", vec![]),
        ("YISHI_POOL", "0", vec![]),
        ("YISHI_TOPICS_A_DAY", "few", vec![]),
        ("YISHI_PAGE_CACHE", "maybe", vec![]),
        ("YISHI_FILES_URL", "/var/lib/files", vec![]),
        ("YISHI_FILES_URL", "ftp://files.example/", vec![]),
        ("YISHI_FILES_URL", "s3://key:hush-hush@bucket/", vec![]),
        ("YISHI_LOG", "info,=x=", vec![]),
        ("YISHI_LOG_FORMAT", "xml", vec![]),
        ("YISHI_SECRET", "hush-hush", vec![]),
        ("YISHI_DEMO_PASSWORD", "hush", vec![]),
        (
            "DATABASE_URL",
            "mysql://root:hush-hush@localhost/yishi",
            vec![],
        ),
        ("DATABASE_URL", "postgres://localhost/yishi", vec![]),
        (
            "DATABASE_URL",
            "postgres://yishi_app:hush-hush@localhost",
            vec![],
        ),
        (
            "YISHI_OWNER_URL",
            "hush-hush",
            vec![("DATABASE_URL", elsewhere)],
        ),
        ("YISHI_SECRET", "", vec![("DATABASE_URL", elsewhere)]),
    ] {
        let mut command = home.yishi(&["serve"]);
        let ended = Ended::of(command.env(name, value).envs(with).output().unwrap());
        assert_eq!(ended.code, Some(2), "{name}={value}: {}", ended.err);
        assert!(
            ended.err.contains(name) && ended.err.contains("Example:"),
            "{name}={value}: {}",
            ended.err
        );
        assert!(
            !ended.err.contains("hush"),
            "a secret is never printed: {}",
            ended.err
        );
    }
    let left: Vec<_> = std::fs::read_dir(&home.folder).unwrap().collect();
    assert!(left.is_empty(), "nothing was made: {left:?}");
}

#[test]
fn a_demonstration_is_not_shown_to_others_without_a_password_of_ones_own() {
    let home = Home::open();
    let ended = home.run(&["serve", "--demo", "--listen", "0.0.0.0:0"]);
    assert_eq!(ended.code, Some(2));
    assert!(
        ended.err.contains("YISHI_LISTEN") && ended.err.contains("YISHI_DEMO_PASSWORD"),
        "{}",
        ended.err
    );
}

#[test]
fn every_command_has_an_example_and_serve_names_every_setting() {
    let home = Home::open();
    for command in [
        "serve",
        "migrate",
        "migrate status",
        "demo",
        "tenant create",
        "tenant list",
        "tenant disable",
        "account create",
        "account disable",
        "account reset-password",
        "export",
        "verify",
        "psql",
    ] {
        let mut args: Vec<&str> = command.split(' ').collect();
        args.push("--help");
        assert!(home.ok(&args).contains("Example"), "{command}");
    }
    let help = home.ok(&["serve", "--help"]);
    for setting in [
        "DATABASE_URL",
        "YISHI_OWNER_URL",
        "YISHI_LISTEN",
        "YISHI_DATA",
        "YISHI_SECRET",
        "YISHI_PUBLIC_URL",
        "YISHI_TRUSTED_PROXIES",
        "YISHI_PAGE_CACHE",
        "YISHI_POOL",
        "YISHI_TOPICS_A_DAY",
        "YISHI_FILES_URL",
        "YISHI_LOG",
        "YISHI_LOG_FORMAT",
        "YISHI_DEMO_PASSWORD",
    ] {
        assert!(help.contains(setting), "{setting}");
    }
}

#[test]
fn a_database_that_is_away_is_said_so_once_and_soon() {
    let home = Home::open();
    let mut command = home.yishi(&["serve", "--listen", "127.0.0.1:0"]);
    command.env(
        "DATABASE_URL",
        "postgres://yishi_app:hush-hush@127.0.0.1:1/yishi",
    );
    let ended = Ended::of(command.env("YISHI_SECRET", SECRET).output().unwrap());
    assert_eq!(ended.code, Some(2));
    assert_eq!(ended.err.matches("refused").count(), 1, "{}", ended.err);
    assert_eq!(ended.err.lines().count(), 1, "one sentence: {}", ended.err);
    assert!(!ended.err.contains("hush"));
}

#[test]
fn a_wrong_command_line_ends_with_two() {
    let home = Home::open();
    for args in [
        &["serve", "--port", "1"][..],
        &["tenant"],
        &["account", "create", "--phone", "1"],
        &["nonsense"],
    ] {
        assert_eq!(home.run(args).code, Some(2), "{args:?}");
    }
}

#[tokio::test]
async fn two_nodes_migrate_at_once_and_each_ends_well() {
    let (db, home) = (create_empty().await, Home::open());
    // The owner is no superuser and no setting of the database helps it.
    let mut admin = db.superuser().await;
    let reset = format!("alter database {} reset yishi.runtime_role", db.name);
    admin.execute(sqlx::AssertSqlSafe(reset)).await.unwrap();

    let behind = on(&db, &home, &db.url, &["migrate", "status"]);
    assert_eq!(behind.code, Some(1), "{}", behind.err);
    assert!(behind.out.contains("still to come"));
    let serve = on(&db, &home, &db.url, &["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(serve.code, Some(2));
    assert!(serve.err.contains("yishi migrate"), "{}", serve.err);

    std::thread::scope(|scope| {
        let nodes: Vec<_> = (0..2)
            .map(|_| scope.spawn(|| on(&db, &home, &db.url, &["migrate"])))
            .collect();
        for node in nodes {
            let ended = node.join().unwrap();
            assert_eq!(ended.code, Some(0), "{}", ended.err);
        }
    });
    let again = on(&db, &home, &db.url, &["migrate"]);
    assert!(again.out.contains("was up to date"), "{}", again.out);
    let status = on(&db, &home, &db.url, &["migrate", "status", "--json"]);
    assert_eq!(status.code, Some(0), "{}", status.err);
    assert!(!status.out.contains("null"), "{}", status.out);
}

#[tokio::test]
async fn migrate_makes_the_runtime_role_where_it_is_missing() {
    let (db, home) = (create_empty().await, Home::open());
    let role = format!("yishi_role_{}", &db.name[db.name.len() - 12..]);
    let url = db
        .url
        .replace("yishi_app@", &format!("{role}:open-sesame@"));
    let made = on(&db, &home, &url, &["migrate"]);
    assert_eq!(made.code, Some(0), "{}", made.err);
    PgConnection::connect(&url).await.unwrap();
    let other = on(&db, &home, &db.url, &["migrate"]);
    assert_eq!(other.code, Some(2));
    assert!(
        other.err.contains(&role),
        "another role than the schema's: {}",
        other.err
    );
    let mut admin = db.superuser().await;
    for sql in [format!("drop owned by {role}"), format!("drop role {role}")] {
        admin.execute(sqlx::AssertSqlSafe(sql)).await.unwrap();
    }
}

#[tokio::test]
async fn serve_refuses_a_role_that_could_pass_the_policies() {
    let (db, home) = (db().await, Home::open());
    let mut admin = db.superuser().await;
    let name = &db.name[db.name.len() - 12..];
    let (bypass, member, owns) = (
        format!("t_bypass_{name}"),
        format!("t_member_{name}"),
        format!("t_owns_{name}"),
    );
    for sql in [
        format!("create role {bypass} login bypassrls"),
        format!("create role {member} login in role yishi_owner"),
        format!("create role {owns} login"),
        format!("create table t_{name} ()"),
        format!("alter table t_{name} owner to {owns}"),
    ] {
        admin.execute(sqlx::AssertSqlSafe(sql)).await.unwrap();
    }
    for (role, why) in [
        ("postgres", "superuser"),
        (bypass.as_str(), "BYPASSRLS"),
        (member.as_str(), "is a member of yishi_owner"),
        (owns.as_str(), "it owns the table"),
        ("yishi_owner", "it owns the table"),
    ] {
        let url = db.url.replace("yishi_app@", &format!("{role}@"));
        let ended = on(&db, &home, &url, &["serve", "--listen", "127.0.0.1:0"]);
        assert_eq!(ended.code, Some(2), "{role}");
        assert!(
            ended.err.contains(why) && ended.err.contains(role),
            "{role}: {}",
            ended.err
        );
    }
    for sql in [
        format!("drop table t_{name}"),
        format!("drop role {bypass}, {member}, {owns}"),
    ] {
        admin.execute(sqlx::AssertSqlSafe(sql)).await.unwrap();
    }
}

#[tokio::test]
async fn an_operator_founds_a_street_and_enters_its_first_people() {
    let (db, home) = (create_empty().await, Home::open());
    let run = |args: &[&str]| on(&db, &home, &db.url, args);
    assert_eq!(run(&["migrate"]).code, Some(0));
    let create = |slug: &str, prefix: &str| {
        run(&[
            "tenant",
            "create",
            "--code",
            "990101003",
            "--slug",
            slug,
            "--prefix",
            prefix,
            "--name",
            "兰亭街道",
            "--community",
            "lanqiao=兰桥社区",
        ])
    };
    assert_eq!(create("lanting", "LT").code, Some(0));
    let twice = create("lanting", "LX");
    assert_eq!(twice.code, Some(1), "{}", twice.err);
    assert!(twice.err.contains("lanting"));
    assert_eq!(create("api", "LX").code, Some(2), "a reserved slug");

    let entered = run(&[
        "account",
        "create",
        "--street",
        "lanting",
        "--role",
        "convener",
        "--name",
        "陈静",
        "--phone",
        "13900000001",
        "--council",
        "lanqiao",
        "--seat",
        "party_secretary",
    ]);
    assert_eq!(entered.code, Some(0), "{}", entered.err);
    let password = entered
        .out
        .lines()
        .last()
        .unwrap()
        .rsplit(' ')
        .next()
        .unwrap()
        .to_owned();
    assert!(password.len() >= 16 && !entered.err.contains(&password));
    let more = run(&[
        "account",
        "create",
        "--street",
        "lanting",
        "--role",
        "leader",
        "--name",
        "陈静",
        "--phone",
        "13900000001",
    ]);
    assert!(
        more.out.contains("had an account already"),
        "{}{}",
        more.out,
        more.err
    );
    for (args, says) in [
        (vec!["--role", "mayor"], "mayor"),
        (vec!["--role", "liaison"], "--council"),
        (vec!["--role", "liaison", "--council", "nowhere"], "nowhere"),
        (vec!["--role", "platform_operator"], "--platform"),
        (
            vec![
                "--role",
                "leader",
                "--from",
                "2026-12-02",
                "--until",
                "2026-12-01",
            ],
            "--until",
        ),
    ] {
        let mut all = vec![
            "account",
            "create",
            "--street",
            "lanting",
            "--name",
            "周宁",
            "--phone",
            "13900000002",
        ];
        all.extend(args);
        let ended = run(&all);
        assert_ne!(ended.code, Some(0), "{all:?}");
        assert!(ended.err.contains(says), "{all:?}: {}", ended.err);
    }
    assert_eq!(
        run(&[
            "account",
            "disable",
            "--street",
            "lanting",
            "--phone",
            "13900000001"
        ])
        .code,
        Some(0)
    );
    assert_eq!(
        run(&[
            "account",
            "disable",
            "--street",
            "lanting",
            "--phone",
            "13900000009"
        ])
        .code,
        Some(1)
    );
    assert_eq!(run(&["tenant", "disable", "lanting"]).code, Some(0));
    assert!(run(&["tenant", "list"]).out.contains("disabled"));
    assert_eq!(run(&["tenant", "disable", "nowhere"]).code, Some(1));
}
