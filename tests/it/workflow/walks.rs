//! Random walks: what holds in every state that any sequence of acts reaches.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::LazyLock;

use chrono::TimeDelta;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::Value;
use yishi::domain::policy::{TABLE, row, who_at};
use yishi::domain::workflow::{
    Act, By, Condition, Evidence, Segment, Standing, State, Step, Verb, advance, deadline, duties,
    gate, track, turn,
};

use super::cast::Topic;
use super::evidence::{Mood, evidence};
use super::solver::{Variant, lies_with, next, solve};
use super::words::assert_sentence;

/// The crossings of the method, each with the verbs that may make it.
fn crossing_is_named(from: Step, to: Step, verb: Verb) -> bool {
    use Step::{
        Conversion, Deliberation, Evaluation, Feedback, Research, Scheduling, Solicitation,
        Supervision,
    };
    match (from, to) {
        (Solicitation, Scheduling) => verb == Verb::Propose,
        (Scheduling, Solicitation) => matches!(verb, Verb::Return | Verb::TakeBack),
        (Scheduling, Research) => verb == Verb::PlanSign,
        (Research | Deliberation, Scheduling) => verb == Verb::Replan,
        (Research, Deliberation) => matches!(verb, Verb::ResearchAdopt | Verb::ResearchWaive),
        (Deliberation, Feedback) => verb == Verb::OpinionSign,
        (Feedback, Deliberation) => verb == Verb::FeedbackSustain,
        (Feedback, Conversion | Evaluation) => verb == Verb::FeedbackClose,
        (Conversion, Supervision) => {
            matches!(
                verb,
                Verb::TaskComplete | Verb::TaskExplain | Verb::TaskDecide
            )
        }
        (Supervision, Evaluation) => verb == Verb::EvaluationOpen,
        (Evaluation, Conversion) => verb == Verb::Rehandle,
        (_, _) => false,
    }
}

/// What is unmet in the gate of the state before, but what the act itself brings.
fn unmet_before(before: &State, act: &Act) -> Vec<Condition> {
    let objections = match act.evidence {
        Evidence::FeedbackClose { objections, .. } => objections,
        _ => 0,
    };
    let brought = match act.verb {
        Verb::PlanSign => "condition-plan-signed",
        Verb::OpinionSign => "condition-opinion-signed",
        Verb::TaskComplete | Verb::TaskExplain | Verb::TaskDecide => "condition-tasks-graded",
        // Signed by the set instead of reported by the groups.
        Verb::ResearchWaive => "condition-groups-reported",
        _ => "",
    };
    gate(before, act.at, objections)
        .into_iter()
        .filter(|c| !c.met)
        .filter(|c| c.key != brought || c.want.saturating_sub(c.have) > 1)
        .filter(|c| act.verb != Verb::ResearchWaive || c.key != brought)
        .collect()
}

fn is_forward(from: Step, to: Step) -> bool {
    from < to
}

/// What holds for every act that is done.
fn check(before: &State, act: &Act, after: &State) {
    let verb = act.verb;
    let one = u32::from(verb != Verb::SessionRemark);
    assert_eq!(after.version, before.version + one);
    if before.step != after.step {
        assert!(
            crossing_is_named(before.step, after.step, verb),
            "{verb:?} moved {:?} to {:?}",
            before.step,
            after.step
        );
        if is_forward(before.step, after.step) {
            let unmet = unmet_before(before, act);
            assert!(unmet.is_empty(), "{verb:?} crossed over {unmet:?}");
        }
        if (before.step, after.step) == (Step::Feedback, Step::Evaluation) {
            assert!(before.no_result(), "6 and 7 are skipped by no result only");
        }
    }
    if after.standing == Standing::Concluded && before.standing != Standing::Concluded {
        assert_eq!(verb, Verb::Conclude);
        assert_eq!(unmet_before(before, act), []);
    }
    if before.standing.is_ended() && before.standing != after.standing {
        let named = matches!(
            (before.standing, verb),
            (Standing::Merged, Verb::Unmerge) | (Standing::Declined, Verb::ReconsiderDecide)
        );
        assert!(
            named,
            "{verb:?} moved a topic that was {:?}",
            before.standing
        );
        assert_eq!(after.standing, Standing::Open);
    }
    if before.standing.is_ended() {
        assert_eq!(after.step, before.step);
    }
    check_signatures(before, act, after);
    check_views(after, act.at);
}

