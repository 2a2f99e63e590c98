//! Research (调研): groups get their task, note what they see and report; the pack goes out; the
//! research is adopted, or waived with a reason that the signing set signs.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::scope::{self, About};
use super::step::{Held, Words, decide, hold, record};
use super::{Deed, Done, Problem};
use crate::domain::calendar::local_day;
use crate::domain::fields::FieldErrors;
use crate::domain::policy::{self, Scope};
use crate::domain::research::{Assign, Briefing, Note, Report, Waiver};
use crate::domain::workflow::{Event, Evidence, Paper, Verb};
use crate::store::people::directory;
use crate::store::sessions::people;
use crate::store::{self, plans, research};

/// Holds the topic; the policy is asked before the form is read, for the research group that it names.
async fn begin(deed: &mut Deed, verb: Verb) -> Result<(Held, Scope), Problem> {
    let held = hold(deed).await?;
    let about = About {
        group: Uuid::try_parse(deed.raw.first("group")).ok(),
        ..About::default()
    };
    let scope = scope::of(deed, &held, about).await?;
    policy::may(&deed.me.actor, verb, &scope)?;
    Ok((held, scope))
}

/// A convener gives a group its leader, task and date.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn assign(mut deed: Deed) -> Result<Done, Problem> {
    let (held, scope) = begin(&mut deed, Verb::ResearchAssign).await?;
    let form = Assign::parse(&deed.raw)?;
    let evidence = Evidence::GroupAssign {
        group: form.group,
        leader: form.leader,
        task: !form.task.is_empty(),
        due: form.due,
    };
    let decided = decide(&deed, &held, &scope, Verb::ResearchAssign, evidence)?;
    let topic = held.row.id;
    let members = members(&mut deed, &form).await?;
    research::assign(
        &mut deed.tx,
        topic,
        form.group,
        form.leader,
        &form.task,
        form.due,
    )
    .await?;
    research::add_members(&mut deed.tx, topic, &members).await?;
    let written: BTreeSet<Uuid> = research::members(&mut deed.tx, topic)
        .await?
        .into_iter()
        .map(|m| m.id)
        .collect();
    let words = Words::default().with("research_group", [form.group]).with(
        "research_member",
        members
            .iter()
            .map(|m| m.id)
            .filter(|id| written.contains(id)),
    );
    let done = record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}

/// The members as rows; the leader must be somebody of this street, with an account.
async fn members(deed: &mut Deed, form: &Assign) -> Result<Vec<research::Member>, Problem> {
    let mut accounts = form.members.clone();
    accounts.push(form.leader);
    let known = directory::named(&mut deed.tx, &accounts).await?;
    if !known.iter().any(|k| k.id == form.leader) {
        return Err(FieldErrors::one("leader", "error-not-a-choice").into());
    }
    let mut rows: Vec<research::Member> = Vec::new();
    for account in known {
        rows.push(research::Member {
            id: deed.id(),
            group_id: form.group,
            account_id: Some(account.id),
            name: account.name,
        });
    }
    for name in &form.named {
        rows.push(research::Member {
            id: deed.id(),
            group_id: form.group,
            account_id: None,
            name: name.clone(),
        });
    }
    Ok(rows)
}

/// A group notes a visit (走访).
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn visit(deed: Deed) -> Result<Done, Problem> {
    note(deed, Verb::ResearchVisit, "visit").await
}

/// A group notes a survey (问卷).
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn survey(deed: Deed) -> Result<Done, Problem> {
    note(deed, Verb::ResearchSurvey, "survey").await
}

async fn note(mut deed: Deed, verb: Verb, kind: &str) -> Result<Done, Problem> {
    let (held, scope) = begin(&mut deed, verb).await?;
    let form = Note::parse(&deed.raw, local_day(deed.at))?;
    let findings = held
        .state
        .research
        .groups
        .get(&form.group)
        .map_or(0, |g| g.findings);
    let evidence = Evidence::GroupWork {
        group: form.group,
        findings,
    };
    let decided = decide(&deed, &held, &scope, verb, evidence)?;
    let row = research::Note {
        id: deed.id(),
        group_id: form.group,
        kind: kind.to_owned(),
        body: form.body,
        place: form.place,
        day: Some(form.day),
        people: i32::try_from(form.people).unwrap_or(i32::MAX),
        written_by: deed.me.account(),
        at: deed.at,
    };
    research::note(&mut deed.tx, held.row.id, std::slice::from_ref(&row)).await?;
    let words = Words::default().with("research_note", [row.id]);
    let done = record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}

