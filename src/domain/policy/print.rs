//! The table of verbs as a page: `docs/verbs.md` is printed from it, and a test compares the two.

use std::fmt::Write as _;

use super::table::{Rule, TABLE, Where};
use crate::domain::workflow::{Standing, Step};

const HEAD: &str = "\
# The verbs: who may do what, when, and what follows

Printed from `domain::policy::TABLE`; do not edit it here. `YISHI_PRINT=1 cargo test --test it policy` writes it anew.

- Every verb is a POST to its address. `{n}` is the number of a task.
- From: the steps at which the topic is open. \"suspended too\": also while it is suspended. \"any end\": also after the
  topic has ended, where a task verb never moves it.
- \"→n\" goes to step n, \"·\" stays. What a step's exit asks (\"gate n\") is shown on its page.
- Without a liaison, the conveners do the liaison's verbs. A member of the signing set signs in the seat that they hold
  for this topic, never one person in two.
- † : outside the version check; a row with its own unique key, no topic lock, no entry.

| Verb | Address | From | Who | Asks | Then |
|---|---|---|---|---|---|
";

/// The page.
#[must_use]
pub fn markdown() -> String {
    let mut page = HEAD.to_owned();
    for rule in TABLE {
        line(&mut page, rule);
    }
    page
}

fn line(page: &mut String, rule: &Rule) {
    let verb = rule.verb;
    let who: Vec<String> = rule
        .who
        .iter()
        .map(|w| w.code().replace('_', " "))
        .collect();
    let mark = if verb.is_row() { " †" } else { "" };
    // Writing to a String cannot fail.
    let _ = writeln!(
        page,
        "| {}{mark} | `{}` | {} | {} | {} | {} |",
        verb.code().replace('_', " "),
        verb.path(),
        from(rule.from),
        who.join(", "),
        rule.asks,
        rule.then,
    );
}

fn from(place: Where) -> String {
    match place {
        Where::Outside => "no topic".to_owned(),
        Where::Open(steps) => numbers(steps),
        Where::Ongoing(steps) => format!("{}, suspended too", numbers(steps)),
        Where::OpenOrEnded(steps) => format!("{}, any end", numbers(steps)),
        Where::Standing(standing) => named(standing),
        Where::Anywhere => "anywhere".to_owned(),
    }
}

fn named(standing: Standing) -> String {
    standing.code().replace('_', " ")
}

/// `3, 4`, or `1-8` for a run of more than two.
fn numbers(steps: &[Step]) -> String {
    let numbers: Vec<u8> = steps.iter().map(|s| s.no()).collect();
    match (numbers.first(), numbers.last()) {
        (Some(first), Some(last))
            if numbers.len() > 2 && usize::from(last - first) + 1 == numbers.len() =>
        {
            format!("{first}-{last}")
        }
        _ => {
            let texts: Vec<String> = numbers.iter().map(ToString::to_string).collect();
            texts.join(", ")
        }
    }
}
