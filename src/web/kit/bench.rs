//! A work page being made: the topic as it stands, who looks at it, and what they may do there.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::form::{Field, Form};
use super::parts::{Checks, Chip};
use super::places;
use super::seals::Signer;
use super::track::Track;
use super::work::{Aside, Work};
use super::{PageError, Visit, colleague};
use crate::domain::actor::Capacity;
use crate::domain::policy::{self, Part, Scope, Viewer, visible};
use crate::domain::workflow::{self, Act, Bound, By, Evidence, PersonRef, Refusal, State, Verb};
use crate::kit::i18n::Lang;
use crate::service::scope::{self, About};
use crate::service::step::{self, Held};
use crate::service::{App, Me, Problem};
use crate::store::TenantTx;
use crate::store::people::directory::Seated;

/// The topic of a work page and who looks at it.
#[derive(Debug)]
pub struct Bench {
    /// The topic.
    pub held: Held,
    /// What holds between the person and it.
    pub scope: Scope,
    /// Who can fill the seats of the council's signing set today.
    pub seats: Vec<Seated>,
    /// Who looks.
    pub me: Arc<Me>,
    /// Now.
    pub at: DateTime<Utc>,
    /// How the record of the topic knows the person.
    pub person: PersonRef,
    lang: Lang,
    street: String,
}

impl Bench {
    /// Reads the topic of the address for somebody who works on it: its council, the office, or whoever
    /// is concerned by a research group, a session, a stakeholder group or a task of it.
    ///
    /// # Errors
    /// [`PageError::LoginNeeded`]; [`PageError::NotFound`]; 403 for everybody else.
    pub async fn open(visit: &mut Visit) -> Result<Self, PageError> {
        Self::open_for(visit, &[]).await
    }

    /// The same for a page that is also for whoever may do one of its verbs, such as the administrator who
    /// asks for a take-down and has no other part in the topic.
    ///
    /// # Errors
    /// As [`Bench::open`].
    pub async fn open_for(visit: &mut Visit, verbs: &[Verb]) -> Result<Self, PageError> {
        let me = visit.me()?;
        let code = visit.param("code").to_owned();
        let held = step::see(&mut visit.tx, &code).await?;
        let app = visit.web.app.clone();
        let at = app.clock.now();
        let tx = &mut visit.tx;
        let (scope, seats) = scope::with_seats(tx, &app, &me, &held, at).await?;
        let sight = held.sight();
        let viewer = Viewer::of(Some(&me.actor));
        if !visible(&viewer, &sight, Part::Trace) {
            return Err(PageError::NotFound);
        }
        let works = visible(&viewer, &sight, Part::Drafts) || concerned(&me, &scope);
        if !works && !may_one(&me, &scope, verbs) {
            return Err(PageError::Forbidden("work-forbidden"));
        }
        let key = app.street_key(visit.street.id);
        let person = PersonRef(key.person_ref(me.account(), held.row.id));
        Ok(Self {
            held,
            scope,
            seats,
            me,
            at,
            person,
            lang: visit.lang,
            street: visit.street.slug.clone(),
        })
    }

    /// The topic's state.
    #[must_use]
    pub const fn state(&self) -> &State {
        &self.held.state
    }

    /// In which capacity the person may do the verb now.
    ///
    /// # Errors
    /// Why not.
    pub fn may(&self, verb: Verb) -> Result<Capacity, Refusal> {
        policy::may(&self.me.actor, verb, &self.scope)
    }

    /// Whether the verb's form is shown to the person at all: it is theirs to do at this step.
    #[must_use]
    pub fn shows(&self, verb: Verb) -> bool {
        self.may(verb).is_ok()
    }

    /// Whether the person may know who raised it, as somebody else who works on it.
    #[must_use]
    pub fn knows_author(&self) -> bool {
        let row = &self.held.row;
        let viewer = Viewer::of(Some(&self.me.actor));
        let known = row.author_id.is_some() || !row.on_behalf_of.is_empty();
        let own = row.author_id == Some(self.me.account());
        known && !own && visible(&viewer, &self.held.sight(), Part::Identity)
    }

