//! Somebody who knows, from any state, the next useful act: what lies on a desk, done by whom it lies
//! with. Only where the desk does not help, one of a few ways out that the method names.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;
use yishi::domain::actor::{Capacity, ConvenerSeat, Role, SigningSeat};
use yishi::domain::workflow::{
    Act, By, Duty, Evidence, Holder, Refusal, State, Verb, advance, duties,
};

use super::cast::{Kind, Topic, by, submission};
use super::evidence::{Mood, evidence};

/// What is hard about a topic.
#[derive(Debug, Clone, Copy)]
pub struct Variant {
    pub kind: Kind,
    /// Without one, the conveners do the liaison's verbs.
    pub has_liaison: bool,
    /// The first convener's seat is vacant and filled by a delegate.
    pub vacant_seat: bool,
    /// The street has one officer only, beside a dated delegate.
    pub single_officer: bool,
    /// The author has no account and does nothing.
    pub absent_author: bool,
    /// Every department refuses.
    pub refusing: bool,
    /// A stakeholder group never comes.
    pub away: bool,
    /// Everybody is dissatisfied.
    pub displeased: bool,
    /// Nothing is accepted.
    pub no_result: bool,
}

impl Variant {
    pub const fn plain(kind: Kind) -> Self {
        Self {
            kind,
            has_liaison: true,
            vacant_seat: false,
            single_officer: false,
            absent_author: false,
            refusing: false,
            away: false,
            displeased: false,
            no_result: false,
        }
    }

    /// Every switch from the bits of a number.
    pub const fn of_bits(bits: u16) -> Self {
        Self {
            kind: if bits & 1 == 0 {
                Kind::Community
            } else {
                Kind::Street
            },
            has_liaison: bits & 2 == 0,
            vacant_seat: bits & 4 != 0,
            single_officer: bits & 8 != 0,
            absent_author: bits & 16 != 0,
            refusing: bits & 32 != 0,
            away: bits & 64 != 0,
            displeased: bits & 128 != 0,
            no_result: bits & 256 != 0,
        }
    }

    pub const fn mood(self) -> Mood {
        Mood {
            away: self.away,
            displeased: self.displeased,
            no_result: self.no_result,
            dial: 0,
        }
    }

    pub fn topic(self) -> Topic {
        let mut sent = submission(self.kind);
        sent.has_liaison = self.has_liaison;
        sent.author_has_account = !self.absent_author;
        Topic::of(sent, by("author", Capacity::Resident))
    }

    /// Everybody who can do something.
    pub fn people(self) -> Vec<By> {
        let seats: &[(&str, ConvenerSeat)] = match self.kind {
            Kind::Community => &[
                ("secretary", ConvenerSeat::PartySecretary),
                ("linked", ConvenerSeat::LinkedMember),
            ],
            Kind::Street => &[("head", ConvenerSeat::StreetHead)],
        };
        let mut all = Vec::new();
        for (i, (name, seat)) in seats.iter().enumerate() {
            let capacity = Capacity::Convener(*seat);
            if i > 0 || !self.vacant_seat {
                all.push(by(name, capacity));
            }
            all.push(by(&format!("delegate of the {name}"), capacity));
        }
        let mut officers = vec!["officer", "delegate of the officer"];
        if !self.single_officer {
            officers.insert(1, "another officer");
        }
        for name in officers {
            all.push(by(name, Capacity::Office));
            if self.kind == Kind::Street {
                all.push(by(name, Capacity::SecondSigner));
            }
        }
        all.push(by("leader", Capacity::Leader));
        all.push(by("delegate of the leader", Capacity::Leader));
        if self.has_liaison {
            all.push(by("liaison", Capacity::Liaison));
        }
        if !self.absent_author {
            all.push(by("author", Capacity::Author));
        }
        all.push(by("expert", Capacity::GroupLeader));
        all.push(by("linked", Capacity::Member));
        all.push(by("member", Capacity::Member));
        all.push(by("supervisor", Capacity::Supervisor));
        all.push(by("admin", Capacity::StreetAdmin));
        for unit in [super::cast::UNIT, super::cast::OTHER_UNIT] {
            all.push(By {
                unit: Some(unit),
                ..by(&format!("clerk of {unit}"), Capacity::LeadUnit)
            });
        }
        all
    }
}

impl Variant {
    /// Whom the street appoints when everybody of a seat has stepped aside: naming a delegate is done
    /// outside the topic, so it is always possible.
    fn reserve(self) -> Vec<By> {
        let mut all: Vec<By> = self.people();
        all.retain(|p| p.seat().is_some());
        for person in &mut all {
            person.person = format!("reserve as {}", person.capacity.code())
                .as_str()
                .into();
        }
        all
    }
}

/// Whether the duty lies with this person.
pub fn lies_with(holder: &Holder, person: &By) -> bool {
    match holder {
        Holder::Seat(SigningSeat::SecondSigner) => person.capacity == Capacity::SecondSigner,
        Holder::Seat(seat) => person.seat() == Some(*seat),
        Holder::Liaison => person.capacity == Capacity::Liaison,
        Holder::Role(Role::OfficeOfficer) => person.capacity == Capacity::Office,
        Holder::Role(Role::Leader) => person.capacity == Capacity::Leader,
        Holder::Role(_) => false,
        Holder::Unit(unit) => person.capacity == Capacity::LeadUnit && person.unit == Some(*unit),
        Holder::Account(_) => person.capacity == Capacity::GroupLeader,
        Holder::Author => person.capacity == Capacity::Author,
        Holder::LinkedMembers => person.capacity == Capacity::Member,
    }
}

