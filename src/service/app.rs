//! What every use case is given besides its transaction.

use std::sync::Arc;

use super::wake::Wake;
use crate::domain::calendar::Calendar;
use crate::kit::clock::Clock;
use crate::kit::files::Files;
use crate::kit::ids::Ids;
use crate::kit::password::Passwords;
use crate::kit::picture::Pictures;
use crate::kit::secret::{Secret, StreetKey};
use crate::kit::sms::Sms;
use crate::store::{Store, TenantId};

/// The program's means, made once at the start and cheap to clone.
#[derive(Debug, Clone)]
pub struct App {
    /// The database, as the runtime role.
    pub store: Store,
    /// What time it is.
    pub clock: Clock,
    /// New ids.
    pub ids: Ids,
    /// The program's secret; street keys are derived from it.
    pub secret: Secret,
    /// Hashes and checks passwords.
    pub passwords: Passwords,
    /// Where photos are kept.
    pub files: Files,
    /// Makes photos out of what is sent, one at a time.
    pub pictures: Pictures,
    /// Sends short messages.
    pub sms: Sms,
    /// The most topics that one account raises within a day; 0 for no limit.
    pub topics_a_day: u32,
    /// The national working-day table.
    pub calendar: Arc<Calendar>,
    /// Rung after a commit.
    pub wake: Arc<Wake>,
}

impl App {
    /// The key of a street: references to people are made with it.
    #[must_use]
    pub fn street_key(&self, tenant: TenantId) -> StreetKey {
        self.secret.street_key(tenant)
    }
}
