//! The one way in which a topic changes: [`hold`] it, [`decide`], write the room's rows, [`record`].
//! Step, audit entry, desk and outbox are written together or not at all.

mod answers;
mod counts;
mod found;
mod hands;
mod made;
mod prepare;
mod pressed;
mod renew;

pub use answers::put_answers;
pub use counts::counted;
pub use found::catch_up;
pub use made::make_tasks;
pub use prepare::{Prepared, Subject, desk, due, entry_row, prepare, snapshot};
pub use pressed::pressed;
pub use renew::{renew, rewrite};

use serde_json::{Map, Value};
use uuid::Uuid;

use super::{Deed, Done, Problem};
use crate::domain::actor::Capacity;
use crate::domain::audit::{Content, CoveredRow, Head, Predecessor};
use crate::domain::policy::{self, Part, Scope, Sight, Viewer, Visibility, visible};
use crate::domain::workflow::{self, Act, By, Event, Evidence, PersonRef, Refusal, State, Verb};
use crate::kit::secret::random_bytes;
use crate::store::record::{covered, desk, entries, outbox};
use crate::store::topics::counts::{self as numbers, Counted};
use crate::store::topics::{NewTopic, TopicRow, row};
use crate::store::{self, TenantId, TenantTx, dashboard};

/// A topic held for a decision: its row as read under the lock, and its state.
#[derive(Debug, Clone)]
pub struct Held {
    /// The row; a room that moves the topic to another council or category changes it here too.
    pub row: TopicRow,
    /// The state before the deed.
    pub state: State,
    /// What the counts had it as before the deed.
    before: Counted,
}

impl Held {
    /// What decides who sees the topic.
    #[must_use]
    pub const fn sight(&self) -> Sight {
        Sight {
            visibility: Visibility::of(&self.state),
            council: self.row.council_id,
            author: self.row.author_id,
        }
    }

    /// The topic, as far as its rows need it.
    #[must_use]
    pub fn subject(&self, tenant: TenantId) -> Subject {
        Subject {
            tenant,
            id: self.row.id,
            author: self.row.author_id,
            community: self.row.community_id,
            community_before: Some(self.before.community).filter(|c| !c.is_nil()),
        }
    }

    fn of(row: TopicRow) -> Result<Self, Problem> {
        let state = state_of(&row)?;
        Ok(Self {
            before: Counted::of(&row),
            row,
            state,
        })
    }
}

/// The state that a topic's row carries.
///
/// # Errors
/// [`Problem::Fault`] when it cannot be read.
pub fn state_of(row: &TopicRow) -> Result<State, Problem> {
    serde_json::from_value(row.workflow.clone())
        .map_err(|e| Problem::Fault(format!("workflow of {}: {e}", row.code)))
}

/// Takes the topic's lock, reads it, and checks the version that the person saw. Who may not know of the
/// topic learns nothing of it, its version included.
///
/// # Errors
/// [`Problem::NotFound`] where this street has no such topic for them; [`Problem::Stale`].
pub async fn hold(deed: &mut Deed) -> Result<Held, Problem> {
    let code = deed.target.code.clone();
    let held = hold_other(deed, &code).await?;
    let viewer = Viewer::of(Some(&deed.me.actor));
    if !visible(&viewer, &held.sight(), Part::Trace) {
        return Err(Problem::NotFound);
    }
    match deed.version {
        Some(seen) if seen != held.state.version => Err(Problem::Stale {
            seen,
            now: held.state.version,
        }),
        Some(_) | None => Ok(held),
    }
}

/// Takes the lock of another topic than the deed's own: the target of a merge.
///
/// # Errors
/// [`Problem::NotFound`] where this street has no such topic.
pub async fn hold_other(deed: &mut Deed, code: &str) -> Result<Held, Problem> {
    row::lock(&mut deed.tx, code)
        .await?
        .ok_or(Problem::NotFound)?;
    see(&mut deed.tx, code).await
}

/// Reads the topic without its lock: for verbs that are rows of their own (†).
///
/// # Errors
/// [`Problem::NotFound`] where this street has no such topic.
pub async fn see(tx: &mut TenantTx, code: &str) -> Result<Held, Problem> {
    Held::of(row::find(tx, code).await?.ok_or(Problem::NotFound)?)
}