    /// What the machine would say now, with this evidence: the reason in words, none where it would do it.
    #[must_use]
    pub fn blocked(&self, verb: Verb, evidence: Evidence) -> Vec<String> {
        let capacity = match self.may(verb) {
            Ok(capacity) => capacity,
            Err(refusal) => return vec![self.lang.refusal(&refusal)],
        };
        let act = Act {
            verb,
            by: By {
                interested: self.scope.stakeholder || self.scope.is_author,
                unit: self.me.actor.units().next(),
                ..By::new(self.person.clone(), capacity)
            },
            evidence,
            at: self.at,
        };
        match workflow::advance(self.state(), &act) {
            Ok(_) => Vec::new(),
            Err(Refusal::Missing { unmet }) => {
                unmet.iter().map(|c| self.lang.lacks(&c.key)).collect()
            }
            Err(refusal) => vec![self.lang.refusal(&refusal)],
        }
    }

    /// Why the verb takes the leader's consent before it can be done once more; nothing within its bound.
    #[must_use]
    pub fn over(&self, verb: Verb) -> Option<String> {
        let state = self.state();
        let bound = Bound::ALL.into_iter().find(|b| b.verb() == verb)?;
        let of = |counts: &BTreeMap<Bound, u32>| counts.get(&bound).copied().unwrap_or(0);
        let (used, limit) = (of(&state.loops.used), state.rules.bounds.of(bound));
        let over = used >= limit && of(&state.loops.granted) == 0;
        over.then(|| {
            self.lang
                .refusal(&Refusal::NeedsConsent { bound, used, limit })
        })
    }

    /// The form of a verb of this topic, with the version seen.
    #[must_use]
    pub fn form(&self, verb: Verb) -> Form {
        Form::verb(
            self.lang,
            &self.street,
            &self.held.row.code,
            verb,
            self.held.row.version,
        )
    }

    /// The form of a verb of one of its sessions.
    #[must_use]
    pub fn session_form(&self, verb: Verb, session: Uuid) -> Form {
        let street = &self.street;
        let action = format!("/{street}/sessions/{session}/{}", verb.address());
        let form = Form::new(action, self.lang.t(verb.key()));
        if verb.is_row() {
            form
        } else {
            form.field(Field::hidden("version", self.held.row.version.to_string()))
        }
    }

    /// Who can fill the seats of the signing set today, as the record knows them.
    #[must_use]
    pub fn signers(&self, visit: &Visit) -> Vec<Signer> {
        let key = visit.web.app.street_key(visit.street.id);
        let signer = |s: &Seated| Signer {
            seat: s.seat.clone(),
            person: PersonRef(key.person_ref(s.account_id, self.held.row.id)),
            name: colleague(self.lang, &s.name, &s.post),
        };
        self.seats.iter().map(signer).collect()
    }

    /// Where somebody mends what a condition lacks: the form of its verb among those of the page, or on the
    /// other half of step 4; empty where it is not theirs to do, or not here.
    #[must_use]
    pub fn mended_at(&self, key: &str, forms: &[Form]) -> String {
        let verbs = places::mends(key).iter();
        let mine: Vec<Verb> = verbs.copied().filter(|v| self.shows(*v)).collect();
        let here = mine.iter().find_map(|verb| {
            let id = self.form(*verb).id;
            forms.iter().any(|f| f.id == id).then(|| format!("#{id}"))
        });
        here.unwrap_or_else(|| {
            let there = mine.iter().find_map(|verb| places::part_of(*verb));
            there.map_or_else(String::new, |part| {
                let (street, code) = (&self.street, &self.held.row.code);
                format!("/{street}/desk/topics/{code}/deliberation{part}")
            })
        })
    }

