//! What the decisions share: the working state of one act, moves, signatures, bounds.

use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::actor::{Capacity, Level, SigningSeat};
use crate::domain::calendar::ZONE;
use crate::domain::policy::Who;
use crate::domain::workflow::act::{Act, ContentHash, PersonRef};
use crate::domain::workflow::condition::Condition;
use crate::domain::workflow::event::{Event, Paper};
use crate::domain::workflow::evidence::Evidence;
use crate::domain::workflow::refusal::Refusal;
use crate::domain::workflow::rooms::{MeetingState, Task};
use crate::domain::workflow::rules::{Bound, ChainLink};
use crate::domain::workflow::state::{Passage, Signature, Signatures, Standing, State};
use crate::domain::workflow::step::Step;

/// What a decision comes to.
pub type Done = Result<(), Refusal>;

/// One act under way: the state that it works on, and what it has brought about so far.
pub struct Turn<'a> {
    /// The state, thrown away when the act is refused.
    pub s: State,
    /// The act.
    pub act: &'a Act,
    /// What it brought about.
    pub events: Vec<Event>,
}

impl<'a> Turn<'a> {
    pub fn new(state: &State, act: &'a Act) -> Self {
        Self {
            s: state.clone(),
            act,
            events: vec![Event::Done { verb: act.verb }],
        }
    }

    pub const fn at(&self) -> DateTime<Utc> {
        self.act.at
    }

    pub const fn person(&self) -> &PersonRef {
        &self.act.by.person
    }

    pub const fn capacity(&self) -> Capacity {
        self.act.by.capacity
    }

    pub const fn wrong(&self) -> Refusal {
        Refusal::WrongEvidence {
            verb: self.act.verb,
        }
    }

    pub const fn unknown(&self) -> Refusal {
        Refusal::Unknown {
            verb: self.act.verb,
        }
    }

    pub const fn already(&self) -> Refusal {
        Refusal::AlreadyDone {
            verb: self.act.verb,
        }
    }

    pub const fn too_late(&self) -> Refusal {
        Refusal::TooLate {
            verb: self.act.verb,
        }
    }

    pub const fn too_early(&self) -> Refusal {
        Refusal::TooEarly {
            verb: self.act.verb,
        }
    }

    pub fn not_yours(&self, who: &[Who]) -> Refusal {
        Refusal::NotYours {
            verb: self.act.verb,
            who: who.to_vec(),
        }
    }

    /// The evidence is a reason, and it was given.
    pub fn reason(&self) -> Done {
        let Evidence::Reason { reason } = self.act.evidence else {
            return Err(self.wrong());
        };
        given(reason)
    }

    /// The topic goes to a step.
    pub fn go(&mut self, to: Step) {
        let at = self.act.at;
        let from = self.s.step;
        self.leave();
        self.s.passages.push(Passage {
            step: to,
            since: at,
            until: None,
            out_by: None,
        });
        self.s.step = to;
        self.s.since = at;
        self.s.end_asked = None;
        self.events.push(Event::Moved { from, to });
    }

    /// The topic ends.
    pub fn end(&mut self, standing: Standing) {
        self.leave();
        self.s.standing = standing;
        self.s.suspension = None;
        self.s.end_asked = None;
        self.events.push(Event::Ended { standing });
    }

    /// An ended topic is open again, at the step that it ended at.
    pub fn reopen(&mut self) {
        self.s.standing = Standing::Open;
        if let Some(last) = self.s.passages.last_mut() {
            last.until = None;
            last.out_by = None;
        }
        let step = self.s.step;
        self.events.push(Event::Reopened { step });
    }

    fn leave(&mut self) {
        if let Some(last) = self.s.passages.last_mut() {
            last.until = Some(self.act.at);
            last.out_by = Some(self.act.verb);
        }
    }

    /// The seat that signs in this act: not recused, not the author, not of a stakeholder group; the
    /// second signer is another one than proposed the topic.
    pub fn signer(&self) -> Result<SigningSeat, Refusal> {
        let Some(seat) = self.act.by.seat() else {
            return Err(self.not_yours(&[Who::SigningSet]));
        };
        let person = self.person();
        if self.act.by.interested || self.s.recused.contains(person) || self.s.author == *person {
            return Err(Refusal::Recused);
        }
        if seat == SigningSeat::SecondSigner && self.s.proposal.by.as_ref() == Some(person) {
            return Err(Refusal::DecidedBefore);
        }
        Ok(seat)
    }

