//! Topics in bulk, for load data.

use chrono::{DateTime, Utc};
use serde_json::Value;
use uuid::Uuid;

use super::row::{NewTopic, Snapshot};
use super::terms;
use crate::store::{Result, TenantTx};

/// A topic as it stands after some of its way.
#[derive(Debug, Clone)]
pub struct BulkTopic {
    /// As it was submitted.
    pub topic: NewTopic,
    /// As it stands.
    pub snapshot: Snapshot,
    /// Focus, once accepted.
    pub focus: Option<String>,
}

/// Writes topics with their snapshots and tallies, each kind of row in one statement. They are found by
/// their titles and places, weighed as those of a topic that was raised. The terms of their bodies would be
/// four times as many rows: a street of 100,000 topics would be made of little else.
///
/// # Errors
/// `topic_code_key`, or a foreign key when council, community or category are not this street's.
#[allow(clippy::too_many_lines, reason = "one array a column")]
pub async fn insert(tx: &mut TenantTx, topics: &[BulkTopic]) -> Result<()> {
    if topics.is_empty() {
        return Ok(());
    }
    let tenant = tx.tenant();
    let text = |of: fn(&BulkTopic) -> &str| -> Vec<String> {
        topics.iter().map(|t| of(t).to_owned()).collect()
    };
    let ids: Vec<Uuid> = topics.iter().map(|t| t.topic.id).collect();
    let codes = text(|t| &t.topic.code);
    let councils: Vec<Uuid> = topics.iter().map(|t| t.topic.council_id).collect();
    let communities: Vec<Option<Uuid>> = topics.iter().map(|t| t.topic.community_id).collect();
    let categories = text(|t| &t.topic.category_id);
    let sources = text(|t| &t.topic.source);
    let focuses: Vec<Option<String>> = topics.iter().map(|t| t.focus.clone()).collect();
    let titles = text(|t| &t.topic.title);
    let bodies = text(|t| &t.topic.body);
    let places = text(|t| &t.topic.place);
    let show_names = text(|t| &t.topic.show_name);
    let authors: Vec<Option<Uuid>> = topics.iter().map(|t| t.topic.author_id).collect();
    let labels = text(|t| &t.topic.author_label);
    let entered_by: Vec<Option<Uuid>> = topics.iter().map(|t| t.topic.entered_by).collect();
    let behalf = text(|t| &t.topic.on_behalf_of);
    let behalf_ways = text(|t| &t.topic.on_behalf_way);
    let states = text(|t| &t.snapshot.state);
    let steps: Vec<i16> = topics.iter().map(|t| t.snapshot.step).collect();
    let visibilities = text(|t| &t.snapshot.visibility);
    let versions: Vec<i32> = topics.iter().map(|t| t.snapshot.version).collect();
    let workflows: Vec<Value> = topics.iter().map(|t| t.snapshot.workflow.clone()).collect();
    let lengths: Vec<i32> = topics.iter().map(|t| t.snapshot.record_length).collect();
    let heads: Vec<Vec<u8>> = topics
        .iter()
        .map(|t| t.snapshot.record_head.clone())
        .collect();
    let due: Vec<Option<DateTime<Utc>>> = topics.iter().map(|t| t.snapshot.due_at).collect();
    let created: Vec<DateTime<Utc>> = topics.iter().map(|t| t.topic.created_at).collect();
    let updated: Vec<DateTime<Utc>> = topics.iter().map(|t| t.snapshot.updated_at).collect();
    let wakes: Vec<Option<DateTime<Utc>>> = topics.iter().map(|t| t.snapshot.wake_at).collect();
    sqlx::query!(
        "insert into topic as x (tenant_id, id, code, council_id, community_id, category_id, source, focus, title, body, place,
           show_name, author_id, author_label, entered_by, on_behalf_of, on_behalf_way, state, step, visibility, version, workflow,
           record_length, record_head, due_at, created_at, updated_at, wake_at)
         select $1, u.id, u.code, u.council, u.community, u.category, u.source, u.focus, u.title, u.body, u.place, u.show_name,
           u.author, u.label, u.entered_by, u.behalf, u.behalf_way, u.state, u.step, u.visibility, u.version, u.workflow, u.length,
           u.head, u.due, u.created, u.updated, u.wake
         from unnest($2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
           $11::text[], $12::text[], $13::uuid[], $14::text[], $15::uuid[], $16::text[], $17::text[], $18::text[], $19::smallint[],
           $20::text[], $21::integer[], $22::jsonb[], $23::integer[], $24::bytea[], $25::timestamptz[], $26::timestamptz[],
           $27::timestamptz[], $28::timestamptz[])
           as u (id, code, council, community, category, source, focus, title, body, place, show_name, author, label, entered_by,
             behalf, behalf_way, state, step, visibility, version, workflow, length, head, due, created, updated, wake)
         returning x.id",
        tenant,
        &ids,
        &codes,
        &councils,
        &communities as &[Option<Uuid>],
        &categories,
        &sources,
        &focuses as &[Option<String>],
        &titles,
        &bodies,
        &places,
        &show_names,
        &authors as &[Option<Uuid>],
        &labels,
        &entered_by as &[Option<Uuid>],
        &behalf,
        &behalf_ways,
        &states,
        &steps,
        &visibilities,
        &versions,
        &workflows,
        &lengths,
        &heads,
        &due as &[Option<DateTime<Utc>>],
        &created,
        &updated,
        &wakes as &[Option<DateTime<Utc>>]
    )
    .fetch_all(tx.conn())
    .await?;
    sqlx::query!(
        "insert into topic_tally as x (tenant_id, topic_id) select $1, u.id from unnest($2::uuid[]) as u (id) returning x.topic_id",
        tenant,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    insert_terms(tx, topics).await
}

async fn insert_terms(tx: &mut TenantTx, topics: &[BulkTopic]) -> Result<()> {
    let (mut ids, mut words, mut weights) = (Vec::new(), Vec::new(), Vec::new());
    for t in topics {
        let mut found = terms::of(&t.topic.title, &t.topic.place, "");
        found.extend(terms::of_code(&t.topic.code));
        for (term, weight) in found {
            ids.push(t.topic.id);
            words.push(term);
            weights.push(weight);
        }
    }
    let tenant = tx.tenant();
    sqlx::query!(
        "insert into topic_term as x (tenant_id, topic_id, term, weight)
         select $1, u.topic, u.term, max(u.weight) from unnest($2::uuid[], $3::text[], $4::smallint[]) as u (topic, term, weight)
         group by u.topic, u.term returning x.weight",
        tenant,
        &ids,
        &words,
        &weights
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(())
}
