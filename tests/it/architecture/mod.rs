//! The house keeps its shape: floors, rooms, file sizes, headings, closed matches, texts.
//!
//! One crate's compiler does not forbid an import upwards or into a sibling room; these tests do.

mod matches;
mod source;
mod texts;

use std::collections::BTreeSet;
use std::fs;

use source::{File, files};

/// The floors with their height. `web` and `worker` stand side by side and do not import each other.
const FLOORS: &[(&str, u8)] = &[
    ("domain", 0),
    ("kit", 1),
    ("store", 2),
    ("service", 3),
    ("web", 4),
    ("worker", 4),
    ("cli", 5),
];

/// The floors on which a feature has a room, so that its rooms must not import their siblings.
/// `kit` is all halls, `worker` and `cli` are wiring.
const ROOMED: &[&str] = &["domain", "store", "service", "web"];

/// The rooms: a feature has the same name on every floor.
const ROOMS: &[&str] = &[
    "people",
    "comments",
    "photos",
    "councils",
    "topics",
    "approvals",
    "plans",
    "research",
    "sessions",
    "opinions",
    "feedback",
    "tasks",
    "evaluations",
    "notices",
    "dashboard",
    "search",
    "exports",
    "record",
    "admin",
    "platform",
    "portal",
    "help",
];

/// The halls: what every room of the floor may import. Halls import no room, wiring aside.
const HALLS: &[(&str, &[&str])] = &[
    (
        "domain",
        &[
            "actor", "policy", "workflow", "calendar", "audit", "notice", "fields", "privacy",
            "photos", "settings",
        ],
    ),
    (
        "store",
        &[
            "guard",
            "migrate",
            "owner",
            "tenant_tx",
            "patience",
            "tenants",
            "system_tx",
            "bulk",
            "error",
            "page",
            "record",
            "outbox",
            "scopes",
            "photos",
            "settings",
            "sight",
            "tables",
        ],
    ),
    (
        "service",
        &[
            "app", "deed", "me", "photos", "problem", "scope", "step", "wake",
        ],
    ),
    ("web", &["kit", "panels"]),
];

/// Wiring: modules that know the rooms beside them, because they join them.
const WIRING: &[(&str, &[&str])] = &[
    ("service", &["deeds"]),
    ("web", &["deeds", "panels", "routes"]),
];

/// Files above `store` that may speak SQL, with the reason.
const SQL_ABOVE_STORE: &[(&str, &str)] = &[(
    "src/cli/database",
    "makes the cluster, the database and its roles before there is a schema",
)];

/// No file is longer, in lines.
const LONGEST: usize = 450;

fn height(floor: &str) -> Option<u8> {
    FLOORS.iter().find(|(f, _)| *f == floor).map(|(_, h)| *h)
}

fn listed(table: &[(&str, &[&str])], floor: &str, name: &str) -> bool {
    table
        .iter()
        .any(|(f, names)| *f == floor && names.contains(&name))
}

