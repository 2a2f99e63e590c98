//! What people deploy with: the compose file names services, health checks and settings that exist.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use yaml_rust2::{Yaml, YamlLoader};

const TOP: &str = env!("CARGO_MANIFEST_DIR");

fn read(name: &str) -> String {
    fs::read_to_string(format!("{TOP}/{name}")).unwrap()
}

fn compose() -> Yaml {
    let text = read("docker-compose.yml");
    YamlLoader::load_from_str(&text).unwrap().remove(0)
}

fn services(compose: &Yaml) -> Vec<(String, &Yaml)> {
    let services = compose["services"].as_hash().unwrap();
    services
        .iter()
        .map(|(name, service)| (name.as_str().unwrap().to_owned(), service))
        .collect()
}

/// The keys of a mapping, or what stands before `=` in a list.
fn names(node: &Yaml) -> BTreeSet<String> {
    let keys = node.as_hash().into_iter().flat_map(|h| h.keys());
    let items = node.as_vec().into_iter().flatten();
    keys.chain(items)
        .filter_map(Yaml::as_str)
        .map(|s| s.split(['=', ':']).next().unwrap_or_default().to_owned())
        .collect()
}

/// Every setting that the program says it has.
fn settings() -> BTreeSet<String> {
    let help = Command::new(env!("CARGO_BIN_EXE_yishi"))
        .args(["serve", "--help"])
        .output()
        .unwrap();
    assert!(help.status.success());
    let text = String::from_utf8(help.stdout).unwrap();
    text.split(|c: char| !(c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_'))
        .filter(|word| word.starts_with("YISHI_") || *word == "DATABASE_URL")
        .map(str::to_owned)
        .collect()
}

/// The names that the program's containers are given by `make-keys.sh`.
fn made_settings() -> BTreeSet<String> {
    read("deploy/make-keys.sh")
        .split('"')
        .filter_map(|part| part.split_once('='))
        .map(|(name, _)| name.to_owned())
        .filter(|name| name.chars().all(|c| c.is_ascii_uppercase() || c == '_'))
        .collect()
}

#[test]
fn every_setting_of_the_compose_file_is_one_of_the_program() {
    let known = settings();
    let mut given = made_settings();
    assert!(given.contains("DATABASE_URL") && given.contains("YISHI_OWNER_URL"));
    let compose = compose();
    for name in ["app", "migrate"] {
        given.extend(names(&compose["services"][name]["environment"]));
    }
    let dockerfile = read("Dockerfile");
    given.extend(
        dockerfile
            .split_whitespace()
            .filter_map(|word| word.split_once('='))
            .map(|(name, _)| name.to_owned())
            .filter(|name| name.starts_with("YISHI_")),
    );
    let unknown: Vec<_> = given.difference(&known).collect();
    assert!(unknown.is_empty(), "serve --help knows no {unknown:?}");
}

#[test]
fn what_runs_on_has_a_health_check_and_what_runs_once_is_waited_for() {
    let compose = compose();
    for (name, service) in services(&compose) {
        let once = matches!(name.as_str(), "keys" | "migrate");
        let checked = !service["healthcheck"]["test"].is_badvalue();
        assert_eq!(checked, !once, "{name}");
        if let Some(needs) = service["depends_on"].as_hash() {
            for (needed, how) in needs {
                let condition = how["condition"].as_str().unwrap();
                let expected = match needed.as_str().unwrap() {
                    "keys" | "migrate" => "service_completed_successfully",
                    _ => "service_healthy",
                };
                assert_eq!(condition, expected, "{name} needs {needed:?}");
            }
        }
    }
}

#[test]
fn the_serving_container_has_no_way_to_the_owner() {
    let compose = compose();
    let entry = |name: &str| format!("{:?}", compose["services"][name]["entrypoint"]);
    assert!(entry("app").contains("runtime.env") && !entry("app").contains("owner.env"));
    assert!(entry("migrate").contains("runtime.env") && entry("migrate").contains("owner.env"));
}

#[test]
fn named_volumes_are_declared_and_no_password_is_written_down() {
    let compose = compose();
    let declared = names(&compose["volumes"]);
    for (name, service) in services(&compose) {
        for volume in names(&service["volumes"]) {
            let folder = volume.starts_with('.') || volume.starts_with('/');
            assert!(folder || declared.contains(&volume), "{name}: {volume}");
        }
    }
    let text = read("docker-compose.yml").to_lowercase();
    for line in text.lines().filter(|l| l.contains("password")) {
        assert!(
            line.trim_start().starts_with('#') || line.contains("_file: /keys/"),
            "{line}"
        );
    }
}

#[test]
fn the_image_runs_as_somebody_without_rights() {
    let dockerfile = read("Dockerfile");
    let last = dockerfile.split("\nFROM ").last().unwrap();
    let user = last.find("\nUSER yishi").expect("a user");
    assert!(last.find("\nENTRYPOINT").unwrap() > user);
    for name in [
        "deploy/make-keys.sh",
        "deploy/init-roles.sh",
        "script/lib.sh",
    ] {
        let checked = Command::new("bash")
            .args(["-n", name])
            .current_dir(TOP)
            .status();
        assert!(checked.unwrap().success(), "{name}");
    }
}
