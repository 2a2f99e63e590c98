//! Who stands above the streets: the platform's operator and the district's viewer, accounts of the
//! platform itself.

use crate::domain::actor::{Grant, Role};
use crate::service::App;
use crate::service::platform::founding::{self, Made, NewPerson};
use crate::store::people::accounts;
use crate::store::system_tx::PLATFORM;

use super::town::phone;

/// Phone, role and name of each.
const PEOPLE: [(usize, Role, &str, &str); 2] = [
    (0, Role::PlatformOperator, "周宁", "平台运维员"),
    (20, Role::DistrictViewer, "钱卫东", "区政协提案委干部"),
];

/// Makes the accounts with the password of this hash; those that are there already are left alone.
///
/// # Errors
/// When the database refuses.
pub async fn found(app: &App, hash: &str) -> anyhow::Result<()> {
    let mut tx = app.store.read(PLATFORM, "demo.platform").await?;
    let now = app.clock.now();
    let mut people = Vec::new();
    for (n, role, name, post) in PEOPLE {
        if accounts::by_phone(&mut tx, &phone(n)).await?.is_some() {
            continue;
        }
        people.push(NewPerson {
            id: app.ids.make(now),
            phone: phone(n),
            name: name.to_owned(),
            post: post.to_owned(),
            salutation: String::new(),
            password_hash: hash.to_owned(),
            community: None,
            grants: vec![Grant::street(role)],
            seats: Vec::new(),
            since: app.clock.today(),
            created_at: now,
        });
    }
    drop(tx);
    let made = Made {
        communities: Vec::new(),
        councils: Vec::new(),
        units: Vec::new(),
        categories: Vec::new(),
        people,
    };
    Ok(founding::found(app, PLATFORM, &made).await?)
}

/// Phones of these accounts.
pub fn phones() -> impl Iterator<Item = String> {
    PEOPLE.iter().map(|(n, ..)| phone(*n))
}