/// A group reports what it found; findings are added to those reported before.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn report(mut deed: Deed) -> Result<Done, Problem> {
    let (held, scope) = begin(&mut deed, Verb::ResearchReport).await?;
    let form = Report::parse(&deed.raw)?;
    let topic = held.row.id;
    let before = research::of_topic(&mut deed.tx, topic)
        .await?
        .into_iter()
        .find(|g| g.id == form.group)
        .map_or(0, |g| u32::try_from(g.findings).unwrap_or(0));
    let new = u32::try_from(form.findings.len()).unwrap_or(u32::MAX);
    let evidence = Evidence::GroupWork {
        group: form.group,
        findings: before.saturating_add(new),
    };
    let decided = decide(&deed, &held, &scope, Verb::ResearchReport, evidence)?;
    let me = deed.me.account();
    let notes: Vec<research::Note> = form
        .findings
        .iter()
        .map(|finding| research::Note {
            id: deed.id(),
            group_id: form.group,
            kind: "finding".to_owned(),
            body: finding.clone(),
            place: String::new(),
            day: None,
            people: 0,
            written_by: me,
            at: deed.at,
        })
        .collect();
    let at = deed.at;
    research::report(&mut deed.tx, topic, form.group, &form.report, me, at).await?;
    research::note(&mut deed.tx, topic, &notes).await?;
    let words = Words::default()
        .with("research_group", [form.group])
        .with("research_note", notes.iter().map(|n| n.id));
    let done = record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}

/// The pack of papers is sent to everybody named for the sessions that are announced.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn briefing(mut deed: Deed) -> Result<Done, Problem> {
    let (held, scope) = begin(&mut deed, Verb::ResearchBriefing).await?;
    let form = Briefing::parse(&deed.raw)?;
    let topic = held.row.id;
    let receivers = receivers(&mut deed, &held).await?;
    let evidence = Evidence::Briefing {
        papers: u32::try_from(form.papers.len()).unwrap_or(u32::MAX),
        sent_to: receivers,
    };
    let decided = decide(&deed, &held, &scope, Verb::ResearchBriefing, evidence)?;
    let plan = published(&mut deed, topic).await?;
    let row = research::Briefing {
        id: deed.id(),
        plan_id: plan,
        papers: form.papers,
        note: form.note,
        sent_to: i32::try_from(receivers).unwrap_or(i32::MAX),
        sent_by: deed.me.account(),
        sent_at: deed.at,
    };
    research::brief(&mut deed.tx, topic, &row).await?;
    let words = Words::default().with("briefing", [row.id]);
    let done = record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}

/// Different people named for the sessions of the published plan.
async fn receivers(deed: &mut Deed, held: &Held) -> Result<u32, Problem> {
    let sessions: BTreeSet<Uuid> = held
        .state
        .plan
        .facts
        .iter()
        .flat_map(|f| f.sessions.iter().map(|s| s.id))
        .collect();
    let mut seen = BTreeSet::new();
    for person in people::of_topic(&mut deed.tx, held.row.id).await? {
        if sessions.contains(&person.session_id) {
            seen.insert((person.account_id, person.name));
        }
    }
    Ok(u32::try_from(seen.len()).unwrap_or(u32::MAX))
}

async fn published(deed: &mut Deed, topic: Uuid) -> Result<Uuid, Problem> {
    Ok(plans::published(&mut deed.tx, topic)
        .await?
        .ok_or(store::Error::NotFound)?
        .id)
}

/// A convener adopts the research: on to the deliberation.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn adopt(mut deed: Deed) -> Result<Done, Problem> {
    let (held, scope) = begin(&mut deed, Verb::ResearchAdopt).await?;
    let decided = decide(&deed, &held, &scope, Verb::ResearchAdopt, Evidence::Nothing)?;
    let done = record(&mut deed, &held, decided, Words::default()).await?;
    deed.commit(done).await
}

/// A member of the signing set signs that missing research is waived, and why; the last signature leads
/// on to the deliberation.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn waive(mut deed: Deed) -> Result<Done, Problem> {
    let (held, scope) = begin(&mut deed, Verb::ResearchWaive).await?;
    let form = Waiver::parse(&deed.raw)?;
    let topic = held.row.id;
    let plan = plans::published(&mut deed.tx, topic)
        .await?
        .map_or(Uuid::nil(), |p| p.id);
    let hash = form.hash(plan)?;
    let evidence = Evidence::SignReason {
        hash: hash.clone(),
        reason: true,
    };
    let decided = decide(&deed, &held, &scope, Verb::ResearchWaive, evidence)?;
    let last = decided.events.contains(&Event::Completed {
        paper: Paper::Waiver,
    });
    let row = research::Waiver {
        id: deed.id(),
        plan_id: plan,
        reason: form.reason.clone(),
        hash: hash.0,
        written_at: deed.at,
        decided_at: last.then_some(deed.at),
    };
    let id = research::waive(&mut deed.tx, topic, &row).await?;
    let words = Words::reason(&form.reason).with("research_waiver", [id]);
    let done = record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}
