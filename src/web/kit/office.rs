//! What somebody who works here does beside the topics: pages of people, comments and the street's own
//! words, each with what waits there. The desk and the account list the same pages.

use askama::Template;
use askama::filters::HtmlSafe;

use super::parts::Chip;
use super::shell::Shell;
use crate::domain::actor::Role;
use crate::domain::comments;
use crate::domain::topics::calls;
use crate::domain::topics::{enters_for_others, synonyms};
use crate::service::{Me, admin, people};
use crate::store::record::desk::{MOST, Waits};

/// A page, and what waits there.
#[derive(Debug, Clone)]
pub struct Link {
    href: String,
    label: String,
    chip: Option<Chip>,
}

/// The pages of one person.
#[derive(Debug, Clone, Template)]
#[template(path = "kit/office.html")]
pub struct Office {
    title: String,
    links: Vec<Link>,
}

impl HtmlSafe for Office {}

impl Office {
    /// The pages that are this person's to use, with what waits at them where that is known.
    #[must_use]
    pub fn of(ui: &Shell, me: &Me, waits: Option<&Waits>) -> Self {
        let actor = &me.actor;
        let invites = actor.has(Role::StreetAdmin) || actor.has(Role::Liaison);
        let waiting = |n: i64, key: &'static str| {
            // The count stops there.
            let text = if n >= MOST {
                format!("{}+", MOST - 1)
            } else {
                ui.t(key).arg("n", n).to_string()
            };
            (n > 0).then(|| Chip::new("wait", text))
        };
        let residents = waits.and_then(|w| waiting(w.residents, "office-residents"));
        let said = waits.and_then(|w| waiting(w.comments, "office-comments"));
        let pages = [
            (
                people::may_verify(me),
                "/desk/residents",
                "residents-title",
                residents,
            ),
            (
                comments::looks_after(actor).is_some(),
                "/desk/comments",
                "comments-queue-title",
                said,
            ),
            (
                enters_for_others(actor),
                "/topics/new?behalf=1",
                "behalf-title",
                None,
            ),
            (calls::announces(actor), "/calls", "calls-title", None),
            (invites, "/desk/invitations", "invitations-title", None),
            (
                admin::keeps_answers(me),
                "/admin/answers",
                "answers-heading",
                None,
            ),
            (
                comments::keeps_rules(actor),
                "/admin/comments",
                "comments-rules-title",
                None,
            ),
            (
                synonyms::keeps(actor),
                "/admin/synonyms",
                "synonyms-title",
                None,
            ),
            (
                people::may_set(me),
                "/admin/settings",
                "settings-title",
                None,
            ),
            (
                actor.is_staff(),
                "/account/second-factor",
                "second-title",
                None,
            ),
        ];
        let mine = pages.into_iter().filter(|(mine, ..)| *mine);
        Self {
            title: ui.t("office-title").to_string(),
            links: mine
                .map(|(_, path, key, chip)| Link {
                    href: ui.path(path),
                    label: ui.t(key).to_string(),
                    chip,
                })
                .collect(),
        }
    }
}
