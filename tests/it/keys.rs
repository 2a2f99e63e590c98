//! Passwords, ids, clock, secrets and tokens.

use std::os::unix::fs::PermissionsExt;

use chrono::{DateTime, TimeDelta, Utc};
use rstest::rstest;
use uuid::Uuid;
use yishi::kit::clock::Clock;
use yishi::kit::ids::Ids;
use yishi::kit::password::{Passwords, Weakness, check_new};
use yishi::kit::secret::{SECRET_FILE, Secret, Token, same, token_hash};

fn moment() -> DateTime<Utc> {
    "2026-11-23T06:30:00.123456Z".parse().unwrap()
}

#[rstest]
#[case("Ab1-xyz", Weakness::Short)]
#[case("abcdefgh1", Weakness::FewClasses)]
#[case("12345678901", Weakness::FewClasses)]
#[case("Passw0rd!", Weakness::Known)]
#[case("Qwerty123!", Weakness::Known)]
#[case("Admin@2026", Weakness::Known)]
#[case("Aa13800000001", Weakness::Known)]
fn a_weak_password_is_refused_with_its_reason(#[case] password: &str, #[case] why: Weakness) {
    assert_eq!(check_new(password, "13800000001"), Err(why));
}

#[rstest]
#[case("Lantern-Bridge-7")]
#[case("议事商量Yunhe26")]
#[case("kJ3$vv0pQz")]
fn a_good_password_is_taken(#[case] password: &str) {
    assert_eq!(check_new(password, "13800000001"), Ok(()));
}

#[tokio::test]
async fn a_password_is_known_again_and_another_is_not() {
    let passwords = Passwords::weak_for_tests().unwrap();
    let stored = passwords.hash("Lantern-Bridge-7").await.unwrap();
    assert!(stored.starts_with("$argon2id$v=19$"));
    assert!(
        passwords
            .verify("Lantern-Bridge-7", Some(&stored))
            .await
            .unwrap()
    );
    assert!(
        !passwords
            .verify("Lantern-Bridge-8", Some(&stored))
            .await
            .unwrap()
    );
    assert!(
        !passwords
            .verify("the password of nobody", None)
            .await
            .unwrap()
    );
    assert!(passwords.verify("x", Some("not a hash")).await.is_err());
}

#[tokio::test]
async fn the_programs_own_hashes_take_19_mib() {
    let stored = Passwords::new(1)
        .unwrap()
        .hash("Lantern-Bridge-7")
        .await
        .unwrap();
    assert!(stored.contains("m=19456,t=2,p=1"), "{stored}");
}

#[test]
fn a_manual_clock_moves_only_when_it_is_moved() {
    let clock = Clock::at(moment());
    let seen_elsewhere = clock.clone();
    clock.advance(TimeDelta::days(1));
    assert_eq!(seen_elsewhere.now(), moment() + TimeDelta::days(1));
    assert_eq!(seen_elsewhere.today().to_string(), "2026-11-24");
    assert_eq!(Clock::System.now().timestamp_subsec_nanos() % 1000, 0);
}

#[test]
fn seeded_ids_repeat_and_sort() {
    let make = |seed| {
        let ids = Ids::seeded(seed);
        (0..100)
            .map(|i| ids.make(moment() + TimeDelta::microseconds(i / 2)))
            .collect::<Vec<Uuid>>()
    };
    assert_eq!(make(1), make(1));
    assert_ne!(make(1), make(2));
    let ids = make(1);
    let mut sorted = ids.clone();
    sorted.sort();
    sorted.dedup();
    assert_eq!(ids, sorted);
    assert!(ids.iter().all(|id| id.get_version_num() == 7));
    assert_ne!(Ids::Random.make(moment()), Ids::Random.make(moment()));
}

#[test]
fn a_person_has_another_reference_in_each_topic_and_street() {
    let secret = Secret::parse(&"5a".repeat(32)).unwrap();
    let (person, topic) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let here = secret.street_key(1).person_ref(person, topic);
    assert_eq!(here, secret.street_key(1).person_ref(person, topic));
    assert_ne!(
        here,
        secret.street_key(1).person_ref(person, Uuid::from_u128(3))
    );
    assert_ne!(here, secret.street_key(2).person_ref(person, topic));
    assert_ne!(
        here,
        Secret::random().street_key(1).person_ref(person, topic)
    );
    assert_eq!(here.len(), 64);
}

#[test]
fn the_secret_is_made_once_and_readable_by_its_owner_only() {
    let folder = std::env::temp_dir().join(format!("yishi-secret-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let first = Secret::read_or_make(&folder)
        .unwrap()
        .street_key(1)
        .mark("a", b"b");
    let again = Secret::read_or_make(&folder)
        .unwrap()
        .street_key(1)
        .mark("a", b"b");
    let mode = std::fs::metadata(folder.join(SECRET_FILE))
        .unwrap()
        .permissions()
        .mode();
    std::fs::write(folder.join(SECRET_FILE), "short").unwrap();
    let broken = Secret::read_or_make(&folder);
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(first, again);
    assert_eq!(mode & 0o777, 0o600);
    assert!(!broken.unwrap_err().to_string().contains("short"));
}

#[test]
fn secrets_and_tokens_do_not_print() {
    let token = Token::random();
    assert_eq!(token_hash(token.text()), token.hash());
    assert!(!format!("{token:?}").contains(token.text()));
    assert_eq!(format!("{:?}", Secret::random()), "Secret(…)");
    assert!(same(b"abc", b"abc") && !same(b"abc", b"abd") && !same(b"abc", b"ab"));
}
