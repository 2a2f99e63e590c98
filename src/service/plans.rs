//! The plan: saved in versions, sent back, signed by the whole signing set, published by the last
//! signature; and planned anew.

use serde_json::Value;
use uuid::Uuid;

use super::scope::begin;
use super::step::{self, Held, Words};
use super::{Deed, Done, Problem};
use crate::domain::actor::SigningSeat;
use crate::domain::audit::content_hash;
use crate::domain::calendar::local_day;
use crate::domain::fields::Fields;
use crate::domain::plans::{
    self, Content, GroupRow, Identity, Participant, PersonRow, ResearchPlan, Save, SessionPlan,
};
use crate::domain::topics;
use crate::domain::workflow::{
    ContentHash, Evidence, PlanFacts, PlannedSession, Refusal, Step, Verb,
};
use crate::store::people::directory;
use crate::store::plans::{self as rows, NewPlan, Plan};
use crate::store::research::{self, NewGroup};
use crate::store::sessions::people::{self, NewPerson};
use crate::store::sessions::{self, NewSession};
use crate::store::topics::groups;
use crate::store::topics::lookup::{self, Named};

/// A new version of the plan is saved; signatures on the one before are void.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn save(mut deed: Deed) -> Result<Done, Problem> {
    let verb = Verb::PlanSave;
    let (held, scope) = begin(&mut deed, verb).await?;
    let form = Save::parse(&deed.raw)?;
    let content = content(&mut deed, &held, form).await?;
    let hash = content_hash(&content)?.hex();
    let evidence = Evidence::Plan(facts(&held, &content, &hash));
    let decided = step::decide(&deed, &held, &scope, verb, evidence)?;
    let plan = NewPlan {
        id: deed.id(),
        turn: i16::try_from(held.state.deliberation.turn).unwrap_or(i16::MAX),
        content: serde_json::to_value(&content)?,
        hash,
        saved_by: deed.me.account(),
        saved_at: deed.at,
    };
    rows::save(&mut deed.tx, held.row.id, &plan).await?;
    let words = Words::default().with("plan", [plan.id]);
    let done = step::record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}

fn facts(held: &Held, content: &Content, hash: &str) -> PlanFacts {
    let mut groups: Vec<Uuid> = content
        .participants
        .iter()
        .filter_map(|p| p.group)
        .collect();
    groups.sort_unstable();
    groups.dedup();
    PlanFacts {
        hash: ContentHash(hash.to_owned()),
        sessions: content
            .sessions
            .iter()
            .map(|s| PlannedSession {
                id: s.id,
                at: s.starts_at,
                form: s.form,
            })
            .collect(),
        participants: u32::try_from(content.participants.len()).unwrap_or(u32::MAX),
        groups,
        // A further session after a sustained objection brings no new research.
        research_groups: if held.state.step == Step::Scheduling {
            content.groups.iter().map(|g| g.id).collect()
        } else {
            Vec::new()
        },
    }
}

/// The form as content: phones become accounts, rows get their ids, the conveners are there.
async fn content(deed: &mut Deed, held: &Held, form: Save) -> Result<Content, Problem> {
    let phones: Vec<String> = form
        .people
        .iter()
        .map(|p| p.phone.clone())
        .chain(form.groups.iter().map(|g| g.leader.clone()))
        .filter(|p| !p.is_empty())
        .collect();
    let known = lookup::accounts(&mut deed.tx, &phones, &[]).await?;
    let before = rows::latest(&mut deed.tx, held.row.id).await?;
    let before = before.map(|p| read(&p)).transpose()?;
    let today = local_day(deed.at);
    let seats = directory::seated(&mut deed.tx, held.state.council, today).await?;
    let mut participants = participants(deed, held, &form.people, &known)?;
    // Of the street council's second signers nobody knows yet which of them will come.
    for seat in seats
        .into_iter()
        .filter(|s| s.seat != SigningSeat::SecondSigner.code() && s.capacity == "holder")
    {
        if !participants
            .iter()
            .any(|p| p.account == Some(seat.account_id))
        {
            participants.push(Participant {
                name: seat.name,
                identity: Identity::Convener,
                group: None,
                account: Some(seat.account_id),
            });
        }
    }
    let sessions = form
        .sessions
        .into_iter()
        .map(|s| SessionPlan {
            id: deed.id(),
            form: s.form,
            starts_at: s.starts_at,
            ends_at: s.ends_at,
            room: s.room,
        })
        .collect();
    Ok(Content {
        sessions,
        participants,
        groups: research_groups(deed, before.as_ref(), form.groups, &known)?,
        agenda: form.agenda,
    })
}

