//! Finds matches over closed types of the workflow that end in a catch-all, so that a ninth step
//! breaks the build and not the street.

use super::source::{File, tokens};

/// The types whose matches name every value.
const CLOSED: &[&str] = &["Step", "Verb", "Role", "Event", "State", "Stage", "Who"];

/// The matches of a file with an arm for a closed type and a catch-all arm.
pub fn open_matches(file: &File) -> Vec<String> {
    let tokens = tokens(&file.code);
    let mut faults = Vec::new();
    let mut of = None;
    for at in 0..tokens.len() {
        if tokens[at] == "impl" {
            of = impl_of(&tokens[at..]);
        }
        if tokens[at] != "match" || tokens.get(at + 1).is_some_and(|t| t == "::" || t == "!") {
            continue;
        }
        let arms = arms(&tokens, at);
        let closed = arms.iter().any(|arm| names_closed(arm, of.as_deref()));
        let rest = arms.iter().find(|arm| is_catch_all(arm));
        if let (true, Some(rest)) = (closed, rest) {
            let first = arms[0].join(" ");
            faults.push(format!(
                "{}: match {first} … {} =>",
                file.name,
                rest.join(" ")
            ));
        }
    }
    faults
}

/// The type of an `impl`, after a `for` if there is one.
fn impl_of(tokens: &[String]) -> Option<String> {
    let head: Vec<&String> = tokens.iter().take_while(|t| *t != "{").collect();
    let after_for = head.iter().position(|t| *t == "for").map_or(1, |i| i + 1);
    head.get(after_for).map(|t| (*t).clone())
}

/// The patterns of the match that begins at `start`.
fn arms(tokens: &[String], start: usize) -> Vec<Vec<String>> {
    let mut at = start + 1;
    let mut depth = 0;
    while at < tokens.len() && !(depth == 0 && tokens[at] == "{") {
        depth += nesting(&tokens[at]);
        at += 1;
    }
    at += 1;
    let mut arms = Vec::new();
    while at < tokens.len() && tokens[at] != "}" {
        let mut pattern = Vec::new();
        let mut depth = 0;
        while at < tokens.len() && !(depth == 0 && tokens[at] == "=>") {
            depth += nesting(&tokens[at]);
            pattern.push(tokens[at].clone());
            at += 1;
        }
        at += 1;
        at = after_body(tokens, at);
        arms.push(pattern);
    }
    arms
}

fn after_body(tokens: &[String], mut at: usize) -> usize {
    let block = tokens.get(at).is_some_and(|t| t == "{");
    let mut depth = 0;
    while at < tokens.len() {
        if depth == 0 && (tokens[at] == "," || tokens[at] == "}") {
            return if tokens[at] == "," { at + 1 } else { at };
        }
        depth += nesting(&tokens[at]);
        at += 1;
        if block && depth == 0 {
            return if tokens.get(at).is_some_and(|t| t == ",") {
                at + 1
            } else {
                at
            };
        }
    }
    at
}

fn nesting(token: &str) -> i32 {
    match token {
        "{" | "(" | "[" => 1,
        "}" | ")" | "]" => -1,
        _ => 0,
    }
}

fn names_closed(arm: &[String], of: Option<&str>) -> bool {
    arm.windows(2).any(|pair| {
        let closed = CLOSED.contains(&pair[0].as_str())
            || (pair[0] == "Self" && of.is_some_and(|t| CLOSED.contains(&t)));
        closed && pair[1] == "::"
    })
}

/// `_` or a bare name, with or without a guard that can be false.
fn is_catch_all(arm: &[String]) -> bool {
    match arm {
        [only] => only == "_" || only.starts_with(|c: char| c.is_lowercase()),
        _ => false,
    }
}

#[test]
fn a_rest_over_steps_is_found_and_one_over_numbers_is_not() {
    let file = File::new(
        "src/x.rs",
        "fn f(s: Step, n: u8) -> u8 { match s { Step::Research => { 1 } Step::Feedback if n > 1 => 2, _ => 3 } }
         fn g(n: u8) -> Step { match n { 1 => Step::Research, _ => Step::Feedback } }
         impl Step { fn h(self) -> bool { match self { Self::Research => true, other => false } } }",
    );
    assert_eq!(open_matches(&file).len(), 2, "{:?}", open_matches(&file));
}
