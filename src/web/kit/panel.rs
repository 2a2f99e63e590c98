//! Panels: what the rooms of the later steps add to the public page of a topic, such as the form by
//! which a resident objects or rates. The page asks [`crate::web::panels`], which knows the rooms.

use super::form::Form;
use super::shell::Shell;
use crate::domain::actor::Capacity;
use crate::domain::policy::{self, Scope};
use crate::domain::workflow::{Refusal, State, Verb};
use crate::service::Me;
use crate::service::step::Held;
use crate::store::opinions::Table;
use crate::store::topics::papers::Papers;

/// What a room is told of the page.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    /// The page's shell: language, street, time.
    pub ui: &'a Shell,
    /// The topic.
    pub held: &'a Held,
    /// What of it is published.
    pub papers: &'a Papers,
    /// What lies on the table of step 4, for those who sat in its session.
    pub table: Option<&'a Table>,
    /// Who reads and what holds between them and the topic; none for a visitor.
    pub me: Option<(&'a Me, &'a Scope)>,
}

impl Ask<'_> {
    /// The topic's state.
    #[must_use]
    pub const fn state(&self) -> &State {
        &self.held.state
    }

    /// In which capacity the reader may do the verb now; none for a visitor, or where it is not theirs.
    ///
    /// # Errors
    /// Why not.
    pub fn may(&self, verb: Verb) -> Result<Capacity, Refusal> {
        let Some((me, scope)) = self.me else {
            return Err(Refusal::NotYours {
                verb,
                who: policy::row(verb).who.to_vec(),
            });
        };
        policy::may(&me.actor, verb, scope)
    }

    /// The form of a verb of this topic.
    #[must_use]
    pub fn form(&self, verb: Verb) -> Form {
        let street = self.ui.street.as_ref().map_or("", |s| s.slug.as_str());
        let row = &self.held.row;
        Form::verb(self.ui.lang, street, &row.code, verb, row.version)
    }
}

/// Something that the reader can do or should know, beside the topic's text.
#[derive(Debug, Clone)]
pub struct Panel {
    /// Its heading.
    pub title: String,
    /// Sentences under it.
    pub lines: Vec<String>,
    /// Below what counts more, such as support.
    pub late: bool,
    /// What can be done; the page hands each through [`super::Visit::form`].
    pub forms: Vec<Form>,
}

impl Panel {
    /// A panel with its heading.
    #[must_use]
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            lines: Vec::new(),
            late: false,
            forms: Vec::new(),
        }
    }

    /// A sentence.
    #[must_use]
    pub fn line(mut self, text: impl Into<String>) -> Self {
        self.lines.push(text.into());
        self
    }

    /// Below what counts more.
    #[must_use]
    pub fn late(mut self) -> Self {
        self.late = true;
        self
    }

    /// A form.
    #[must_use]
    pub fn form(mut self, form: Form) -> Self {
        self.forms.push(form);
        self
    }
}
