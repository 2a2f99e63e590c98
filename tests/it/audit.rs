//! The record: canonical form, commitments, chains, roots.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use serde_json::{Value, json};
use uuid::Uuid;
use yishi::domain::audit::{
    Broken, Entry, Hash, Link, NotCanonical, canonical, check_content, commitment, content_hash,
    genesis, merkle_root, salted_leaf, sha256, utc_text, verify_chain,
};

const TOPIC: Uuid = Uuid::from_u128(7);

fn chain(length: i32) -> Vec<Link> {
    let start: DateTime<Utc> = "2026-11-23T01:02:03.000004Z".parse().unwrap();
    let mut prev = genesis(1, TOPIC);
    let mut links: Vec<Link> = Vec::new();
    for seq in 1..=length {
        let entry = Entry {
            tenant: 1,
            topic: TOPIC,
            seq,
            at: start + TimeDelta::minutes(i64::from(seq)),
            verb: "revise".into(),
            step_before: if seq == 1 { 0 } else { 1 },
            step_after: 1,
            by: "resident:ab".into(),
            commitment: commitment(&[0; 32], &seq.to_string()),
            prev,
        };
        prev = entry.hash().unwrap();
        links.push(Link { hash: prev, entry });
    }
    links
}

fn relink(links: &mut [Link]) {
    let mut prev = genesis(1, TOPIC);
    for link in links {
        link.entry.prev = prev;
        link.hash = link.entry.hash().unwrap();
        prev = link.hash;
    }
}

#[test]
fn the_canonical_form_sorts_names_and_composes_characters() {
    let value = json!({"b": 1, "a": ["e\u{301}", null, true], "\u{20ac}": "议"});
    assert_eq!(
        canonical(&value).unwrap(),
        "{\"a\":[\"é\",null,true],\"b\":1,\"€\":\"议\"}"
    );
}

#[test]
fn the_canonical_form_refuses_fractions_and_numbers_that_are_not_exact() {
    assert!(matches!(
        canonical(&json!({"n": 1.5})),
        Err(NotCanonical::Number(_))
    ));
    assert!(matches!(
        canonical(&json!([9_007_199_254_740_992_u64])),
        Err(NotCanonical::Number(_))
    ));
    assert!(matches!(
        canonical(&json!([-9_007_199_254_740_992_i64])),
        Err(NotCanonical::Number(_))
    ));
    assert_eq!(
        canonical(&json!([9_007_199_254_740_991_i64])).unwrap(),
        "[9007199254740991]"
    );
    assert!(matches!(
        canonical(&json!({"é": 1, "e\u{301}": 2})),
        Err(NotCanonical::Twice(_))
    ));
}

#[test]
fn times_stand_as_utc_text_at_microseconds() {
    let at: DateTime<Utc> = "2026-11-23T14:30:00+08:00".parse().unwrap();
    assert_eq!(utc_text(at), "2026-11-23T06:30:00.000000Z");
}

#[test]
fn an_entry_keeps_its_hash_through_json_and_the_database_precision() {
    let link = chain(1).remove(0);
    let text = serde_json::to_string(&link).unwrap();
    let back: Link = serde_json::from_str(&text).unwrap();
    assert_eq!(back, link);
    let mut finer = link.entry.clone();
    finer.at += TimeDelta::nanoseconds(999);
    assert_eq!(finer.at_micros().hash().unwrap(), link.hash);
}

#[test]
fn the_hash_of_an_entry_is_the_one_that_anybody_can_compute() {
    // Fixed once: a change here breaks every record ever written.
    let entry = chain(1).remove(0).entry;
    let text = entry.canonical().unwrap();
    assert!(text.starts_with(
        "{\"at\":\"2026-11-23T01:03:03.000004Z\",\"by\":\"resident:ab\",\"commitment\":\""
    ));
    assert!(text.ends_with("\"tenant\":1,\"topic\":\"00000000-0000-0000-0000-000000000007\",\"v\":1,\"verb\":\"revise\"}"));
    assert_eq!(entry.hash().unwrap(), sha256(text.as_bytes()));
}

#[test]
fn a_content_must_match_its_commitment() {
    let entry = chain(1).remove(0).entry;
    assert!(check_content(&entry, Some((&[0; 32], "1"))).is_ok());
    assert_eq!(
        check_content(&entry, Some((&[0; 32], "2")))
            .unwrap_err()
            .what,
        Broken::Content
    );
    assert_eq!(
        check_content(&entry, Some((&[1; 32], "1")))
            .unwrap_err()
            .what,
        Broken::Content
    );
    let missing = check_content(&entry, None).unwrap_err();
    assert_eq!(
        (missing.seq, missing.what),
        (Some(1), Broken::ContentMissing)
    );
}

#[test]
fn a_chain_hung_on_another_topic_or_street_is_seen() {
    let links = chain(3);
    assert_eq!(
        verify_chain(1, Uuid::from_u128(8), &links)
            .unwrap_err()
            .what,
        Broken::Foreign
    );
    assert_eq!(
        verify_chain(2, TOPIC, &links).unwrap_err().what,
        Broken::Foreign
    );
}