fn account(known: &[Named], phone: &str) -> Option<Uuid> {
    known.iter().find(|n| n.phone == phone).map(|n| n.id)
}

/// The people named, each phone an account of this street and nobody twice, each stakeholder group
/// one of the topic's.
fn participants(
    deed: &Deed,
    held: &Held,
    people: &[PersonRow],
    known: &[Named],
) -> Result<Vec<Participant>, Problem> {
    let mut f = Fields::new(&deed.raw);
    let mut found: Vec<Participant> = Vec::with_capacity(people.len());
    for row in people {
        let account = account(known, &row.phone);
        if account.is_none() && !row.phone.is_empty() {
            f.fail(&format!("person{}_phone", row.row), "error-no-account");
        }
        if account.is_some() && found.iter().any(|p| p.account == account) {
            f.fail(&format!("person{}_phone", row.row), "error-twice");
        }
        if row.group.is_some_and(|g| !held.state.groups().contains(&g)) {
            f.fail(&format!("person{}_group", row.row), "error-not-a-choice");
        }
        found.push(Participant {
            name: row.name.clone(),
            identity: row.identity,
            group: row.group,
            account,
        });
    }
    f.done()?;
    Ok(found)
}

/// The research groups; one that keeps its name keeps its id, so that a report already given counts.
fn research_groups(
    deed: &Deed,
    before: Option<&Content>,
    groups: Vec<GroupRow>,
    known: &[Named],
) -> Result<Vec<ResearchPlan>, Problem> {
    let mut f = Fields::new(&deed.raw);
    let mut found = Vec::with_capacity(groups.len());
    for row in groups {
        let leader = account(known, &row.leader);
        if leader.is_none() && !row.leader.is_empty() {
            f.fail(&format!("group{}_leader", row.row), "error-no-account");
        }
        let same = before.and_then(|b| b.groups.iter().find(|g| g.name == row.name));
        found.push(ResearchPlan {
            id: same.map_or_else(|| deed.id(), |g| g.id),
            name: row.name,
            task: row.task,
            leader,
        });
    }
    f.done()?;
    Ok(found)
}

/// The content of a stored version.
///
/// # Errors
/// [`Problem::Fault`] when it cannot be read.
pub fn read(plan: &Plan) -> Result<Content, Problem> {
    serde_json::from_value(plan.content.clone())
        .map_err(|e| Problem::Fault(format!("plan {}: {e}", plan.id)))
}

/// A member of the signing set sends the plan back to be changed.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn reject(mut deed: Deed) -> Result<Done, Problem> {
    let verb = Verb::PlanReject;
    let (held, scope) = begin(&mut deed, verb).await?;
    let reason = topics::reason(&deed.raw)?;
    let evidence = Evidence::Reason { reason: true };
    let decided = step::decide(&deed, &held, &scope, verb, evidence)?;
    let done = step::record(&mut deed, &held, decided, Words::reason(&reason)).await?;
    deed.commit(done).await
}

/// A member of the signing set signs the version that was seen; the last signature publishes it.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn sign(mut deed: Deed) -> Result<Done, Problem> {
    let verb = Verb::PlanSign;
    let (held, mut scope) = begin(&mut deed, verb).await?;
    let mut f = Fields::new(&deed.raw);
    let seen = f.text("hash", 1..=64);
    f.done()?;
    let plan = rows::latest(&mut deed.tx, held.row.id).await?;
    let Some(plan) = plan else {
        return Err(Refusal::ContentChanged.into());
    };
    let content = read(&plan)?;
    let me = deed.me.account();
    // Whoever is named for a stakeholder group belongs to it, and does not sign (回避).
    scope.stakeholder |= content
        .participants
        .iter()
        .any(|p| p.account == Some(me) && p.group.is_some());
    let first = content.sessions.iter().map(|s| s.starts_at).min();
    let evidence = Evidence::PlanSign {
        hash: ContentHash(seen),
        notice_days: first.map_or(0, |at| plans::notice_days(&deed.app.calendar, deed.at, at)),
        conflicts: conflicts(&mut deed, held.row.id, &content).await?,
    };
    let decided = step::decide(&deed, &held, &scope, verb, evidence)?;
    let mut words = Words::default();
    let published = decided
        .events
        .iter()
        .any(|e| matches!(e, crate::domain::workflow::Event::PlanPublished { .. }));
    if published {
        words = publish(&mut deed, &held, &plan, &content).await?;
    }
    words
        .words
        .insert("plan".to_owned(), Value::from(i64::from(plan.n)));
    let done = step::record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}

/// How many sessions of other topics want the same room or the same people at the same time.
async fn conflicts(deed: &mut Deed, topic: Uuid, content: &Content) -> Result<u32, Problem> {
    let (wishes, accounts) = wishes(content);
    let found = rows::clashes(&mut deed.tx, topic, &wishes, &accounts).await?;
    Ok(u32::try_from(found.len()).unwrap_or(u32::MAX))
}

