//! Some hundred topics at a time: lived in memory, and written in one transaction.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use uuid::Uuid;

use super::life::{Lived, Setting, live};
use super::plan::{Planned, Workdays};
use super::rows::Rows;
use super::street::Cast;
use crate::service::App;
use crate::store::bulk::{self, Entry};
use crate::store::dashboard::{self, Change};
use crate::store::record::desk::{self, DeskItem};
use crate::store::topics::bulk as topics;
use crate::store::topics::bulk::BulkTopic;
use crate::store::topics::counts::{self, Counted};

/// A part of a street's plan.
#[derive(Debug)]
pub struct Job {
    /// The program's means.
    pub app: Arc<App>,
    /// The street's people.
    pub cast: Arc<Cast>,
    /// The worked days that topics walk along.
    pub workdays: Arc<Workdays>,
    /// The street's seed.
    pub seed: u64,
    /// The topics.
    pub part: Vec<Planned>,
}

/// Everything that a batch writes.
#[derive(Default)]
struct Batch {
    topics: Vec<BulkTopic>,
    entries: Vec<Entry>,
    desk: Vec<(Uuid, DeskItem)>,
    rows: Rows,
    counted: BTreeMap<Counted, i32>,
    changes: BTreeMap<(NaiveDate, Option<Uuid>, String), i64>,
    /// The highest number of each year.
    numbers: BTreeMap<i32, u32>,
}

impl Job {
    /// Lives the topics, off the threads that talk to the database, and writes them; answers how many.
    ///
    /// # Errors
    /// When the machine refuses an act, or the database is away: then none of them is written.
    pub async fn run(self) -> anyhow::Result<usize> {
        let app = self.app.clone();
        let tenant = self.cast.tenant;
        let batch = tokio::task::spawn_blocking(move || self.think()).await??;
        let mut tx = app.store.write(tenant, "demo.load").await?;
        topics::insert(&mut tx, &batch.topics).await?;
        bulk::entries(&mut tx, &batch.entries).await?;
        let duties: Vec<(Uuid, &DeskItem)> = batch.desk.iter().map(|(t, i)| (*t, i)).collect();
        desk::insert(&mut tx, &duties).await?;
        bulk::rows(&mut tx, "assessment", &batch.rows.assessments).await?;
        bulk::rows(&mut tx, "stakeholder_group", &batch.rows.groups).await?;
        bulk::rows(&mut tx, "task", &batch.rows.tasks).await?;
        bulk::rows(&mut tx, "evaluation", &batch.rows.evaluations).await?;
        // Last of all what other batches write too: their rows wait for this commit alone.
        for (year, number) in &batch.numbers {
            bulk::advance(&mut tx, &format!("topic.{year}"), i64::from(*number)).await?;
        }
        counts::count(&mut tx, &batch.counted).await?;
        let changes = batch.changes.into_iter();
        let changes = changes.map(|((month, community, measure), by)| Change {
            month,
            community,
            measure,
            by,
        });
        dashboard::change(&mut tx, changes.collect()).await?;
        tx.commit().await?;
        Ok(batch.topics.len())
    }

    fn think(&self) -> anyhow::Result<Batch> {
        let setting = Setting {
            cast: &self.cast,
            calendar: &self.app.calendar,
            workdays: &self.workdays,
            seed: self.seed,
        };
        let mut batch = Batch::default();
        for planned in &self.part {
            batch.add(planned, live(&setting, planned)?);
        }
        Ok(batch)
    }
}

impl Batch {
    fn add(&mut self, planned: &Planned, lived: Lived) {
        let Lived {
            topic,
            mut entries,
            desk,
            changes,
            mut rows,
        } = lived;
        let id = topic.topic.id;
        let counted = Counted::of_new(&topic.topic, &topic.snapshot);
        *self.counted.entry(counted).or_default() += 1;
        for change in changes {
            let key = (change.month, change.community, change.measure);
            *self.changes.entry(key).or_default() += change.by;
        }
        let number = self.numbers.entry(planned.year()).or_default();
        *number = planned.number.max(*number);
        self.topics.push(topic);
        self.entries.append(&mut entries);
        self.desk.extend(desk.into_iter().map(|item| (id, item)));
        self.rows.append(&mut rows);
    }
}
