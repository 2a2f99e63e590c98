//! Councils as the public sees them: what they are, who convenes them, who belongs to them.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// A council with its community.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CouncilRow {
    /// Its id.
    pub id: Uuid,
    /// Part of its address.
    pub slug: String,
    /// Chinese name.
    pub name: String,
    /// English name; empty when none was given.
    pub english_name: String,
    /// `subdistrict` for the street council, `community` and so on for the others.
    pub level: String,
    /// Where it meets; may be empty.
    pub room: String,
    /// Its community; none for the street council.
    pub community_id: Option<Uuid>,
    /// Part of the community's address; empty for the street council.
    pub community_slug: String,
    /// The community's Chinese name; empty for the street council.
    pub community_name: String,
    /// Households of the community; 0 where nobody said.
    pub households: i32,
}

impl CouncilRow {
    /// Whether a program's filter means it: by its part of an address, or by its name as lists have it.
    #[must_use]
    pub fn is_named(&self, text: &str) -> bool {
        [&self.slug, &self.name].iter().any(|own| *own == text)
    }
}

/// Somebody of a council.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Belongs {
    /// The council.
    pub council_id: Uuid,
    /// A seat's code, or `member` or `liaison`.
    pub place: String,
    /// Real name: officials and members act under name and post.
    pub name: String,
    /// Post; may be empty.
    pub post: String,
    /// `holder` or `delegate`.
    pub capacity: String,
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day; none for no end.
    pub valid_until: Option<NaiveDate>,
}

/// The councils of the street, the street council first.
///
/// # Errors
/// When the database is away.
pub async fn all(tx: &mut TenantTx) -> Result<Vec<CouncilRow>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        CouncilRow,
        r#"select c.id, c.slug, c.name, c.english_name, c.level, c.room, c.community_id,
             coalesce(m.slug, '') as "community_slug!",
             coalesce(m.name, '') as "community_name!", coalesce(m.households, 0) as "households!"
           from council c left join community m on m.tenant_id = $1 and m.id = c.community_id
           where c.tenant_id = $1 order by c.level <> 'subdistrict', c.sort, c.name limit 200"#,
        tenant
    )
    .fetch_all(tx.conn())
    .await?)
}

/// A council by its slug.
///
/// # Errors
/// When the database is away.
pub async fn by_slug(tx: &mut TenantTx, slug: &str) -> Result<Option<CouncilRow>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        CouncilRow,
        r#"select c.id, c.slug, c.name, c.english_name, c.level, c.room, c.community_id,
             coalesce(m.slug, '') as "community_slug!",
             coalesce(m.name, '') as "community_name!", coalesce(m.households, 0) as "households!"
           from council c left join community m on m.tenant_id = $1 and m.id = c.community_id
           where c.tenant_id = $1 and c.slug = $2"#,
        tenant,
        slug
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Who fills the seats of these councils on this day, their linked members and their liaisons.
///
/// # Errors
/// When the database is away.
pub async fn people(tx: &mut TenantTx, councils: &[Uuid], day: NaiveDate) -> Result<Vec<Belongs>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Belongs,
        r#"select p.council_id as "council_id!", p.place as "place!", a.name, a.post, p.capacity as "capacity!",
             p.valid_from as "valid_from!", p.valid_until
           from (
             select s.council_id, s.seat as place, s.account_id, s.capacity, s.valid_from, s.valid_until
             from council_seat s where s.tenant_id = $1 and s.council_id = any($2)
             union all
             select c.id, g.role, g.account_id, 'holder', g.valid_from, g.valid_until
             from council c join role_grant g on g.tenant_id = $1
               and (g.role = 'member' and g.community_id = c.community_id or g.role = 'liaison' and g.council_id = c.id)
             where c.tenant_id = $1 and c.id = any($2)
           ) as p join account a on a.tenant_id = $1 and a.id = p.account_id and a.disabled_at is null
           where p.valid_from <= $3 and (p.valid_until is null or p.valid_until >= $3)
           order by p.council_id, p.place, p.capacity desc, a.name limit 1000"#,
        tenant,
        councils,
        day
    )
    .fetch_all(tx.conn())
    .await?)
}
