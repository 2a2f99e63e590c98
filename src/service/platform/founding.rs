//! Founding a street: its places and its first people, in one transaction. A demonstration street is
//! made so, and a real one that starts with a list.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::domain::actor::{ConvenerSeat, Grant};
use crate::service::{App, Problem};
use crate::store::people::accounts::{self, NewAccount, NewGrant, NewSeat};
use crate::store::people::places::{self, Category, Council, Place};
use crate::store::{TenantId, TenantTx};

/// Somebody of the new street, with all that they hold.
#[derive(Debug, Clone)]
pub struct NewPerson {
    /// The account's id.
    pub id: Uuid,
    /// Mobile number, the log-in name.
    pub phone: String,
    /// Real name.
    pub name: String,
    /// Post; empty for residents.
    pub post: String,
    /// `mr`, `ms` or empty.
    pub salutation: String,
    /// argon2id hash in PHC form.
    pub password_hash: String,
    /// The community lived in.
    pub community: Option<Uuid>,
    /// Roles, without an end.
    pub grants: Vec<Grant>,
    /// Seats of conveners, as holder.
    pub seats: Vec<(Uuid, ConvenerSeat)>,
    /// First day of roles and seats.
    pub since: NaiveDate,
    /// When the account is made.
    pub created_at: DateTime<Utc>,
}

/// A street's places and people, ready to be written.
#[derive(Debug, Clone)]
pub struct Made {
    /// Communities with their households.
    pub communities: Vec<(Place, i32)>,
    /// Councils.
    pub councils: Vec<Council>,
    /// Departments and other units.
    pub units: Vec<Place>,
    /// Categories of topics.
    pub categories: Vec<Category>,
    /// People.
    pub people: Vec<NewPerson>,
}

/// Writes a street's places and people.
///
/// # Errors
/// When the database refuses: a slug or phone that comes twice; then nothing was written.
pub async fn found(app: &App, tenant: TenantId, made: &Made) -> Result<(), Problem> {
    let mut tx = app.store.write(tenant, "street.found").await?;
    for (sort, (community, households)) in (1..).zip(&made.communities) {
        places::insert_community(&mut tx, community, *households, sort).await?;
    }
    for (sort, council) in (1..).zip(&made.councils) {
        places::insert_council(&mut tx, council, sort).await?;
    }
    for unit in &made.units {
        places::insert_unit(&mut tx, unit.id, &unit.name, &unit.english_name).await?;
    }
    for (sort, category) in (1..).zip(&made.categories) {
        places::insert_category(&mut tx, category, sort).await?;
    }
    for person in &made.people {
        write_person(app, &mut tx, person).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn write_person(app: &App, tx: &mut TenantTx, person: &NewPerson) -> Result<(), Problem> {
    let account = NewAccount {
        id: person.id,
        phone: person.phone.clone(),
        name: person.name.clone(),
        post: person.post.clone(),
        salutation: person.salutation.clone(),
        password_hash: person.password_hash.clone(),
        community_id: person.community,
        verified_at: Some(person.created_at),
        consent_version: String::new(),
        created_at: person.created_at,
    };
    accounts::insert(tx, &account).await?;
    for grant in &person.grants {
        let new = NewGrant {
            id: app.ids.make(person.created_at),
            account_id: person.id,
            role: grant.role.code().to_owned(),
            council_id: grant.council,
            community_id: grant.community,
            unit_id: grant.unit,
            valid_from: person.since,
            valid_until: None,
        };
        accounts::grant(tx, &new).await?;
    }
    for (council, seat) in &person.seats {
        let new = NewSeat {
            id: app.ids.make(person.created_at),
            council_id: *council,
            seat: seat.code().to_owned(),
            account_id: person.id,
            capacity: "holder".to_owned(),
            valid_from: person.since,
            valid_until: None,
        };
        accounts::seat(tx, &new).await?;
    }
    Ok(())
}
