//! The record read whole: does every chain stand, and do the rows agree with it? And does what is counted beside the
//! rows agree with them?

use std::collections::{BTreeMap, HashMap};

use uuid::Uuid;

use super::Problem;
use crate::domain::audit::{CoveredNow, Fault, Kept, Link, check_topic};
use crate::store::record::recount::{self, Apart};
use crate::store::record::{COVERED, walk};
use crate::store::{Store, TenantId};

/// Topics read at a time.
const BATCH: i64 = 200;

/// What a street's check came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Topics checked.
    pub topics: u64,
    /// Entries checked.
    pub entries: u64,
    /// What is broken: the topic's code and its first fault.
    pub broken: Vec<(String, Fault)>,
    /// Figures that are not what they count.
    pub apart: Vec<Apart>,
}

impl Report {
    /// Nothing is broken, and every figure is what it counts.
    #[must_use]
    pub const fn is_sound(&self) -> bool {
        self.broken.is_empty() && self.apart.is_empty()
    }
}

/// Checks every topic of a street and what is counted of them. `progress` hears of the topics done so far.
///
/// Each batch is read in one transaction of its own and from one snapshot of the database, and all figures in another
/// one, so that a street at work can be checked.
///
/// # Errors
/// When the database is away: then nothing is said of the record.
pub async fn verify(
    store: &Store,
    tenant: TenantId,
    mut progress: impl FnMut(u64),
) -> Result<Report, Problem> {
    let mut report = Report::default();
    let mut after = Uuid::nil();
    while let Some(last) = batch(store, tenant, after, BATCH, &mut report).await? {
        after = last;
        progress(report.topics);
    }
    let mut tx = store.snapshot(tenant, "record.recount").await?;
    report.apart = recount::apart(&mut tx).await?;
    Ok(report)
}

/// Checks one topic.
///
/// # Errors
/// As [`verify`].
pub async fn verify_topic(store: &Store, tenant: TenantId, topic: Uuid) -> Result<Report, Problem> {
    let mut report = Report::default();
    // Batches go on after an id; the topic is the next one after the id before it.
    let before = Uuid::from_u128(topic.as_u128().saturating_sub(1));
    batch(store, tenant, before, 1, &mut report).await?;
    Ok(report)
}

/// Checks the next topics after this id; answers the last one's id, none at the end.
async fn batch(
    store: &Store,
    tenant: TenantId,
    after: Uuid,
    size: i64,
    report: &mut Report,
) -> Result<Option<Uuid>, Problem> {
    let mut tx = store.snapshot(tenant, "record.verify").await?;
    let claimed = walk::topics(&mut tx, after, size).await?;
    let Some(last) = claimed.last().map(|c| c.claim.id) else {
        return Ok(None);
    };
    let ids: Vec<Uuid> = claimed.iter().map(|c| c.claim.id).collect();
    let mut chains: HashMap<Uuid, Vec<Link>> = HashMap::new();
    for link in walk::links(&mut tx, &ids).await? {
        chains.entry(link.entry.topic).or_default().push(link);
    }
    let mut contents: HashMap<Uuid, BTreeMap<i32, Kept>> = HashMap::new();
    for (topic, seq, kept) in walk::contents(&mut tx, &ids).await? {
        contents.entry(topic).or_default().insert(seq, kept);
    }
    let mut now: HashMap<Uuid, CoveredNow> = HashMap::new();
    for table in COVERED {
        for (topic, id, columns) in walk::covered(&mut tx, table, &ids).await? {
            now.entry(topic)
                .or_default()
                .insert((table.table.to_owned(), id), columns);
        }
    }
    drop(tx);
    for topic in claimed {
        let id = topic.claim.id;
        let links = chains.remove(&id).unwrap_or_default();
        report.topics += 1;
        report.entries += u64::try_from(links.len()).unwrap_or(0);
        let found = check_topic(
            tenant,
            &topic.claim,
            &links,
            &contents.remove(&id).unwrap_or_default(),
            &now.remove(&id).unwrap_or_default(),
        );
        if let Err(fault) = found {
            report.broken.push((topic.code, fault));
        }
    }
    Ok(Some(last))
}