/// What is published or issued was signed in both seats by two people with nothing against them.
fn check_signatures(before: &State, act: &Act, after: &State) {
    let fresh = |was: bool, is: bool| !was && is;
    let mut papers = Vec::new();
    if fresh(
        before.plan.published_at.is_some(),
        after.plan.published_at.is_some(),
    ) {
        let hash = after.plan.facts.as_ref().map(|f| &f.hash);
        papers.push((&after.plan.signatures, hash));
    }
    if fresh(
        before.opinion.issued_at.is_some(),
        after.opinion.issued_at.is_some(),
    ) {
        let hash = after.opinion.facts.as_ref().map(|f| &f.hash);
        papers.push((&after.opinion.signatures, hash));
        papers.push((
            &after.deliberation.minutes_signatures,
            after.deliberation.minutes.as_ref(),
        ));
    }
    if fresh(before.no_result(), after.no_result()) {
        papers.push((
            &after.opinion.no_result_signatures,
            after.opinion.no_result.as_ref(),
        ));
    }
    for (signatures, hash) in papers {
        let hash = hash.expect("a signed content has a hash");
        assert!(signatures.complete(after.level, hash), "{act:?}");
        let good: Vec<_> = signatures.0.iter().filter(|s| s.hash == *hash).collect();
        assert_eq!(good.len(), 2);
        assert_ne!(good[0].by, good[1].by);
        for signature in good {
            assert_ne!(signature.by, after.author);
            assert!(!after.recused.contains(&signature.by));
        }
    }
}

/// Everybody of both kinds of council, with and without a liaison.
static EVERYBODY: LazyLock<Vec<By>> = LazyLock::new(|| {
    let kinds = [0, 1, 2, 3].map(Variant::of_bits);
    kinds.into_iter().flat_map(Variant::people).collect()
});

/// What pages and desks read off a state makes sense.
fn check_views(state: &State, at: chrono::DateTime<chrono::Utc>) {
    let steps = track(state);
    assert_eq!(steps.len(), 8);
    let current = steps
        .iter()
        .filter(|s| matches!(s.segment, Segment::Current { .. }));
    assert_eq!(current.count(), 1);
    let _ = deadline(state);
    let desk = duties(state, at);
    for (i, duty) in desk.iter().enumerate() {
        let rule = row(duty.verb);
        assert!(
            rule.from.admits(state.standing, state.step),
            "{:?} lies on a desk at {:?} {:?}",
            duty.verb,
            state.standing,
            state.step
        );
        let who = who_at(duty.verb, Some(state.step));
        let street = state.level.is_street();
        let somebody = EVERYBODY.iter().any(|p| {
            lies_with(&duty.holder, p)
                && who
                    .iter()
                    .any(|w| w.admits(p.capacity, street, state.has_liaison))
        });
        assert!(somebody, "{duty:?} lies with nobody who may");
        assert!(
            desk[i + 1..].iter().all(
                |d| (d.verb, &d.holder, &d.subject) != (duty.verb, &duty.holder, &duty.subject)
            ),
            "{duty:?} lies twice"
        );
    }
    if state.standing == Standing::Open {
        assert!(!desk.is_empty(), "nothing lies on any desk: {state:#?}");
    }
    check_turn(state, at);
}

/// Before the named instant the desks stay as they are, however long nobody acts; past it they do not.
fn check_turn(state: &State, at: chrono::DateTime<chrono::Utc>) {
    let now = duties(state, at);
    let turn = turn(state, at);
    // Without tasks there is nothing that a day could change; a look far ahead is enough.
    let ahead: &[i64] = if state.tasks.is_empty() {
        &[9_000]
    } else {
        &[1, 20, 60, 200, 700, 2_000, 9_000]
    };
    for hours in ahead.iter().copied() {
        let later = at + TimeDelta::hours(hours);
        if turn.is_none_or(|turn| later < turn) {
            assert_eq!(duties(state, later), now, "{hours} hours later: {state:#?}");
        }
    }
    if let Some(turn) = turn {
        assert!(turn >= at);
        assert_ne!(duties(state, turn + TimeDelta::microseconds(1)), now);
    }
}

/// Turns one number or flag of an evidence, so that bad ones are tried too.
fn turned(evidence: &Evidence, dial: u32) -> Evidence {
    fn leaves<'v>(value: &'v mut Value, found: &mut Vec<&'v mut Value>) {
        match value {
            Value::Array(list) => list.iter_mut().for_each(|v| leaves(v, found)),
            Value::Object(map) => map
                .iter_mut()
                .filter(|(key, _)| *key != "kind" && *key != "ruling")
                .for_each(|(_, v)| leaves(v, found)),
            leaf => found.push(leaf),
        }
    }
    let mut value = serde_json::to_value(evidence).unwrap();
    let mut found = Vec::new();
    leaves(&mut value, &mut found);
    let count = found.len();
    if count == 0 {
        return evidence.clone();
    }
    match &mut *found[dial as usize % count] {
        Value::Bool(flag) => *flag = !*flag,
        leaf @ Value::Number(_) => *leaf = (dial % 2).into(),
        Value::String(text) if text.starts_with("plan") || text.starts_with("opinion") => {
            text.push('!');
        }
        _ => {}
    }
    serde_json::from_value(value).unwrap_or_else(|_| evidence.clone())
}

/// What needs another act before it and little time between, so that a walk seldom comes by.
const RARE: &[Verb] = &[
    Verb::BallotOpen,
    Verb::BallotClose,
    Verb::TaskLegal,
    Verb::TaskUrge,
    Verb::TaskExtend,
    Verb::TaskApproveExtension,
    Verb::Unmerge,
    Verb::Reconsider,
    Verb::ReconsiderDecide,
];

