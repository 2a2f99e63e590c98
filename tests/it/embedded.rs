//! The embedded database: where it lies, as whom it runs, who uses it at once, and what a crash leaves.

use std::fs;
use std::os::unix::fs::MetadataExt;

use rustix::process::{Signal, kill_process};

use crate::support::program::{Ended, Home, Serving, lives, owner_of, root, wait_for};

const STREET: &[&str] = &[
    "tenant",
    "create",
    "--code",
    "990101003",
    "--slug",
    "lanting",
    "--prefix",
    "LT",
    "--name",
    "兰亭街道",
];

#[test]
fn serve_starts_its_own_postgres_and_stops_it_with_itself() {
    let home = Home::named("a folder with blanks", 0o755);
    let mut serving = home.serve();
    assert!(serving.get("/healthz").starts_with("HTTP/1.1 200"));
    let server = home.server().expect("a server");
    let data = home.folder.join(".yishi/pg/data");
    if root() {
        assert_ne!(owner_of(&data), 0, "postgres refuses to run as root");
    }
    let settings = home.ok(&[
        "psql",
        "--",
        "-Atc",
        "select current_setting('fsync'), current_setting('listen_addresses'), current_user",
    ]);
    assert_eq!(settings.trim(), "on||yishi_owner");
    let socket = fs::read_to_string(home.cluster().join("socket")).unwrap();
    assert!(
        socket.len() < 80,
        "a socket's path has at most 100 bytes: {socket}"
    );
    assert_eq!(fs::metadata(&socket).unwrap().mode() & 0o777, 0o700);
    for secret in ["passwords.json", "socket"] {
        let mode = fs::metadata(home.cluster().join(secret)).unwrap().mode();
        assert_eq!(mode & 0o077, 0, "{secret} is nobody else's");
    }
    assert_eq!(serving.stop(), Some(0));
    assert!(!lives(server), "the server stops with the program");
    assert!(
        !fs::exists(&socket).unwrap(),
        "and takes its socket with it"
    );
}

#[test]
fn data_in_a_private_folder_with_a_long_path_are_kept_where_the_server_can_get_at_them() {
    let home = Home::named(&"long-".repeat(30), 0o700);
    home.ok(STREET);
    let pg = home.folder.join(".yishi/pg");
    if root() {
        assert!(pg.is_file(), "a pointer");
        assert!(home.cluster().starts_with("/var/lib/yishi"));
    } else {
        assert!(pg.is_dir());
    }
    assert!(
        home.server().is_none(),
        "a command stops the server that it started"
    );
    let demo = home.run(&["serve", "--demo", "--listen", "127.0.0.1:0"]);
    assert_eq!(demo.code, Some(2));
    assert!(
        demo.err.contains("lanting") && demo.err.contains("--data"),
        "a demonstration is not put among real streets: {}",
        demo.err
    );
    let mut serving = home.serve();
    assert!(
        home.ok(&["tenant", "list"]).contains("兰亭街道"),
        "the data are kept from start to start"
    );
    assert_eq!(serving.stop(), Some(0));
}