/// When, where and with whom a plan wants to meet; a written or online round takes no room.
#[must_use]
pub fn wishes(content: &Content) -> (Vec<rows::Wish>, Vec<Uuid>) {
    let meetings = content.sessions.iter().filter(|s| !s.form.is_round());
    let wishes = meetings
        .map(|s| (s.starts_at, s.ends_at, s.room.clone()))
        .collect();
    let accounts = content
        .participants
        .iter()
        .filter_map(|p| p.account)
        .collect();
    (wishes, accounts)
}

/// What is announced comes to be: sessions, their people, research groups, members of groups.
async fn publish(
    deed: &mut Deed,
    held: &Held,
    plan: &Plan,
    content: &Content,
) -> Result<Words, Problem> {
    let (topic, at, me) = (held.row.id, deed.at, deed.me.account());
    rows::publish(&mut deed.tx, plan.id, at).await?;
    // What a plan before this one announced and nobody held is off.
    let off = sessions::cancel(&mut deed.tx, topic, "", me, at).await?;
    let new: Vec<NewSession> = content
        .sessions
        .iter()
        .zip(1_i16..)
        .map(|(s, n)| NewSession {
            id: s.id,
            n,
            form: s.form.code().to_owned(),
            title: held.row.title.clone(),
            starts_at: s.starts_at,
            ends_at: s.ends_at,
            room: s.room.clone(),
            agenda: content.agenda.clone(),
        })
        .collect();
    let (council, community) = (held.state.council, held.row.community_id);
    let of = (plan.id, plan.turn);
    sessions::insert(&mut deed.tx, topic, of, council, community, &new, at).await?;
    let people = named(deed, content);
    let people = people::insert(&mut deed.tx, topic, &people).await?;
    let mut words = Words::default()
        .with("plan", [plan.id])
        .with("session", off.into_iter().chain(new.iter().map(|s| s.id)))
        .with("session_person", people);
    if held.state.step == Step::Scheduling {
        let groups: Vec<NewGroup> = content
            .groups
            .iter()
            .zip(1_i16..)
            .map(|(g, n)| NewGroup {
                id: g.id,
                n,
                name: g.name.clone(),
                task: g.task.clone(),
                leader_id: g.leader,
                due_at: None,
            })
            .collect();
        research::insert(&mut deed.tx, topic, plan.id, &groups, at).await?;
        words = words.with("research_group", groups.iter().map(|g| g.id));
    }
    for group in held.state.groups() {
        let members: Vec<Uuid> = content
            .participants
            .iter()
            .filter(|p| p.group == Some(*group))
            .filter_map(|p| p.account)
            .collect();
        if !members.is_empty() {
            groups::add_members(&mut deed.tx, topic, *group, &members, me, at).await?;
        }
    }
    Ok(words)
}

/// Everybody of the plan, for each of its sessions.
fn named(deed: &Deed, content: &Content) -> Vec<NewPerson> {
    let of = |session: &SessionPlan, p: &Participant| NewPerson {
        id: deed.id(),
        session_id: session.id,
        account_id: p.account,
        name: p.name.clone(),
        identity: p.identity.code().to_owned(),
        group_id: p.group,
        counts: p.identity.counts(),
        chosen: match p.identity {
            Identity::Convener | Identity::Department => "ex_officio".to_owned(),
            Identity::Member
            | Identity::PartyDelegate
            | Identity::ResidentsDelegate
            | Identity::OwnersDelegate
            | Identity::NeighborhoodHead
            | Identity::GridWorker
            | Identity::PropertyCompany
            | Identity::OwnersCommittee
            | Identity::Expert
            | Identity::Observer => "invited".to_owned(),
        },
    };
    content
        .sessions
        .iter()
        .flat_map(|s| content.participants.iter().map(move |p| of(s, p)))
        .collect()
}

/// Back to planning: the approval stays, the plan's signatures are void, what was announced is off.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn replan(mut deed: Deed) -> Result<Done, Problem> {
    let verb = Verb::Replan;
    let (held, scope) = begin(&mut deed, verb).await?;
    let reason = topics::reason(&deed.raw)?;
    let evidence = Evidence::Reason { reason: true };
    let decided = step::decide(&deed, &held, &scope, verb, evidence)?;
    let (topic, me, at) = (held.row.id, deed.me.account(), deed.at);
    let off = sessions::cancel(&mut deed.tx, topic, &reason, me, at).await?;
    let words = Words::reason(&reason).with("session", off);
    let done = step::record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}
