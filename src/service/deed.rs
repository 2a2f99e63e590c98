//! A deed: one verb, done by somebody, with the form as it was posted.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{App, Me, Problem};
use crate::domain::fields::Raw;
use crate::domain::workflow::{Event, State};
use crate::store::system_tx::Street;
use crate::store::{Store, TenantTx};

/// What a deed is done to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Target {
    /// The topic's code; empty for `submit` and for verbs of sessions and councils.
    pub code: String,
    /// The number of one of its tasks.
    pub task: Option<u32>,
    /// The session.
    pub session: Option<Uuid>,
    /// The council.
    pub council: Option<Uuid>,
}

impl Target {
    /// A topic.
    #[must_use]
    pub fn topic(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            ..Self::default()
        }
    }

    /// A task of a topic.
    #[must_use]
    pub fn task(code: &str, n: u32) -> Self {
        Self {
            task: Some(n),
            ..Self::topic(code)
        }
    }

    /// A session.
    #[must_use]
    pub fn session(id: Uuid) -> Self {
        Self {
            session: Some(id),
            ..Self::default()
        }
    }

    /// A council.
    #[must_use]
    pub fn council(id: Uuid) -> Self {
        Self {
            council: Some(id),
            ..Self::default()
        }
    }
}

/// One verb, done by somebody in one street, inside the transaction that it will be written in.
#[derive(Debug)]
pub struct Deed {
    /// The program's means.
    pub app: Arc<App>,
    /// The writing transaction; dropped without a commit, nothing happened.
    pub tx: TenantTx,
    /// The street.
    pub street: Arc<Street>,
    /// Who does it.
    pub me: Me,
    /// To what.
    pub target: Target,
    /// The topic's version that the person saw; none where no page was seen (commands, the demo world).
    pub version: Option<u32>,
    /// The form.
    pub raw: Raw,
    /// The hash of the secret of the device on which it is done, once photos were sent from there.
    pub device: Option<[u8; 32]>,
    /// When, at microseconds.
    pub at: DateTime<Utc>,
}

impl Deed {
    /// Opens a deed in a transaction of its own; `name` is `room.verb`.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn open(
        app: Arc<App>,
        street: Arc<Street>,
        me: Me,
        target: Target,
        raw: Raw,
        name: &'static str,
    ) -> Result<Self, Problem> {
        let store: &Store = &app.store;
        let tx = store.write(street.id, name).await?;
        let at = app.clock.now();
        Ok(Self {
            app,
            tx,
            street,
            me,
            target,
            version: None,
            raw,
            device: None,
            at,
        })
    }

    /// A new id at the deed's time.
    #[must_use]
    pub fn id(&self) -> Uuid {
        self.app.ids.make(self.at)
    }

    /// Makes what was written last, and hands out what came of it.
    ///
    /// # Errors
    /// When the database refuses or is away; then nothing was written.
    pub async fn commit(self, done: Done) -> Result<Done, Problem> {
        self.tx.commit().await?;
        self.app.wake.ring(self.street.id);
        Ok(done)
    }
}

/// What came of a deed.
#[derive(Debug, Clone)]
pub struct Done {
    /// The topic's code.
    pub code: String,
    /// The topic.
    pub topic: Uuid,
    /// Its state after the deed.
    pub state: State,
    /// What followed; empty for a row (†).
    pub events: Vec<Event>,
}
