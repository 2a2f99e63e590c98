//! Whether a verb's form is offered on a work page: asked of the policy and of the machine itself, with
//! evidence as the form would give it, so that a page never offers what the deed would refuse outright.

use super::bench::Bench;
use super::form::Form;
use crate::domain::policy::{self, Scope};
use crate::domain::workflow::{self, Act, By, Evidence, Refusal, Verb};
use crate::kit::i18n::Lang;

/// What the machine says to a verb now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Offer {
    /// It is not for this person, or not for this state: no form.
    No,
    /// A form; it is blocked for these reasons, where there are any.
    Form(Vec<String>),
}

impl Offer {
    /// Asks for the topic as a whole.
    #[must_use]
    pub fn of(bench: &Bench, lang: Lang, verb: Verb, evidence: Evidence) -> Self {
        Self::within(bench, &bench.scope, lang, verb, evidence)
    }

    /// Asks within another scope: that of a task.
    #[must_use]
    pub fn within(
        bench: &Bench,
        scope: &Scope,
        lang: Lang,
        verb: Verb,
        evidence: Evidence,
    ) -> Self {
        let Ok(capacity) = policy::may(&bench.me.actor, verb, scope) else {
            return Self::No;
        };
        let actor = &bench.me.actor;
        let lead = scope.lead_unit.filter(|l| actor.units().any(|u| u == *l));
        let act = Act {
            verb,
            by: By {
                interested: scope.stakeholder || scope.is_author,
                unit: lead.or_else(|| actor.units().next()),
                ..By::new(bench.person.clone(), capacity)
            },
            evidence,
            at: bench.at,
        };
        match workflow::advance(bench.state(), &act) {
            Ok(_) => Self::Form(Vec::new()),
            Err(Refusal::Missing { unmet }) => Self::Form(
                unmet
                    .iter()
                    .map(|c| lang.t(c.key.clone().into_owned()).to_string())
                    .collect(),
            ),
            Err(
                refusal @ (Refusal::NeedsConsent { .. }
                | Refusal::SamePerson
                | Refusal::Recused
                | Refusal::TooEarly { .. }
                | Refusal::DecidedBefore),
            ) => Self::Form(vec![lang.refusal(&refusal)]),
            Err(
                Refusal::NotYours { .. }
                | Refusal::WrongStep { .. }
                | Refusal::Ended { .. }
                | Refusal::Suspended
                | Refusal::NothingToUndo { .. }
                | Refusal::AlreadyDone { .. }
                | Refusal::OwnTopic { .. }
                | Refusal::TooLate { .. }
                | Refusal::ContentChanged
                | Refusal::SeatSigned { .. }
                | Refusal::BoundNotReached { .. }
                | Refusal::TaskState { .. }
                | Refusal::Unknown { .. }
                | Refusal::WrongEvidence { .. }
                | Refusal::RowVerb { .. },
            ) => Self::No,
        }
    }

    /// The form, blocked where it must be; none where it is not offered.
    #[must_use]
    pub fn form(self, form: impl FnOnce() -> Form) -> Option<Form> {
        match self {
            Self::No => None,
            Self::Form(reasons) => Some(form().blocked(reasons)),
        }
    }
}

/// One of several forms of the same verb on a page: the query of its address tells them apart.
#[must_use]
pub fn told_apart(mut form: Form, by: &str, value: impl std::fmt::Display) -> Form {
    let mark = if form.action.contains('?') { '&' } else { '?' };
    form.action = format!("{}{mark}{by}={value}", form.action);
    form.id = format!("{}-{by}-{value}", form.id);
    form
}
