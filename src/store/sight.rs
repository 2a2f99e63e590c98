//! The one place where a viewer becomes a WHERE: list, count, look-up and export share it.

use sqlx::{Postgres, QueryBuilder};

use crate::domain::policy::{Audience, Part, Viewer, Visibility, audience};

/// Narrows a query over `topic t` to the topics whose `part` this viewer sees, exactly by the policy's
/// table. Only equalities, which reach an index under row-level security.
pub(in crate::store) fn seen_by(q: &mut QueryBuilder<Postgres>, viewer: &Viewer, part: Part) {
    let seen = Seen::of(viewer, part);
    q.push(" and (");
    one_of(q, &seen.freely);
    seen.or_besides(q, viewer);
    q.push(")");
}

/// Narrows it to those among them that not everybody in this viewer's place sees: one's own, and one council's.
pub(in crate::store) fn seen_besides(q: &mut QueryBuilder<Postgres>, viewer: &Viewer, part: Part) {
    q.push(" and (false");
    Seen::of(viewer, part).or_besides(q, viewer);
    q.push(")");
}

/// How far topics may be shown of which this viewer sees `part`, whosever they are.
pub(in crate::store) fn freely(viewer: &Viewer, part: Part) -> Vec<&'static str> {
    Seen::of(viewer, part).freely
}

/// How far topics may be shown that a viewer sees: whosever they are, as their author, in their council.
#[derive(Default)]
struct Seen {
    freely: Vec<&'static str>,
    own: Vec<&'static str>,
    council: Vec<&'static str>,
}

impl Seen {
    fn of(viewer: &Viewer, part: Part) -> Self {
        let mut seen = Self::default();
        for visibility in Visibility::ALL {
            let circles = audience(visibility, part);
            let freely = circles.iter().any(|a| match a {
                Audience::Everyone => true,
                Audience::Council => viewer.all_councils,
                Audience::Office => viewer.office,
                Audience::Admin => viewer.admin,
                Audience::Auditor => viewer.auditor,
                Audience::Author => false,
            });
            if freely {
                seen.freely.push(visibility.code());
                continue;
            }
            if circles.contains(&Audience::Author) {
                seen.own.push(visibility.code());
            }
            if circles.contains(&Audience::Council) {
                seen.council.push(visibility.code());
            }
        }
        seen
    }

    fn or_besides(&self, q: &mut QueryBuilder<Postgres>, viewer: &Viewer) {
        if let (Some(account), false) = (viewer.account, self.own.is_empty()) {
            q.push(" or (t.author_id = ")
                .push_bind(account)
                .push(" and ");
            one_of(q, &self.own);
            q.push(")");
        }
        if !viewer.councils.is_empty() && !self.council.is_empty() {
            q.push(" or (t.council_id = any(")
                .push_bind(viewer.councils.clone())
                .push(") and ");
            one_of(q, &self.council);
            q.push(")");
        }
    }
}

/// Codes are words of the program, not of a visitor: written out, the planner knows how common they are.
fn one_of(q: &mut QueryBuilder<Postgres>, codes: &[&'static str]) {
    match codes {
        [] => q.push("false"),
        [one] => q.push(format!("t.visibility = '{one}'")),
        many => q.push(format!("t.visibility in ('{}')", many.join("', '"))),
    };
}
