//! The number of somebody for whom a topic was entered (代录), put right by whoever works on the topic.

use chrono::{DurationRound, TimeDelta};

use crate::domain::audit::sha256;
use crate::domain::fields::Fields;
use crate::domain::policy::{Part, Viewer, visible};
use crate::domain::privacy::LookedAt;
use crate::domain::topics::enters_for_others;
use crate::service::step::{self, Held};
use crate::service::{Deed, Me, Problem};
use crate::store::people::looks::{self, Look};
use crate::store::topics::contacts;

/// Whether somebody may put the number of a topic right: who may see it and enters topics for others, of a topic
/// that was entered for somebody.
#[must_use]
pub fn may_correct(me: &Me, held: &Held) -> bool {
    let viewer = Viewer::of(Some(&me.actor));
    !held.row.on_behalf_of.is_empty()
        && held.row.author_id.is_none()
        && enters_for_others(&me.actor)
        && visible(&viewer, &held.sight(), Part::Identity)
}

/// Puts the number right; an empty one is taken out. It is no part of the record, so who changed it, and when, is
/// noted where looks at it are: whoever the number belongs to reads it there.
///
/// # Errors
/// [`Problem::NotFound`] where there is no such topic, or not theirs to put right; [`Problem::Invalid`].
pub async fn correct_contact(mut deed: Deed) -> Result<(), Problem> {
    let code = deed.target.code.clone();
    let held = step::hold_other(&mut deed, &code).await?;
    if !may_correct(&deed.me, &held) {
        return Err(Problem::NotFound);
    }
    let mut fields = Fields::new(&deed.raw);
    let phone = fields.opt_mobile("on_behalf_phone");
    fields.done()?;
    let hour = deed
        .at
        .duration_trunc(TimeDelta::hours(1))
        .map_err(|e| Problem::Fault(e.to_string()))?;
    let look = Look {
        id: deed.id(),
        viewer: deed.me.account(),
        viewer_label: deed.me.label(),
        page: LookedAt::Contact.code().to_owned(),
        about: code,
        hour,
        people: sha256(&[]).as_bytes().to_vec(),
        accounts: Vec::new(),
        at: deed.at,
    };
    contacts::correct(&mut deed.tx, held.row.id, &phone).await?;
    looks::note_entry(&mut deed.tx, &look, 1).await?;
    Ok(deed.tx.commit().await?)
}
