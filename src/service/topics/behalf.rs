//! Where somebody may enter topics for others (代录): the communities whose matters their council hears.

use uuid::Uuid;

use super::level_of;
use crate::domain::policy::{self, Scope, Who};
use crate::domain::workflow::Verb;
use crate::service::{Me, Problem};
use crate::store::TenantTx;
use crate::store::people::places::{self, Council, Place};

/// The communities that this person may enter for; none among them stands for the street as a whole.
///
/// # Errors
/// When the database is away.
pub async fn enters_in(
    tx: &mut TenantTx,
    me: &Me,
    communities: &[Place],
) -> Result<Vec<Option<Uuid>>, Problem> {
    let councils = places::councils(tx).await?;
    let mut theirs = Vec::new();
    for place in communities.iter().map(|c| Some(c.id)).chain([None]) {
        let Some(council) = heard_by(&councils, place) else {
            continue;
        };
        if enters_for(me, council)? {
            theirs.push(place);
        }
    }
    Ok(theirs)
}

/// Whether somebody may enter topics for others at this council.
///
/// # Errors
/// A fault of what is stored.
pub(super) fn enters_for(me: &Me, council: &Council) -> Result<bool, Problem> {
    let scope = Scope::council(council.id, level_of(council)?, false);
    Ok(policy::held(Who::OnBehalf, &me.actor, Verb::Submit, &scope).is_some())
}

/// The council that hears what concerns a community, or the whole street. A community without one of its own is
/// heard by the street's.
pub(super) fn heard_by(councils: &[Council], community: Option<Uuid>) -> Option<&Council> {
    let of_community = community.and_then(|id| {
        let mut all = councils.iter();
        all.find(|c| c.community_id == Some(id))
    });
    of_community.or_else(|| councils.iter().find(|c| c.level == "subdistrict"))
}