    /// The frame: track, checklist, chips; the forms go through [`Visit::form`].
    #[must_use]
    pub fn work(
        &self,
        visit: &Visit,
        heading: String,
        forms: Vec<Form>,
        mut asides: Vec<Aside>,
    ) -> Work {
        let lang = self.lang;
        if self.knows_author() {
            let (street, code) = (&self.street, &self.held.row.code);
            asides.push(Aside {
                href: format!("/{street}/desk/topics/{code}/author"),
                label: lang.t("aside-author").to_string(),
            });
        }
        let state = self.state();
        let calendar = &visit.web.app.calendar;
        let due = workflow::deadline(state).map(|d| step::due(calendar, &d));
        let runs = !state.standing.is_ended();
        let until = |day| lang.deadline(calendar, self.at, day, runs);
        let mut track = Track::of(lang, state);
        let mut chips = vec![Chip::new("plain", lang.t(state.step.key()))];
        // What has ended lacks nothing, and its track goes nowhere.
        let mut gate = workflow::gate(state, self.at, 0);
        if state.standing.is_ended() {
            track = track.ended(lang, state);
            chips.push(Chip::new("plain", lang.t(state.standing.key())));
            gate.clear();
        }
        if let Some(due) = due {
            track = track.due(lang, calendar, self.at, due);
            let tone = crate::kit::times::pressure(calendar, self.at, due).tone();
            chips.push(Chip::new(tone, lang.left(calendar, self.at, due)));
        }
        Work {
            code: self.held.row.code.clone(),
            title: self.held.row.title.clone(),
            heading,
            chips,
            facts: self.held.row.deadline.map(until).into_iter().collect(),
            track,
            checks: Checks::of(lang, &gate, |key| self.mended_at(key, &forms)),
            forms: forms.into_iter().map(|f| visit.form(titled(f))).collect(),
            nothing: lang.t("work-nothing").to_string(),
            asides,
        }
    }
}

/// A card says what is decided in it: a form without a heading has its button's words.
fn titled(form: Form) -> Form {
    if form.title.is_empty() && !form.folded {
        let words = form.submit.clone();
        form.title(words)
    } else {
        form
    }
}

/// Keeps a page calm: the first thing to do stands open, the rest waits behind its name.
#[must_use]
pub fn calm(forms: Vec<Form>) -> Vec<Form> {
    let later = |(i, form): (usize, Form)| if i == 0 { form } else { form.folded() };
    forms.into_iter().enumerate().map(later).collect()
}

/// Whether one of these verbs is this person's now; the author has theirs on the public page.
#[must_use]
pub fn may_one(me: &Me, scope: &Scope, verbs: &[Verb]) -> bool {
    verbs
        .iter()
        .filter_map(|verb| policy::may(&me.actor, *verb, scope).ok())
        .any(|capacity| capacity != Capacity::Author)
}

/// Whether somebody who is neither of the topic's council nor of the office works on it, or may do one of
/// these verbs.
///
/// # Errors
/// [`Problem::NotFound`]; when the database is away.
pub async fn works(
    tx: &mut TenantTx,
    app: &App,
    me: &Me,
    code: &str,
    verbs: &[Verb],
) -> Result<bool, Problem> {
    let held = step::see(tx, code).await?;
    let scope = scope::between(tx, app, me, &held, About::default()).await?;
    Ok(concerned(me, &scope) || may_one(me, &scope, verbs))
}

fn concerned(me: &Me, scope: &Scope) -> bool {
    scope.participant
        || scope.leads_group
        || scope.in_group
        || scope.stakeholder
        || scope.supervisor
        // Members linked to the community look on site at what was promised.
        || policy::capacity(&me.actor, Verb::TaskInspect, scope).is_some()
        || me
            .actor
            .units()
            .any(|u| scope.topic_units.contains(&u) || scope.assisting_units.contains(&u))
}
