//! Who can be asked to do something: officials of the street by role, and who fills a council's seats.

use chrono::NaiveDate;
use uuid::Uuid;

pub use crate::store::scopes::Seated;
use crate::store::{Result, TenantTx};

/// Somebody with an office, as lists of a form show them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Official {
    /// The account.
    pub id: Uuid,
    /// Real name.
    pub name: String,
    /// Post.
    pub post: String,
    /// The codes of the roles held on the day, without `resident`.
    pub roles: Vec<String>,
}

/// Everybody who holds a role other than resident on this day, by name.
///
/// # Errors
/// When the database is away.
pub async fn officials(tx: &mut TenantTx, day: NaiveDate) -> Result<Vec<Official>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Official,
        r#"select a.id, a.name, a.post, array_agg(distinct g.role order by g.role) as "roles!"
           from role_grant g join account a on a.tenant_id = $1 and a.id = g.account_id
           where g.tenant_id = $1 and g.role <> 'resident' and g.valid_from <= $2 and (g.valid_until is null or g.valid_until >= $2)
             and a.disabled_at is null
           group by a.id, a.name, a.post order by a.post, a.name, a.id limit 500"#,
        tenant,
        day
    )
    .fetch_all(tx.conn())
    .await?)
}

/// An account with its name and post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The account.
    pub id: Uuid,
    /// Real name.
    pub name: String,
    /// Post; empty for residents.
    pub post: String,
}

/// The names of these accounts; one that is not this street's is left out.
///
/// # Errors
/// When the database is away.
pub async fn named(tx: &mut TenantTx, accounts: &[Uuid]) -> Result<Vec<Named>> {
    if accounts.is_empty() {
        return Ok(Vec::new());
    }
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Named,
        "select id, name, post from account where tenant_id = $1 and id = any($2) order by name, id",
        tenant,
        accounts
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Who can fill the seats of a council's signing set on this day: holders and dated delegates; for the
/// street council also every office officer, as second signer.
///
/// # Errors
/// When the database is away.
pub async fn seated(tx: &mut TenantTx, council: Uuid, day: NaiveDate) -> Result<Vec<Seated>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Seated,
        r#"select s.seat as "seat!", s.account_id as "account_id!", a.name as "name!", a.post as "post!", s.capacity as "capacity!"
           from council_seat s join account a on a.tenant_id = $1 and a.id = s.account_id
           where s.tenant_id = $1 and s.council_id = $2 and s.valid_from <= $3 and (s.valid_until is null or s.valid_until >= $3)
           union
           select 'second_signer', g.account_id, a.name, a.post, 'holder'
           from council c
           join role_grant g on g.tenant_id = $1 and g.role = 'office_officer' and g.valid_from <= $3
             and (g.valid_until is null or g.valid_until >= $3)
           join account a on a.tenant_id = $1 and a.id = g.account_id
           where c.tenant_id = $1 and c.id = $2 and c.level = 'subdistrict'
           order by 1, 5 desc, 2"#,
        tenant,
        council,
        day
    )
    .fetch_all(tx.conn())
    .await?)
}
