//! What the intake desk's page reads beside the topic itself.

use serde::Deserialize;

use super::synonyms::{self, Synonym};
use crate::store::scopes::Council;
use crate::store::{Result, TenantTx};

/// What lies on the intake desk beside a topic.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Beside {
    /// The councils that a topic can be transferred to, the street council first.
    pub councils: Vec<Council>,
    /// The street's own words, by which similar topics are found.
    pub words: Vec<Synonym>,
}

/// Reads all of that in one statement.
///
/// # Errors
/// When the database is away, or holds a value that this program does not understand.
pub async fn beside(tx: &mut TenantTx) -> Result<Beside> {
    let tenant = tx.tenant();
    let value = sqlx::query_scalar!(
        r#"select jsonb_build_object(
             'councils', (select coalesce(jsonb_agg(to_jsonb(c) order by c.sort, c.name), '[]') from council c
                 where c.tenant_id = $1),
             'words', (select coalesce(jsonb_agg(to_jsonb(s)), '[]')
                 from (select word, means from synonym where tenant_id = $1 order by word limit $2) as s)) as "beside!""#,
        tenant,
        synonyms::MOST
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(serde_json::from_value(value)?)
}
