//! The one place where a viewer becomes a WHERE: list, count, look-up and export share it.

use sqlx::{Postgres, QueryBuilder};

use crate::domain::policy::{Audience, Part, Viewer, Visibility, audience};

/// Narrows a query over `topic t` to the topics whose `part` this viewer sees, exactly by the policy's
/// table. Only equalities, which reach an index under row-level security.
pub(in crate::store) fn seen_by(q: &mut QueryBuilder<Postgres>, viewer: &Viewer, part: Part) {
    let (mut all, mut own, mut council) = (Vec::new(), Vec::new(), Vec::new());
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
            all.push(visibility.code());
            continue;
        }
        if circles.contains(&Audience::Author) {
            own.push(visibility.code());
        }
        if circles.contains(&Audience::Council) {
            council.push(visibility.code());
        }
    }
    q.push(" and (");
    one_of(q, &all);
    if let (Some(account), false) = (viewer.account, own.is_empty()) {
        q.push(" or (t.author_id = ")
            .push_bind(account)
            .push(" and ");
        one_of(q, &own);
        q.push(")");
    }
    if !viewer.councils.is_empty() && !council.is_empty() {
        q.push(" or (t.council_id = any(")
            .push_bind(viewer.councils.clone())
            .push(") and ");
        one_of(q, &council);
        q.push(")");
    }
    q.push(")");
}

/// Codes are words of the program, not of a visitor: written out, the planner knows how common they are.
fn one_of(q: &mut QueryBuilder<Postgres>, codes: &[&'static str]) {
    match codes {
        [] => q.push("false"),
        [one] => q.push(format!("t.visibility = '{one}'")),
        many => q.push(format!("t.visibility in ('{}')", many.join("', '"))),
    };
}
