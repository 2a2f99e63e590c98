//! The record read whole: does every chain stand, and do the rows agree with it?

use std::collections::{BTreeMap, HashMap};

use uuid::Uuid;

use super::Problem;
use crate::domain::audit::{CoveredNow, Fault, Kept, Link, check_topic};
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
}

/// Checks every topic of a street. `progress` hears of the topics done so far.
///
/// Each batch is read in one transaction of its own and from one snapshot of the database, so that a
/// street at work can be checked.
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
    loop {
        let mut tx = store.snapshot(tenant, "record.verify").await?;
        let claimed = walk::topics(&mut tx, after, BATCH).await?;
        let Some(last) = claimed.last() else {
            return Ok(report);
        };
        after = last.claim.id;
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
        progress(report.topics);
    }
}