/// What the machine decided.
#[derive(Debug, Clone)]
pub struct Decided {
    /// The act: what the entry's content will hold.
    pub act: Act,
    /// The state after it.
    pub state: State,
    /// What followed.
    pub events: Vec<Event>,
}

/// Asks the policy in which capacity the person may, and the machine what follows.
///
/// # Errors
/// [`Problem::Refused`], with nothing changed.
#[allow(
    clippy::needless_pass_by_value,
    reason = "evidence is made for its one act"
)]
pub fn decide(
    deed: &Deed,
    held: &Held,
    scope: &Scope,
    verb: Verb,
    evidence: Evidence,
) -> Result<Decided, Problem> {
    policy::may(&deed.me.actor, verb, scope)?;
    // Somebody who is an officer and a leader has two capacities: the machine knows which one the act
    // needs, and the first refusal is told when none will do.
    let mut why = None;
    for capacity in policy::capacities(&deed.me.actor, verb, scope) {
        let act = act(deed, held.row.id, scope, capacity, verb, evidence.clone());
        match workflow::advance(&held.state, &act) {
            Ok((state, events)) => return Ok(Decided { act, state, events }),
            Err(refusal @ Refusal::NotYours { .. }) => why = why.or(Some(refusal)),
            Err(refusal) => return Err(refusal.into()),
        }
    }
    let nobody = || Refusal::NotYours {
        verb,
        who: policy::row(verb).who.to_vec(),
    };
    Err(why.unwrap_or_else(nobody).into())
}

/// The act of this deed's person in this capacity on a topic.
#[must_use]
pub fn act(
    deed: &Deed,
    topic: Uuid,
    scope: &Scope,
    capacity: Capacity,
    verb: Verb,
    evidence: Evidence,
) -> Act {
    Act {
        verb,
        by: By {
            interested: scope.stakeholder || scope.is_author,
            // Somebody of several units acts for the one that leads the task.
            unit: scope
                .lead_unit
                .filter(|lead| deed.me.actor.units().any(|u| u == *lead))
                .or_else(|| deed.me.actor.units().next()),
            ..By::new(person(deed, deed.me.account(), topic), capacity)
        },
        evidence,
        at: deed.at,
    }
}

/// How the record of a topic knows a person.
#[must_use]
pub fn person(deed: &Deed, account: Uuid, topic: Uuid) -> PersonRef {
    PersonRef(
        deed.app
            .street_key(deed.street.id)
            .person_ref(account, topic),
    )
}