fn report(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn imports_run_downwards_only() {
    let mut faults = Vec::new();
    for file in files("src") {
        let Some(here) = file.floor().and_then(height) else {
            continue;
        };
        for path in file.paths() {
            let Some(there) = path.first().and_then(|f| height(f)) else {
                continue;
            };
            let beside = there == here && path.first().map(String::as_str) != file.floor();
            if there > here || beside {
                faults.push(format!("{} imports {}", file.name, path.join("::")));
            }
        }
    }
    report(&faults);
}

#[test]
fn sibling_rooms_do_not_import_each_other() {
    let sources = files("src");
    let rooms: BTreeSet<(String, String)> = sources
        .iter()
        .filter_map(|f| Some((f.floor()?.to_owned(), f.room()?.to_owned())))
        .collect();
    let mut faults = Vec::new();
    for file in &sources {
        let (Some(floor), Some(room)) = (file.floor(), file.room()) else {
            continue;
        };
        if !ROOMED.contains(&floor) || listed(WIRING, floor, room) {
            continue;
        }
        for path in file.paths() {
            let [there, other, ..] = path.as_slice() else {
                continue;
            };
            let sibling = there == floor
                && other != room
                && rooms.contains(&(there.clone(), other.clone()))
                && !listed(HALLS, floor, other);
            if sibling {
                faults.push(format!("{} imports {}", file.name, path.join("::")));
            }
        }
    }
    report(&faults);
}

#[test]
fn every_module_of_a_floor_is_a_room_a_hall_or_wiring() {
    let mut faults = BTreeSet::new();
    for file in files("src") {
        let (Some(floor), Some(room)) = (file.floor(), file.room()) else {
            continue;
        };
        let known = ROOMS.contains(&room)
            || listed(HALLS, floor, room)
            || listed(WIRING, floor, room)
            || !ROOMED.contains(&floor);
        if !known {
            faults.insert(format!("{floor}::{room} is in no table of architecture"));
        }
    }
    report(&Vec::from_iter(faults));
}

#[test]
fn sql_is_spoken_in_store_alone() {
    let mut faults = Vec::new();
    for file in files("src") {
        let allowed = file.floor() == Some("store")
            || SQL_ABOVE_STORE
                .iter()
                .any(|(p, _)| file.name.starts_with(p));
        if !allowed && file.code.contains("sqlx") {
            faults.push(format!("{} speaks SQL", file.name));
        }
    }
    report(&faults);
}

#[test]
fn the_rules_ask_neither_the_clock_nor_chance_nor_the_disk() {
    let mut faults = Vec::new();
    for file in files("src/domain") {
        for word in [
            "Utc::now",
            "Local::now",
            "SystemTime",
            "Instant::",
            "rand::",
            "now_v7",
            "new_v4",
            "std::fs",
            "std::env",
            "std::net",
            "tokio",
        ] {
            if file.code.contains(word) {
                faults.push(format!("{} uses {word}", file.name));
            }
        }
    }
    report(&faults);
}

#[test]
fn no_file_is_longer_than_a_reader_s_patience() {
    let mut faults = Vec::new();
    for file in ["src", "tests", "benches"].into_iter().flat_map(files) {
        let lines = file.text.lines().count();
        if lines > LONGEST {
            faults.push(format!("{} has {lines} lines", file.name));
        }
    }
    report(&faults);
}

#[test]
fn every_file_says_first_what_it_is_for() {
    let mut faults = Vec::new();
    for file in ["src", "tests", "benches"].into_iter().flat_map(files) {
        let first = file.text.lines().find(|l| !l.starts_with("#!["));
        if !first.is_some_and(|l| l.starts_with("//! ")) {
            faults.push(format!("{} does not begin with //!", file.name));
        }
    }
    report(&faults);
}

#[test]
fn no_match_over_steps_verbs_roles_or_events_has_a_rest() {
    let faults: Vec<String> = files("src")
        .iter()
        .flat_map(matches::open_matches)
        .collect();
    report(&faults);
}

#[test]
fn migrations_come_in_pairs_and_say_why() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let mut faults = Vec::new();
    for name in &names {
        let text = fs::read_to_string(format!("{folder}/{name}")).unwrap();
        let Some((stem, _)) = name.split_once(".up.sql") else {
            continue;
        };
        if !names.contains(&format!("{stem}.down.sql")) {
            faults.push(format!("{name} has no way down"));
        }
        if !text.starts_with("-- ") {
            faults.push(format!("{name} does not begin with a comment"));
        }
        let code: String = text
            .lines()
            .filter(|l| !l.trim_start().starts_with("--"))
            .collect();
        if code.to_lowercase().contains("set local") && !code.contains("execute format('set local")
        {
            faults.push(format!("{name} sets a local setting"));
        }
    }
    report(&faults);
}

#[test]
fn a_file_s_paths_are_read_out_of_groups_and_through_super() {
    let file = File::new(
        "src/store/tasks/list.rs",
        "//! x\nuse crate::{domain::actor::{Actor, Role}, store::Result};\nuse super::super::topics;\n\
         // use crate::web;\nfn f() { crate::kit::clock::now(\"crate::cli\"); }\n",
    );
    let paths: BTreeSet<String> = file.paths().iter().map(|p| p.join("::")).collect();
    let expected = [
        "domain::actor::Actor",
        "domain::actor::Role",
        "kit::clock::now",
        "store::Result",
        "store::topics",
    ];
    assert_eq!(paths, expected.into_iter().map(str::to_owned).collect());
    assert_eq!((file.floor(), file.room()), (Some("store"), Some("tasks")));
}