    /// A bounded verb is done once more. Beyond the bound it takes one of the leader's consents.
    pub fn spend(&mut self, bound: Bound, used: u32, more: u32) -> Done {
        let limit = self.s.rules.bounds.of(bound);
        if used.saturating_add(more) > limit {
            let granted = self.s.loops.granted.get(&bound).copied().unwrap_or(0);
            if granted == 0 {
                return Err(Refusal::NeedsConsent { bound, used, limit });
            }
            self.s.loops.granted.insert(bound, granted - 1);
        }
        Ok(())
    }

    /// The same, for a verb that is counted for the topic as a whole.
    pub fn spend_once(&mut self, bound: Bound) -> Done {
        let used = self.s.loops.used.get(&bound).copied().unwrap_or(0);
        self.spend(bound, used, 1)?;
        self.s.loops.used.insert(bound, used.saturating_add(1));
        Ok(())
    }

    /// The link of the approval chain that decides next is of this person's capacity.
    pub fn link(&self) -> Done {
        let (capacity, who) = match self.s.next_link() {
            Some(ChainLink::Office) => (Capacity::Office, Who::Office),
            Some(ChainLink::Leader) => (Capacity::Leader, Who::Leader),
            None => return Err(self.already()),
        };
        if self.capacity() == capacity {
            Ok(())
        } else {
            Err(self.not_yours(&[who]))
        }
    }

    /// The task with this number, to be changed.
    pub fn task(&mut self, n: u32) -> Result<&mut Task, Refusal> {
        let unknown = self.unknown();
        self.s.tasks.iter_mut().find(|t| t.n == n).ok_or(unknown)
    }

    /// The sessions that were announced and will not take place.
    pub fn cancel_planned(&mut self) {
        for m in &mut self.s.deliberation.meetings {
            if m.state == MeetingState::Planned {
                m.state = MeetingState::Cancelled;
            }
        }
    }

    pub fn void_plan(&mut self) {
        void(&mut self.s.plan.signatures, Paper::Plan, &mut self.events);
    }

    pub fn void_waiver(&mut self) {
        void(
            &mut self.s.research.waiver_signatures,
            Paper::Waiver,
            &mut self.events,
        );
        self.s.research.waiver = None;
    }

    pub fn void_minutes(&mut self) {
        void(
            &mut self.s.deliberation.minutes_signatures,
            Paper::Minutes,
            &mut self.events,
        );
    }

    pub fn void_opinion(&mut self) {
        void(
            &mut self.s.opinion.signatures,
            Paper::Opinion,
            &mut self.events,
        );
        self.s.opinion.consents = (0, 0);
    }
}

/// Empties a list of signatures and says so, if there were any.
pub fn void(signatures: &mut Signatures, paper: Paper, events: &mut Vec<Event>) {
    if !signatures.0.is_empty() {
        signatures.0.clear();
        events.push(Event::Voided { paper });
    }
}

/// Puts a signature on a content. True when it was the last one of the set.
pub fn put_signature(
    signatures: &mut Signatures,
    level: Level,
    seat: SigningSeat,
    hash: &ContentHash,
    act: &Act,
) -> Result<bool, Refusal> {
    if signatures.has(seat, hash) {
        return Err(Refusal::SeatSigned { seat });
    }
    if signatures
        .0
        .iter()
        .any(|s| s.hash == *hash && s.by == act.by.person)
    {
        return Err(Refusal::SamePerson);
    }
    signatures.0.push(Signature {
        seat,
        by: act.by.person.clone(),
        hash: hash.clone(),
        at: act.at,
    });
    Ok(signatures.complete(level, hash))
}

/// Puts a reason on the table to be signed. A seat that signed alone can put another in its place;
/// over the other seat's signature nobody can.
pub fn put_on_table(
    table: &mut Option<ContentHash>,
    signatures: &mut Signatures,
    seat: SigningSeat,
    hash: &ContentHash,
) -> Done {
    if table.as_ref() == Some(hash) {
        return Ok(());
    }
    if signatures.0.iter().any(|s| s.seat != seat) {
        return Err(Refusal::ContentChanged);
    }
    signatures.0.clear();
    *table = Some(hash.clone());
    Ok(())
}

/// Refuses with those conditions that are unmet.
pub fn need(conditions: impl IntoIterator<Item = Condition>) -> Done {
    let unmet: Vec<Condition> = conditions.into_iter().filter(|c| !c.met).collect();
    if unmet.is_empty() {
        Ok(())
    } else {
        Err(Refusal::Missing { unmet })
    }
}

/// A reason was given.
pub fn given(reason: bool) -> Done {
    need([Condition::flag("condition-reason", reason)])
}

/// The day in the zone in which days begin.
pub fn day(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&ZONE).date_naive()
}

/// A count as gates show it.
pub fn many(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