/// What stands in the entry's content beside the act.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// The public reason, where one was given.
    pub reason: String,
    /// Other words that no covered row holds.
    pub words: Map<String, Value>,
    /// Covered rows that the room wrote: table and ids.
    pub rows: Vec<(&'static str, Vec<Uuid>)>,
    /// Covered rows that the room removed.
    pub removed: Vec<(&'static str, Uuid)>,
    /// The escalated topic before this one.
    pub predecessor: Option<Predecessor>,
    /// Acts of entries whose contents go.
    pub redacted: std::collections::BTreeMap<i32, Act>,
}

impl Words {
    /// A reason alone.
    #[must_use]
    pub fn reason(reason: &str) -> Self {
        Self {
            reason: reason.to_owned(),
            ..Self::default()
        }
    }

    /// With covered rows of a table.
    #[must_use]
    pub fn with(mut self, table: &'static str, ids: impl IntoIterator<Item = Uuid>) -> Self {
        self.rows.push((table, ids.into_iter().collect()));
        self
    }
}

/// Writes what was decided: the topic's snapshot, the entry and its content with the covered rows as
/// the database now holds them, the desk, the counts, the outbox, and what its results are found by.
///
/// # Errors
/// When the database refuses or is away.
pub async fn record(
    deed: &mut Deed,
    held: &Held,
    decided: Decided,
    words: Words,
) -> Result<Done, Problem> {
    let subject = held.subject(deed.street.id);
    let head = Head {
        length: held.row.record_length,
        hash: held
            .row
            .record_head
            .as_slice()
            .try_into()
            .map_err(|_| Problem::Fault(format!("record head of {}", held.row.code)))?,
    };
    let found = found::may_change(held.state.step, decided.state.step, &words);
    let prepared = make(
        deed,
        &subject,
        Some(&held.state),
        Some(head),
        &decided,
        words,
    )
    .await?;
    let after = Counted::of(&held.row).moved(&prepared.snapshot);
    write(
        deed,
        subject.id,
        Some(held.before.clone()),
        after,
        &prepared,
    )
    .await?;
    hands::after(deed, &held.state, subject.id, &decided.state).await?;
    let calendar = deed.app.calendar.clone();
    let at = deed.at;
    answers::put_all(&mut deed.tx, &calendar, &subject, &decided.state, at).await?;
    if found {
        found::put(&mut deed.tx, held.row.id).await?;
    }
    Ok(done(&held.row.code, held.row.id, decided))
}

/// Writes the first entry of a topic whose row was just inserted by [`row::insert`] with an empty
/// record.
///
/// # Errors
/// When the database refuses or is away.
pub async fn record_first(
    deed: &mut Deed,
    new: &NewTopic,
    decided: Decided,
    words: Words,
) -> Result<Done, Problem> {
    let subject = Subject {
        tenant: deed.street.id,
        id: new.id,
        author: new.author_id,
        community: new.community_id,
        community_before: None,
    };
    let prepared = make(deed, &subject, None, None, &decided, words).await?;
    let counted = Counted::of_new(new, &prepared.snapshot);
    write(deed, new.id, None, counted, &prepared).await?;
    Ok(done(&new.code, new.id, decided))
}

fn done(code: &str, topic: Uuid, decided: Decided) -> Done {
    Done {
        code: code.to_owned(),
        topic,
        state: decided.state,
        events: decided.events,
    }
}

async fn make(
    deed: &mut Deed,
    subject: &Subject,
    before: Option<&State>,
    head: Option<Head>,
    decided: &Decided,
    words: Words,
) -> Result<Prepared, Problem> {
    let mut content = Content::of(decided.act.clone());
    content.reason = words.reason;
    content.words = words.words;
    content.predecessor = words.predecessor;
    content.redacted = words.redacted;
    content.rows = read_back(&mut deed.tx, &words.rows).await?;
    content
        .rows
        .extend(words.removed.iter().map(|(table, id)| CoveredRow {
            table: (*table).to_owned(),
            id: *id,
            columns: None,
        }));
    let salt = random_bytes();
    prepare(
        &deed.app.calendar,
        subject,
        before,
        head,
        &content,
        &decided.state,
        &decided.events,
        salt,
    )
}

/// The covered rows as the database holds them: what verify will read again.
async fn read_back(
    tx: &mut TenantTx,
    rows: &[(&'static str, Vec<Uuid>)],
) -> Result<Vec<CoveredRow>, Problem> {
    let mut found = Vec::new();
    for (name, ids) in rows {
        if ids.is_empty() {
            continue;
        }
        let table = covered::table(name)
            .ok_or_else(|| Problem::Fault(format!("{name} is not a covered table")))?;
        let read = covered::rows(tx, table, ids).await?;
        if read.len() != ids.len() {
            return Err(Problem::Fault(format!(
                "{name}: {} rows of {}",
                read.len(),
                ids.len()
            )));
        }
        found.extend(read.into_iter().map(|(id, columns)| CoveredRow {
            table: (*name).to_owned(),
            id,
            columns: Some(columns),
        }));
    }
    Ok(found)
}

async fn write(
    deed: &mut Deed,
    topic: Uuid,
    before: Option<Counted>,
    after: Counted,
    prepared: &Prepared,
) -> Result<(), store::Error> {
    let tx = &mut deed.tx;
    row::save(tx, topic, &prepared.snapshot).await?;
    entries::insert(
        tx,
        topic,
        &prepared.entry_row(),
        &prepared.made.salt,
        &prepared.made.content,
    )
    .await?;
    desk::replace(tx, topic, &prepared.desk).await?;
    numbers::recount(tx, before, after).await?;
    dashboard::change(tx, prepared.changes.clone()).await?;
    outbox::put(
        tx,
        deed.app.ids.make(deed.at),
        Some(topic),
        &prepared.made.link.entry.verb,
        &prepared.outbox,
        deed.at,
    )
    .await
}