/// One step of a walk from one number: what lies on a desk, or anything by anybody.
/// `tame` eighths of them are the former.
fn stroll(v: Variant, topic: &mut Topic, dial: u32, tame: u32) {
    let people = v.people();
    let pick = |n: u32, of: usize| (n as usize) % of;
    let wait = i64::from(dial >> 28);
    topic.now += TimeDelta::hours(if wait < 10 { wait } else { wait * 7 });
    let state = topic.state.clone();
    if dial % 8 < tame && !state.standing.is_ended() {
        if let Some(found) = next(v, &state, topic.now) {
            check(&state, &found.act, &found.state);
            topic.now = found.act.at;
            topic.acts.push(found.act);
            topic.state = found.state;
        }
        return;
    }
    // Acts that can be done where the topic stands, but for one time in eight: then anything.
    let here: Vec<Verb> = TABLE
        .iter()
        .filter(|r| {
            dial % 8 == 7 || (!r.verb.is_row() && r.from.admits(state.standing, state.step))
        })
        .map(|r| r.verb)
        .collect();
    let rare: Vec<Verb> = here.iter().copied().filter(|v| RARE.contains(v)).collect();
    let verb = if (dial >> 26).is_multiple_of(4) && !rare.is_empty() {
        rare[pick(dial >> 3, rare.len())]
    } else {
        here[pick(dial >> 3, here.len())]
    };
    let mood = Mood {
        dial: dial >> 9,
        ..v.mood()
    };
    let mut given = evidence(verb, &state, topic.now, "", mood);
    if (dial >> 17).is_multiple_of(5) {
        given = turned(&given, dial >> 19);
    }
    let start = pick(dial >> 11, people.len());
    for offset in 0..people.len() {
        let mut person = people[(start + offset) % people.len()].clone();
        person.interested = (dial >> 24).is_multiple_of(16);
        let act = Act {
            verb,
            by: person,
            evidence: given.clone(),
            at: topic.now,
        };
        match advance(&state, &act) {
            Ok((after, events)) => {
                assert!(!events.is_empty());
                check(&state, &act, &after);
                topic.acts.push(act);
                topic.state = after;
                return;
            }
            Err(why) => assert_sentence(&why),
        }
    }
}

/// A walk of so many steps, each from one number.
pub fn walk(bits: u16, dials: &[u32]) -> (Variant, Topic) {
    let v = Variant::of_bits(bits);
    let mut topic = v.topic();
    let tame = 1 + dials.first().map_or(4, |dial| (dial >> 5) % 6);
    for dial in dials {
        stroll(v, &mut topic, *dial, tame);
    }
    (v, topic)
}

/// Numbers that repeat (a linear congruence, its upper half), for walks that must cover everything.
pub struct Dice(u64);

impl Dice {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn roll(&mut self) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(self.0 >> 32).unwrap()
    }
}

/// The seed is printed with a failure: `PROPTEST_RNG_SEED` repeats the run, and `PROPTEST_CASES` sets
/// how many walks there are.
fn seeded(cases: u32) -> ProptestConfig {
    let mut config = ProptestConfig {
        cases,
        max_shrink_iters: 2000,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    if let Some(more) = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|n| n.parse().ok())
    {
        config.cases = more;
    }
    if config.rng_seed == RngSeed::Random {
        config.rng_seed = RngSeed::Fixed(RandomState::new().build_hasher().finish());
    }
    println!("proptest seed: {}", config.rng_seed);
    config
}

proptest! {
    #![proptest_config(seeded(128))]

    /// No step is skipped, no gate left unmet, no ended topic moved but by the two named ways; every
    /// refusal is a sentence; and wherever a walk comes to, an end is in reach.
    #[test]
    fn every_walk_keeps_the_rules_and_an_end_is_in_reach(
        bits in 0_u16..512,
        dials in prop::collection::vec(any::<u32>(), 0..90),
    ) {
        let (v, mut topic) = walk(bits, &dials);
        let solved = solve(v, &mut topic, 150);
        prop_assert!(solved.is_ok(), "{v:?}: {}", solved.unwrap_err());
    }

    /// The entries, as they are kept, give the same state again.
    #[test]
    fn the_entries_of_every_walk_replay_to_the_same_state(
        bits in 0_u16..512,
        dials in prop::collection::vec(any::<u32>(), 0..60),
    ) {
        let (_, topic) = walk(bits, &dials);
        let kept: Vec<String> = topic.acts.iter().map(|a| serde_json::to_string(a).unwrap()).collect();
        let mut again = topic.clone();
        again.acts = kept.iter().map(|text| serde_json::from_str(text).unwrap()).collect();
        prop_assert_eq!(&again.replayed(), &topic.state);
        let snapshot = serde_json::to_string(&topic.state).unwrap();
        prop_assert_eq!(serde_json::from_str::<State>(&snapshot).unwrap(), topic.state);
    }
}