/// The next useful act, with the state it leads to. `from_desk` says whether a duty led to it.
pub struct Next {
    pub act: Act,
    pub state: State,
    pub from_desk: bool,
}

/// Finds the next useful act from any open state, waiting where time has to pass.
pub fn next(v: Variant, state: &State, now: DateTime<Utc>) -> Option<Next> {
    let mut people = v.people();
    people.extend(v.reserve());
    // Work that can be done now comes first; then what only time puts on the desk.
    for days in [0, 1, 3, 7, 14, 30, 90] {
        let at = now + TimeDelta::days(days);
        let mut desk = duties(state, at);
        // Tasks of an older round and checks move nothing on here.
        desk.retain(|d| !matches!(d.verb, Verb::TaskInspect | Verb::TaskUrge));
        desk.sort_by_key(|d| d.deadline.is_none());
        for duty in &desk {
            if let Some(found) = follow(v, state, at, &people, duty) {
                return Some(found);
            }
        }
        for verb in WAYS_ON {
            if let Some(found) = attempt(v, state, at, &people, *verb, "") {
                return Some(found);
            }
        }
    }
    for verb in WAYS_OUT {
        if let Some(found) = attempt(v, state, now, &people, *verb, "") {
            return Some(found);
        }
    }
    None
}

/// What helps where no duty can be done as it lies: an absence is explained, an unanswered question is
/// left, a plan whose date has passed is drawn up again, what is overdue is urged and looked at.
const WAYS_ON: &[Verb] = &[
    Verb::SessionAbsence,
    Verb::Accept,
    Verb::PlanSave,
    Verb::TaskUrge,
    Verb::TaskInspect,
    Verb::TaskTransfer,
];

const WAYS_OUT: &[Verb] = &[
    Verb::DeclineConfirm,
    Verb::Escalate,
    Verb::EndUnresolvedSign,
    Verb::EndUnresolved,
    Verb::Return,
    Verb::Decline,
];

fn follow(
    v: Variant,
    state: &State,
    at: DateTime<Utc>,
    people: &[By],
    duty: &Duty,
) -> Option<Next> {
    if duty.since > at {
        return None;
    }
    // A department that refuses all refuses what lies on its desk, unless it is bound.
    let verb = match duty.verb {
        Verb::TaskAccept if v.refusing => Verb::TaskRefuse,
        other => other,
    };
    let mut asked = None;
    for person in people.iter().filter(|p| lies_with(&duty.holder, p)) {
        let act = Act {
            verb,
            by: person.clone(),
            evidence: evidence(verb, state, at, &duty.subject, v.mood()),
            at,
        };
        match advance(state, &act) {
            Ok((state, _)) => {
                return Some(Next {
                    act,
                    state,
                    from_desk: true,
                });
            }
            Err(Refusal::NeedsConsent { bound, .. }) => asked = Some((person.clone(), bound)),
            Err(_) => {}
        }
    }
    // Beyond a bound the leader is asked, which lands on the leader's desk.
    let (person, bound) = asked?;
    let act = Act {
        verb: Verb::BoundAsk,
        by: person,
        evidence: Evidence::BoundAsk {
            bound,
            verb: bound.verb(),
        },
        at,
    };
    let (state, _) = advance(state, &act).ok()?;
    Some(Next {
        act,
        state,
        from_desk: true,
    })
}

fn attempt(
    v: Variant,
    state: &State,
    at: DateTime<Utc>,
    people: &[By],
    verb: Verb,
    subject: &str,
) -> Option<Next> {
    people.iter().find_map(|person| {
        let act = Act {
            verb,
            by: person.clone(),
            evidence: evidence(verb, state, at, subject, v.mood()),
            at,
        };
        let (state, _) = advance(state, &act).ok()?;
        Some(Next {
            act,
            state,
            from_desk: false,
        })
    })
}

/// Goes on until the topic has ended, or gives up after so many acts. Returns the acts done.
pub fn solve(v: Variant, topic: &mut Topic, most: usize) -> Result<Vec<(Verb, bool)>, String> {
    let mut done = Vec::new();
    while !topic.state.standing.is_ended() {
        if done.len() >= most {
            return Err(format!("no end after {most} acts: {done:?}"));
        }
        let Some(found) = next(v, &topic.state, topic.now) else {
            return Err(format!(
                "nobody can do anything at {:?} after {done:?}: {:#?}",
                topic.state.step, topic.state
            ));
        };
        done.push((found.act.verb, found.from_desk));
        topic.now = found.act.at;
        topic.acts.push(found.act);
        topic.state = found.state;
    }
    Ok(done)
}

/// Some id that no topic of the tests has yet.
pub fn fresh(state: &State) -> Uuid {
    Uuid::from_u128(0x1000 + u128::from(state.version))
}
