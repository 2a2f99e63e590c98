//! Who works on a topic's intake, once something was decided there.

use uuid::Uuid;

use crate::domain::topics::lock::KEPT;
use crate::domain::workflow::{State, Step};
use crate::service::Deed;
use crate::store::{self, topics::locks};

/// Whoever works on the intake and decides goes on with it; when it is over, or another council's, nobody
/// works on it any more. The topic is held, so nobody waits here who holds what another needs.
pub(super) async fn after(
    deed: &mut Deed,
    before: &State,
    topic: Uuid,
    now: &State,
) -> Result<(), store::Error> {
    let at_intake = |s: &State| s.step == Step::Solicitation && !s.standing.is_ended();
    if !at_intake(before) {
        return Ok(());
    }
    let (me, at) = (deed.me.account(), deed.at);
    if at_intake(now) && now.council == before.council {
        locks::renew(&mut deed.tx, topic, me, at, at + KEPT).await?;
        return Ok(());
    }
    locks::clear(&mut deed.tx, topic).await
}
