//! Communities, councils, categories and departments: what a street chooses from.

use uuid::Uuid;

pub use crate::store::scopes::{Category, Council};
use crate::store::{Result, TenantTx};

/// Something with a name in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its id.
    pub id: Uuid,
    /// Part of its address; empty for departments.
    pub slug: String,
    /// Chinese name.
    pub name: String,
    /// English name; empty when none was given.
    pub english_name: String,
}

impl Place {
    /// Whether a program's filter means it: by its part of an address, or by its name as lists have it.
    #[must_use]
    pub fn is_named(&self, text: &str) -> bool {
        [&self.slug, &self.name].iter().any(|own| *own == text)
    }
}

/// A name that has an English one beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The Chinese name.
    pub name: String,
    /// The English name; that of the council, where it is a room.
    pub english_name: String,
    /// It is the room of a council.
    pub room: bool,
}

/// Every name of the street that has an English one, in one statement.
///
/// # Errors
/// When the database is away.
pub async fn english_names(tx: &mut TenantTx) -> Result<Vec<Named>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Named,
        r#"select n.name as "name!", n.english_name as "english_name!", n.room as "room!"
           from (
             select room as name, english_name, true as room from council where tenant_id = $1 and room <> ''
             union all select name, english_name, false from unit where tenant_id = $1
             union all select name, english_name, false from category where tenant_id = $1
             union all select name, english_name, false from council where tenant_id = $1
             union all select name, english_name, false from community where tenant_id = $1
           ) as n
           where n.english_name <> ''"#,
        tenant
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The communities of the street.
///
/// # Errors
/// When the database is away.
pub async fn communities(tx: &mut TenantTx) -> Result<Vec<Place>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Place,
        "select id, slug, name, english_name from community where tenant_id = $1 order by sort, name",
        tenant
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The departments that tasks can be given to.
///
/// # Errors
/// When the database is away.
pub async fn units(tx: &mut TenantTx) -> Result<Vec<Place>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Place,
        r#"select id, '' as "slug!", name, english_name from unit where tenant_id = $1 order by name"#,
        tenant
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The categories of the street.
///
/// # Errors
/// When the database is away.
pub async fn categories(tx: &mut TenantTx) -> Result<Vec<Category>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Category,
        "select id, name, english_name from category where tenant_id = $1 order by sort, id",
        tenant
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The councils of the street, the street council first.
///
/// # Errors
/// When the database is away.
pub async fn councils(tx: &mut TenantTx) -> Result<Vec<Council>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Council,
        "select id, slug, name, english_name, level, community_id, room from council where tenant_id = $1 order by sort, name",
        tenant
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The council of a community.
///
/// # Errors
/// When the database is away.
pub async fn council_of_community(tx: &mut TenantTx, community: Uuid) -> Result<Option<Council>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Council,
        "select id, slug, name, english_name, level, community_id, room from council
         where tenant_id = $1 and community_id = $2 order by sort limit 1",
        tenant,
        community
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Writes a community.
///
/// # Errors
/// `community_slug_key`, `community_name_key`.
pub async fn insert_community(
    tx: &mut TenantTx,
    p: &Place,
    households: i32,
    sort: i32,
) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "insert into community (tenant_id, id, slug, name, english_name, households, sort) values ($1, $2, $3, $4, $5, $6, $7)",
        tenant,
        p.id,
        p.slug,
        p.name,
        p.english_name,
        households,
        sort
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Writes a council.
///
/// # Errors
/// `council_slug_key`; a foreign key when the community is not this street's.
pub async fn insert_council(tx: &mut TenantTx, c: &Council, sort: i32) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "insert into council (tenant_id, id, slug, name, english_name, level, community_id, room, sort)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        tenant,
        c.id,
        c.slug,
        c.name,
        c.english_name,
        c.level,
        c.community_id,
        c.room,
        sort
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Writes a department.
///
/// # Errors
/// `unit_name_key`.
pub async fn insert_unit(
    tx: &mut TenantTx,
    id: Uuid,
    name: &str,
    english_name: &str,
) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "insert into unit (tenant_id, id, name, english_name) values ($1, $2, $3, $4)",
        tenant,
        id,
        name,
        english_name
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Writes a category.
///
/// # Errors
/// `category_pkey`, `category_name_key`.
pub async fn insert_category(tx: &mut TenantTx, c: &Category, sort: i32) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "insert into category (tenant_id, id, name, english_name, sort) values ($1, $2, $3, $4, $5)",
        tenant,
        c.id,
        c.name,
        c.english_name,
        sort
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