#[test]
fn the_signed_hash_of_a_content_changes_with_any_change() {
    let plan = json!({"place": "议事室", "starts_at": "2026-12-01T06:00:00.000000Z"});
    let mut other = plan.clone();
    other["place"] = "云溪书院".into();
    assert_ne!(content_hash(&plan).unwrap(), content_hash(&other).unwrap());
    let reordered: Value =
        serde_json::from_str(r#"{"starts_at":"2026-12-01T06:00:00.000000Z","place":"议事室"}"#)
            .unwrap();
    assert_eq!(
        content_hash(&plan).unwrap(),
        content_hash(&reordered).unwrap()
    );
}

#[test]
fn roots_are_those_of_rfc_6962() {
    // The test vectors of certificate-transparency's reference implementation.
    let leaves: Vec<Vec<u8>> = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
    .iter()
    .map(|text| hex::decode(text).unwrap())
    .collect();
    let root = |n: usize| merkle_root(&leaves[..n]).hex();
    assert_eq!(
        root(0),
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
    assert_eq!(
        root(1),
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    );
    assert_eq!(
        root(2),
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
    );
    assert_eq!(
        root(3),
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"
    );
    assert_eq!(
        root(8),
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    );
}

#[test]
fn a_salted_leaf_does_not_give_its_row_away() {
    let vote = json!({"choice": "agree"});
    assert_ne!(
        salted_leaf(&[1; 32], &vote).unwrap(),
        salted_leaf(&[2; 32], &vote).unwrap()
    );
}

proptest! {
    #[test]
    fn a_sound_chain_verifies_to_its_head(length in 0_i32..20) {
        let links = chain(length);
        let head = verify_chain(1, TOPIC, &links).unwrap();
        prop_assert_eq!(head.length, length);
        prop_assert_eq!(head.hash, links.last().map_or(genesis(1, TOPIC), |link| link.hash));
    }

    #[test]
    fn any_change_of_any_entry_is_seen_and_named(length in 1_i32..12, pick in 0_usize..12, field in 0_u8..9) {
        let mut links = chain(length);
        let i = pick % links.len();
        let entry = &mut links[i].entry;
        match field {
            0 => entry.at += TimeDelta::microseconds(1),
            1 => entry.verb.push('x'),
            2 => entry.step_before += 1,
            3 => entry.step_after += 1,
            4 => entry.by.push('x'),
            5 => entry.commitment = Hash([9; 32]),
            6 => entry.prev = Hash([9; 32]),
            7 => entry.seq += 1,
            _ => links[i].hash = Hash([9; 32]),
        }
        let fault = verify_chain(1, TOPIC, &links).unwrap_err();
        prop_assert_eq!(fault.topic, TOPIC);
        let seq = i32::try_from(i).unwrap() + 1;
        prop_assert!(fault.seq == Some(seq) || (field == 7 && fault.seq == Some(seq + 1)));
    }

    #[test]
    fn a_forger_who_rehashes_still_breaks_steps_or_times(length in 2_i32..10) {
        let mut links = chain(length);
        links[1].entry.step_before = 4;
        relink(&mut links);
        let is_step = matches!(verify_chain(1, TOPIC, &links).unwrap_err().what, Broken::Step { .. });
        prop_assert!(is_step);
        let mut links = chain(length);
        links[1].entry.at -= TimeDelta::days(1);
        relink(&mut links);
        prop_assert_eq!(verify_chain(1, TOPIC, &links).unwrap_err().what, Broken::Time);
    }

    #[test]
    fn leaving_out_repeating_or_swapping_entries_is_seen(length in 3_i32..12, pick in 0_usize..10) {
        let whole = chain(length);
        let i = pick % (whole.len() - 1);
        let mut less = whole.clone();
        less.remove(i);
        prop_assert!(verify_chain(1, TOPIC, &less).is_err());
        let mut twice = whole.clone();
        twice.insert(i, whole[i].clone());
        prop_assert!(verify_chain(1, TOPIC, &twice).is_err());
        let mut swapped = whole.clone();
        swapped.swap(i, i + 1);
        prop_assert!(verify_chain(1, TOPIC, &swapped).is_err());
    }

    #[test]
    fn the_canonical_form_is_a_fixed_point(text in "\\PC{0,40}", n in -9_007_199_254_740_991_i64..=9_007_199_254_740_991) {
        let once = canonical(&json!({"t": text, "n": n})).unwrap();
        let again: Value = serde_json::from_str(&once).unwrap();
        prop_assert_eq!(canonical(&again).unwrap(), once);
    }

    #[test]
    fn a_root_changes_with_any_leaf(count in 1_usize..40, pick in 0_usize..40) {
        let mut leaves: Vec<Vec<u8>> = (0..count).map(|i| vec![u8::try_from(i).unwrap()]).collect();
        let before = merkle_root(&leaves);
        let i = pick % count;
        leaves[i].push(1);
        prop_assert_ne!(merkle_root(&leaves), before);
    }
}
