//! Step 1: the council takes a topic up, asks for more, and finds out what it is about.

use uuid::Uuid;

use super::{begin, reasoned};
use crate::domain::fields::FieldErrors;
use crate::domain::topics::{self, Assess, GroupLine};
use crate::domain::workflow::{Assessment, Evidence, Verb};
use crate::service::step::{self, Words};
use crate::service::{Deed, Done, Problem};
use crate::store::topics::groups::{self, Group};
use crate::store::topics::{lookup, row};

/// The council takes the topic up and sets its focus: it is public from here on.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn accept(mut deed: Deed) -> Result<Done, Problem> {
    let verb = Verb::Accept;
    let (held, scope) = begin(&mut deed, verb).await?;
    let focus = topics::focus(&deed.raw)?;
    let decided = step::decide(&deed, &held, &scope, verb, Evidence::Accept { focus })?;
    row::set_focus(&mut deed.tx, held.row.id, focus.code()).await?;
    let words = Words::default().with("topic", [held.row.id]);
    let done = step::record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}

/// The author is asked for more; the clock stops until the text is revised.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn ask_more(deed: Deed) -> Result<Done, Problem> {
    reasoned(deed, Verb::AskMore).await
}

/// People affected, three criteria, stakeholder groups, similar topics.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn assess(mut deed: Deed) -> Result<Done, Problem> {
    let verb = Verb::Assess;
    let (held, scope) = begin(&mut deed, verb).await?;
    let form = Assess::parse(&deed.raw)?;
    let topic = held.row.id;
    let known = lookup::known(&mut deed.tx, &form.similar).await?;
    if form.similar.iter().any(|c| !known.contains(c)) {
        return Err(FieldErrors::one("similar", "error-no-such-topic").into());
    }
    let before = groups::of_topic(&mut deed.tx, topic).await?;
    let named = named(&deed, &before, &form.groups);
    let facts = Assessment {
        people: form.people,
        narrow: form.narrow,
        broad: form.broad,
        strong: form.strong,
        groups: named.iter().map(|g| g.id).collect(),
        problem_stated: true,
        similar_seen: true,
    };
    let decided = step::decide(&deed, &held, &scope, verb, Evidence::Assess(facts))?;
    let at = deed.at;
    let written = groups::save(&mut deed.tx, topic, &named, at).await?;
    let row = groups::Assessment {
        problem: form.problem,
        people: i32::try_from(form.people).unwrap_or(i32::MAX),
        narrow: i16::from(form.narrow),
        broad: i16::from(form.broad),
        strong: i16::from(form.strong),
        similar_codes: form.similar,
        similar_note: form.similar_note,
        assessed_by: deed.me.account(),
        assessed_at: at,
    };
    groups::assess(&mut deed.tx, topic, &row).await?;
    let words = Words::default()
        .with("assessment", [topic])
        .with("stakeholder_group", written);
    let done = step::record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}

/// The groups as rows: one that is named again keeps its id, so that seats and deliveries still point
/// to it.
fn named(deed: &Deed, before: &[Group], lines: &[GroupLine]) -> Vec<Group> {
    let id = |name: &str| -> Uuid {
        before
            .iter()
            .find(|g| g.name == name)
            .map_or_else(|| deed.id(), |g| g.id)
    };
    lines
        .iter()
        .zip(1_i16..)
        .map(|(line, n)| Group {
            id: id(&line.name),
            n,
            name: line.name.clone(),
            people: i32::try_from(line.people).unwrap_or(i32::MAX),
            note: String::new(),
        })
        .collect()
}
