//! Every word that the workflow, the policy and the actors give out stands in both catalogues.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use yishi::domain::actor::{Capacity, Level, Role, SigningSeat};
use yishi::domain::policy::Who;
use yishi::domain::workflow::{
    Agreement, Arg, Bound, Condition, DeadlineKind, EvaluationKind, Focus, Form, Grade,
    MeetingState, Paper, Refusal, Satisfaction, Source, Stage, Standing, Step, Target, TaskState,
    Verb, Way,
};
use yishi::kit::i18n::Lang;

type Catalogue = BTreeMap<String, String>;

/// The keys of one catalogue with their texts. Only what this test needs of the format.
fn catalogue(lang: Lang) -> Catalogue {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("locales")
        .join(lang.code())
        .join("workflow.ftl");
    std::fs::read_to_string(path)
        .unwrap()
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| l.split_once(" = "))
        .map(|(key, text)| (key.to_owned(), text.to_owned()))
        .collect()
}

static BOTH: LazyLock<[(Lang, Catalogue); 2]> =
    LazyLock::new(|| Lang::ALL.map(|lang| (lang, catalogue(lang))));

/// The conditions that the sources name: they are made where they are asked.
fn conditions() -> BTreeSet<String> {
    fn walk(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for (i, _) in text.match_indices("\"condition-") {
                found.insert(text[i + 1..].split('"').next().unwrap().to_owned());
            }
        }
    }
    let mut found = BTreeSet::new();
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/domain/workflow");
    walk(&sources, &mut found);
    found
}

/// What is to be done where a gate's condition is not met.
fn to_do() -> BTreeSet<String> {
    let gate = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/domain/workflow/gate.rs");
    let text = std::fs::read_to_string(gate).unwrap();
    text.match_indices("\"condition-")
        .map(|(i, found)| text[i + found.len()..].split('"').next().unwrap())
        .map(|name| format!("todo-{name}"))
        .collect()
}

fn all_keys() -> BTreeSet<String> {
    let mut keys = conditions();
    keys.extend(to_do());
    for verb in Verb::ALL {
        keys.extend([verb.key(), verb.do_key(), verb.next_key()]);
    }
    keys.extend(Stage::ALL.iter().map(|i| i.key()));
    keys.extend(Step::ALL.iter().map(|i| i.key()));
    keys.extend(Standing::ALL.iter().map(|i| i.key()));
    keys.extend(refusals().iter().map(|r| r.key().to_owned()));
    keys.extend(DeadlineKind::ALL.iter().map(|i| i.key().to_owned()));
    keys.extend(Bound::ALL.iter().map(|i| i.key()));
    keys.extend(EvaluationKind::ALL.iter().map(|i| i.key()));
    keys.extend(Who::ALL.iter().map(|i| i.key()));
    keys.extend(SigningSeat::ALL.iter().map(|i| i.key()));
    keys.extend(Capacity::ALL.iter().map(|i| i.key()));
    keys.extend(Role::ALL.iter().map(|i| i.key()));
    keys.extend(Level::ALL.iter().map(|i| i.key()));
    keys.extend(Focus::ALL.iter().map(|i| i.key()));
    keys.extend(Source::ALL.iter().map(|i| i.key()));
    keys.extend(Form::ALL.iter().map(|i| i.key()));
    keys.extend(Agreement::ALL.iter().map(|i| i.key()));
    keys.extend(Target::ALL.iter().map(|i| i.key()));
    keys.extend(Grade::ALL.iter().map(|i| i.key()));
    keys.extend(Way::ALL.iter().map(|i| i.key()));
    keys.extend(Satisfaction::ALL.iter().map(|i| i.key()));
    keys.extend(TaskState::ALL.iter().map(|i| i.key()));
    keys.extend(MeetingState::ALL.iter().map(|i| i.key()));
    keys.extend(Paper::ALL.iter().map(|i| i.key()));
    keys
}

/// One of each kind of refusal.
fn refusals() -> Vec<Refusal> {
    let verb = Verb::PlanSign;
    let step = Step::Research;
    let bound = Bound::Replan;
    let who = Who::ALL.to_vec();
    let standing = Standing::Concluded;
    let seat = SigningSeat::StreetHead;
    let unmet = vec![Condition::flag("condition-accepted", false)];
    let (used, limit) = (3, 3);
    let all = vec![
        Refusal::NotYours { verb, who },
        Refusal::WrongStep { verb, step },
        Refusal::Ended { standing },
        Refusal::Suspended,
        Refusal::NothingToUndo { verb },
        Refusal::AlreadyDone { verb },
        Refusal::TooLate { verb },
        Refusal::TooEarly { verb },
        Refusal::Missing { unmet },
        Refusal::ContentChanged,
        Refusal::SeatSigned { seat },
        Refusal::SamePerson,
        Refusal::Recused,
        Refusal::OwnTopic { verb },
        Refusal::DecidedBefore,
        Refusal::NeedsConsent { bound, used, limit },
        Refusal::NeedsConsent {
            bound: Bound::Suspension,
            used,
            limit,
        },
        Refusal::BoundNotReached { bound },
        Refusal::TaskState { n: 2, verb },
        Refusal::Unknown { verb },
        Refusal::WrongEvidence { verb },
        Refusal::RowVerb { verb },
    ];
    all.iter().for_each(listed_above);
    all
}

/// Breaks when a kind of refusal is added, so that it is listed above.
fn listed_above(refusal: &Refusal) {
    match refusal {
        Refusal::NotYours { .. }
        | Refusal::WrongStep { .. }
        | Refusal::Ended { .. }
        | Refusal::Suspended
        | Refusal::NothingToUndo { .. }
        | Refusal::AlreadyDone { .. }
        | Refusal::TooLate { .. }
        | Refusal::TooEarly { .. }
        | Refusal::Missing { .. }
        | Refusal::ContentChanged
        | Refusal::SeatSigned { .. }
        | Refusal::SamePerson
        | Refusal::Recused
        | Refusal::OwnTopic { .. }
        | Refusal::DecidedBefore
        | Refusal::NeedsConsent { .. }
        | Refusal::BoundNotReached { .. }
        | Refusal::TaskState { .. }
        | Refusal::Unknown { .. }
        | Refusal::WrongEvidence { .. }
        | Refusal::RowVerb { .. } => {}
    }
}

#[test]
fn every_key_has_a_text_in_both_languages_and_no_text_is_left_over() {
    let want = all_keys();
    for (lang, texts) in BOTH.iter() {
        let have: BTreeSet<String> = texts.keys().cloned().collect();
        let lacking: Vec<_> = want.difference(&have).collect();
        let left_over: Vec<_> = have.difference(&want).collect();
        assert!(lacking.is_empty(), "{lang:?} lacks {lacking:?}");
        assert!(left_over.is_empty(), "{lang:?} does not need {left_over:?}");
    }
}

#[test]
fn every_refusal_is_a_whole_sentence_in_both_languages() {
    for refusal in refusals() {
        assert_sentence(&refusal);
    }
}

/// The sentence of a refusal stands in both languages, with every argument put in.
pub fn assert_sentence(refusal: &Refusal) {
    for (lang, texts) in BOTH.iter() {
        let text = lang.refusal(refusal);
        assert!(
            !text.contains('{') && !text.contains(refusal.key()),
            "{text}"
        );
        for (_, arg) in refusal.args() {
            if let Arg::Keys(keys) = arg {
                for key in keys {
                    assert!(texts.contains_key(&key), "{lang:?} lacks {key}");
                }
            }
        }
    }
}
