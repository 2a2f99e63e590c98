//! How well similar topics are found, by the program's way and by others: `cargo bench --bench similarity`.
//! Prints recall at three and false alarms for each way, and what jieba's dictionary costs.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a bench stops at the first fault"
)]

#[path = "../../tests/similarity/judge.rs"]
mod judge;

use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Instant;

use judge::{Matter, Questions, THRESHOLD, judge, matters, ours};
use yishi::kit::segment::{Sign, Signs, normal, read_dictionary};

const OPEN: &str = include_str!("../../tests/similarity/matters.txt");
const HELD: &str = include_str!("../../tests/similarity/held_out.txt");

fn main() {
    // `cargo test --benches` runs this too: there is nothing to fail.
    let show = std::env::args().any(|a| a == "--show");
    let before = resident();
    let begun = Instant::now();
    read_dictionary();
    let (took, cost) = (begun.elapsed(), resident().saturating_sub(before));
    let jieba = jieba_rs::Jieba::new();
    let pairs = |text: &str| by_words(&normal(text), pairs);
    let jieba_words = |text: &str| {
        by_words(&normal(text), |t| {
            let words = jieba.cut_for_search(t, true);
            words
                .iter()
                .map(|w| w.word.to_owned())
                .filter(|w| w.chars().count() > 1)
                .collect()
        })
    };
    let without = |text: &str| {
        let mut signs = ours(text);
        signs
            .found
            .retain(|(sign, ..)| !matches!(sign, Sign::Long(_)));
        signs
    };
    println!(
        "similar topics: recall at 3 of what is said to be similar, and of what is offered too; false alarms (anything \
         said to be similar), near misses told so of their original"
    );
    for (name, text, beside) in [("open", OPEN, HELD), ("held out", HELD, OPEN)] {
        let (all, others) = (matters(text), matters(beside));
        println!("\n{name}: {} matters", all.len());
        line("the program's way", (&all, &others), THRESHOLD, &ours, show);
        for (way, take) in [
            (
                "pairs of characters alone",
                &pairs as &dyn Fn(&str) -> Signs,
            ),
            ("jieba's words alone", &jieba_words),
            ("the program's way without longer words", &without),
        ] {
            let asked = Questions::ask(&all, &[], take);
            // Each way at the threshold at which it does best.
            let best = (10..=90).map(|n| f64::from(n) / 100.0).max_by(|a, b| {
                let worth = |at: f64| {
                    let v = asked.judge(at, &mut |_| {});
                    v.recall - v.alarm
                };
                worth(*a).total_cmp(&worth(*b))
            });
            line(way, (&all, &others), best.unwrap(), take, false);
        }
    }
    println!(
        "\njieba: {} ms to load, {} MB resident",
        took.as_millis(),
        cost / 1_000_000
    );
}

fn line(
    way: &str,
    street: (&[Matter], &[Matter]),
    at: f64,
    take: &dyn Fn(&str) -> Signs,
    show: bool,
) {
    let verdict = judge(street.0, street.1, at, take, &mut |what| {
        if show {
            println!("    {what}");
        }
    });
    println!(
        "  {way:<39} at {at:.2}: recall {:.3}, offered {:.3}, false alarm {:.3}, near {:.3}",
        verdict.recall, verdict.offered, verdict.alarm, verdict.near
    );
}

/// Signs out of words, each where it first stands.
fn by_words(text: &str, cut: impl Fn(&str) -> Vec<String>) -> Signs {
    let mut found = Vec::new();
    for word in cut(text) {
        let Some(from) = text.find(&word) else {
            continue;
        };
        let mut hasher = DefaultHasher::new();
        word.hash(&mut hasher);
        found.push((Sign::Pair(hasher.finish()), from, from + word.len()));
    }
    found.sort_unstable_by_key(|(_, from, to)| (*from, *to));
    Signs {
        text: text.to_owned(),
        found,
        ..Signs::default()
    }
}

fn pairs(text: &str) -> Vec<String> {
    yishi::kit::segment::terms(text)
}

/// Bytes of memory that the process holds.
fn resident() -> u64 {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages: u64 = text
        .split(' ')
        .nth(1)
        .and_then(|n| n.parse().ok())
        .unwrap_or(0);
    pages * 4096
}