#[test]
fn a_second_serve_is_refused_and_other_commands_join() {
    let home = Home::open();
    let mut serving = home.serve();
    let server = home.server();
    let second = home.run(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(second.code, Some(2));
    let pid = serving.pid().as_raw_nonzero().to_string();
    assert!(
        second.err.contains("already runs") && second.err.contains(&pid),
        "{}",
        second.err
    );
    assert!(!second.err.contains("panicked"), "{}", second.err);

    home.ok(STREET);
    assert!(home.ok(&["tenant", "list", "--json"]).contains("lanting"));
    assert_eq!(
        home.server(),
        server,
        "they joined the server, and left it running"
    );
    assert!(serving.get("/healthz").starts_with("HTTP/1.1 200"));

    // Who is still at work when serve stops keeps the server until he is done.
    let mut psql = home.yishi(&["psql", "--", "-Atc", "select pg_sleep(1.5), 'done'"]);
    let psql = psql.stdout(std::process::Stdio::piped()).spawn().unwrap();
    wait_for("psql is at work", || {
        home.ok(&["psql", "--", "-Atc", "select count(*) from pg_stat_activity where query like '%pg_sleep(1.5)%' and pid <> pg_backend_pid()"])
            .trim() == "1"
    });
    assert_eq!(serving.stop(), Some(0));
    let psql = psql.wait_with_output().unwrap();
    assert!(String::from_utf8_lossy(&psql.stdout).contains("done"));
    wait_for("the last one out stops the server", || {
        home.server().is_none()
    });
}

#[test]
fn a_program_whose_output_nobody_reads_any_more_still_stops_its_server() {
    let home = Home::open();
    let mut serving = Serving::start_unread(home.yishi(&["serve", "--listen", "127.0.0.1:0"]));
    let server = home.server().unwrap();
    assert!(serving.get("/healthz").starts_with("HTTP/1.1 200"));
    assert_eq!(serving.stop(), Some(0));
    assert!(!lives(server), "the server stops with the program");
}

#[test]
fn a_killed_server_is_started_again_under_a_program_that_lives() {
    let home = Home::open();
    let mut serving = home.serve();
    let server = home.server().unwrap();
    kill_process(server, Signal::KILL).unwrap();
    wait_for("another server runs", || {
        home.server().is_some_and(|now| now != server && lives(now))
    });
    assert_eq!(home.ok(&["psql", "--", "-Atc", "select 1"]).trim(), "1");
    assert!(serving.runs());
    assert!(serving.get("/healthz").starts_with("HTTP/1.1 200"));
    assert_eq!(serving.stop(), Some(0));
    assert!(home.server().is_none());
}

#[test]
fn a_server_that_a_killed_program_left_is_adopted_and_stopped_by_the_next() {
    let home = Home::open();
    let mut killed = home.serve();
    let server = home.server().unwrap();
    killed.kill();
    assert!(lives(server), "the server outlives the program");
    let mut next = home.serve();
    assert_eq!(home.server(), Some(server), "the next one adopts it");
    assert_eq!(next.stop(), Some(0));
    assert!(!lives(server), "and stops it");
}

#[test]
fn a_start_succeeds_at_once_after_both_were_killed() {
    let home = Home::open();
    let mut killed = home.serve();
    home.ok(STREET);
    let server = home.server().unwrap();
    killed.kill();
    kill_process(server, Signal::KILL).unwrap();
    let mut next = home.serve();
    assert!(
        home.ok(&["tenant", "list"]).contains("lanting"),
        "what was committed is there"
    );
    assert_eq!(next.stop(), Some(0));
}

#[test]
fn a_machine_without_postgres_is_told_what_to_install() {
    let home = Home::open();
    let empty = home.folder.join("nothing");
    fs::create_dir(&empty).unwrap();
    let output = home
        .yishi(&["serve"])
        .env("YISHI_PG_BIN", &empty)
        .output()
        .unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        err.contains("apt install postgresql") && err.contains("DATABASE_URL"),
        "{err}"
    );
}

#[test]
fn a_demonstration_that_was_interrupted_is_made_anew_at_the_next_start() {
    let home = Home::open();
    let demo = || {
        let mut command = home.yishi(&["serve", "--demo", "--listen", "127.0.0.1:0"]);
        command.env("YISHI_DEMO_PASSWORD", "Demo-2026");
        command
    };
    let mark = home.folder.join(".yishi/demo-unfinished");
    let count = |table: &str| {
        let ended = home.run(&[
            "psql",
            "--",
            "-Atc",
            &format!("select count(*) from {table}"),
        ]);
        ended.out.trim().parse::<u32>().unwrap_or(0)
    };
    let silent = std::process::Stdio::null;
    let mut making = demo().stdout(silent()).stderr(silent()).spawn().unwrap();
    // Asked sooner, psql could start the database first, and `serve` does not migrate under another's hands.
    wait_for("the making begins", || mark.exists());
    wait_for("some topics are made", || count("topic") > 3);
    making.kill().unwrap();
    making.wait().unwrap();
    assert!(mark.exists());
    // Somebody at work in it keeps it from being thrown away under their hands.
    let mut psql = home.yishi(&["psql", "--", "-Atc", "select pg_sleep(20)"]);
    let mut psql = psql.stdout(silent()).stderr(silent()).spawn().unwrap();
    wait_for("psql is at work", || {
        home.ok(&["psql", "--", "-Atc", "select count(*) from pg_stat_activity where query like '%pg_sleep(20)%' and pid <> pg_backend_pid()"])
            .trim() == "1"
    });
    let refused = Ended::of(demo().output().unwrap());
    assert_eq!(refused.code, Some(2), "{}", refused.out);
    assert!(refused.err.contains("was not finished"), "{}", refused.err);
    psql.kill().unwrap();
    psql.wait().unwrap();
    let mut serving = Serving::start(demo());
    assert!(!mark.exists());
    assert!(serving.get("/dongli").starts_with("HTTP/1.1 200"));
    let topics = count("topic");
    assert!(topics > 40, "{topics}");
    assert!(home.ok(&["verify"]).contains("yunxi"));
    assert_eq!(serving.stop(), Some(0));
    // Finished, it is kept.
    let mut serving = Serving::start(demo());
    assert_eq!(count("topic"), topics);
    assert_eq!(serving.stop(), Some(0));
}
