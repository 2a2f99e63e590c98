//! Two small streets with communities, councils, departments and people of every role.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Asia::Shanghai;
use uuid::Uuid;
use yishi::domain::actor::Role;
use yishi::kit::clock::Clock;
use yishi::kit::ids::Ids;
use yishi::store::people::accounts::{self, NewAccount, NewGrant, NewSeat};
use yishi::store::people::places::{self, Category, Council, Place};
use yishi::store::{TenantId, TenantTx};

use super::database::Db;
use super::people::{PEOPLE, Person, password_hash};

/// A street and what a test wants to know of it.
#[derive(Debug, Clone)]
pub struct Street {
    /// Its number.
    pub tenant: TenantId,
    /// First part of its addresses.
    pub slug: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// The communities: 云溪 and 东溪.
    pub communities: Vec<Place>,
    /// The council of each community, in their order.
    pub councils: Vec<Council>,
    /// The council of the street itself.
    pub street_council: Council,
    /// The departments: 城市管理办公室 and 社会事业办公室.
    pub units: Vec<Place>,
    /// What topics are about.
    pub categories: Vec<Category>,
    /// Stands still at Monday 2026-11-23 09:00 until it is set.
    pub clock: Clock,
    /// The same ids in every run.
    pub ids: Ids,
    people: BTreeMap<&'static str, Person>,
}

/// A moment of a test, such as `2026-11-23T09:00`, in Asia/Shanghai.
pub fn at(text: &str) -> DateTime<Utc> {
    let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").unwrap();
    Shanghai.from_local_datetime(&local).unwrap().to_utc()
}

impl Street {
    /// Somebody of the street by key, such as `secretary`.
    pub fn person(&self, key: &str) -> &Person {
        self.people
            .get(key)
            .unwrap_or_else(|| panic!("nobody is called {key}"))
    }

    /// Everybody with their keys.
    pub fn people(&self) -> impl Iterator<Item = (&'static str, &Person)> {
        self.people.iter().map(|(key, person)| (*key, person))
    }

    /// `n` more verified residents of a community, with phones from 13900000000 on.
    pub async fn more_residents(&self, db: &Db, community: usize, n: usize) -> Vec<Person> {
        let mut tx = db.store.write(self.tenant, "test.residents").await.unwrap();
        let mut made = Vec::with_capacity(n);
        for i in 0..n {
            let phone = format!("139{community:01}{i:07}");
            let name = format!("居民{i}");
            let person = self
                .insert(&mut tx, &phone, &name, "", Some(community))
                .await;
            self.grant(&mut tx, person.id, Role::Resident, "", None)
                .await;
            made.push(person);
        }
        tx.commit().await.unwrap();
        made
    }

    async fn insert(
        &self,
        tx: &mut TenantTx,
        phone: &str,
        name: &str,
        post: &str,
        community: Option<usize>,
    ) -> Person {
        let now = self.clock.now();
        let person = Person {
            id: self.ids.make(now),
            phone: phone.to_owned(),
            name: name.to_owned(),
            post: post.to_owned(),
        };
        let account = NewAccount {
            id: person.id,
            phone: person.phone.clone(),
            name: person.name.clone(),
            post: person.post.clone(),
            salutation: String::new(),
            password_hash: password_hash().await.to_owned(),
            community_id: community.map(|i| self.communities[i].id),
            verified_at: Some(now),
            consent_version: "1".to_owned(),
            created_at: now,
        };
        accounts::insert(tx, &account).await.unwrap();
        person
    }

    async fn grant(
        &self,
        tx: &mut TenantTx,
        account: Uuid,
        role: Role,
        scope: &str,
        seat: Option<&str>,
    ) {
        let index = |kind: char| -> Option<usize> { scope.strip_prefix(kind)?.parse().ok() };
        let council_id = match scope {
            "s" => Some(self.street_council.id),
            _ => index('c').map(|i| self.councils[i].id),
        };
        let now = self.clock.now();
        let grant = NewGrant {
            id: self.ids.make(now),
            account_id: account,
            role: role.code().to_owned(),
            council_id,
            community_id: index('m').map(|i| self.communities[i].id),
            unit_id: index('u').map(|i| self.units[i].id),
            valid_from: first_day(),
            valid_until: None,
        };
        accounts::grant(tx, &grant).await.unwrap();
        if let (Some(seat), Some(council_id)) = (seat, council_id) {
            let seat = NewSeat {
                id: self.ids.make(now),
                council_id,
                seat: seat.to_owned(),
                account_id: account,
                capacity: "holder".to_owned(),
                valid_from: first_day(),
                valid_until: None,
            };
            accounts::seat(tx, &seat).await.unwrap();
        }
    }
}

/// The street 云溪, tenant 1.
pub async fn street(db: &Db) -> Street {
    make(db, 1, "yunxi", "YX", "云溪街道").await
}

/// The street 东篱, tenant 2, with the same phones as other people.
pub async fn other_street(db: &Db) -> Street {
    make(db, 2, "dongli", "DL", "东篱街道").await
}

async fn make(
    db: &Db,
    tenant: TenantId,
    slug: &'static str,
    prefix: &str,
    name: &'static str,
) -> Street {
    sqlx::query(
        "insert into tenant (id, slug, prefix, division_code, name, english_name) values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(tenant)
    .bind(slug)
    .bind(prefix)
    .bind(format!("9901010{tenant:02}"))
    .bind(name)
    .bind(slug)
    .execute(&db.owner)
    .await
    .unwrap();
    let clock = Clock::at(at("2026-11-23T09:00"));
    let ids = Ids::seeded(u64::try_from(tenant).unwrap());
    let id = || ids.make(clock.now());
    let place = |slug: &str, name: &str, english: &str| Place {
        id: id(),
        slug: slug.to_owned(),
        name: name.to_owned(),
        english_name: english.to_owned(),
    };
    let communities = vec![
        place("yunxi", "云溪社区", "Yunxi"),
        place("dongxi", "东溪社区", "Dongxi"),
    ];
    let council = |slug: &str, name: &str, level: &str, community_id| Council {
        id: id(),
        slug: slug.to_owned(),
        name: name.to_owned(),
        english_name: String::new(),
        level: level.to_owned(),
        community_id,
        room: "一楼议事室".to_owned(),
    };
    let category = |id: &str, name: &str, english: &str| Category {
        id: id.to_owned(),
        name: name.to_owned(),
        english_name: english.to_owned(),
    };
    let street = Street {
        tenant,
        slug,
        name,
        street_council: council("street", "街道协商议事室", "subdistrict", None),
        councils: communities
            .iter()
            .map(|c| council(&c.slug, &c.name, "community", Some(c.id)))
            .collect(),
        units: vec![
            place("", "城市管理办公室", "City Management Office"),
            place("", "社会事业办公室", "Social Affairs Office"),
        ],
        categories: vec![
            category("facilities", "公共设施", "Public facilities"),
            category("environment", "环境卫生", "Sanitation"),
        ],
        communities,
        clock: clock.clone(),
        ids: ids.clone(),
        people: BTreeMap::new(),
    };
    fill(db, street).await
}

async fn fill(db: &Db, mut street: Street) -> Street {
    let mut tx = db.store.write(street.tenant, "test.street").await.unwrap();
    for (place, sort) in street.communities.iter().zip(1..) {
        places::insert_community(&mut tx, place, 1500, sort)
            .await
            .unwrap();
    }
    places::insert_council(&mut tx, &street.street_council, 0)
        .await
        .unwrap();
    for (council, sort) in street.councils.iter().zip(1..) {
        places::insert_council(&mut tx, council, sort)
            .await
            .unwrap();
    }
    for unit in &street.units {
        places::insert_unit(&mut tx, unit.id, &unit.name, &unit.english_name)
            .await
            .unwrap();
    }
    for (category, sort) in street.categories.iter().zip(1..) {
        places::insert_category(&mut tx, category, sort)
            .await
            .unwrap();
    }
    for line in PEOPLE.lines() {
        let mut words = line.split(' ');
        let mut word = || words.next().unwrap();
        let (key, phone, name, post) = (word(), word(), word(), word());
        let community = word().parse().ok();
        let post = if post == "-" { "" } else { post };
        let person = street.insert(&mut tx, phone, name, post, community).await;
        for words in words {
            let (words, seat) = words
                .split_once('@')
                .map_or((words, None), |(words, seat)| (words, Some(seat)));
            let (role, scope) = words.split_once(':').unwrap_or((words, ""));
            let role = Role::from_code(role).unwrap();
            street.grant(&mut tx, person.id, role, scope, seat).await;
        }
        street.people.insert(key, person);
    }
    tx.commit().await.unwrap();
    street
}

fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).unwrap()
}

#[tokio::test]
async fn two_streets_have_the_same_phones_as_other_people() {
    let db = super::db().await;
    let (one, two) = (street(&db).await, other_street(&db).await);
    let (a, b) = (one.person("secretary"), two.person("secretary"));
    assert_eq!(a.phone, b.phone);
    assert_ne!(a.id, b.id);
    let mut tx = db.store.read(two.tenant, "test.read").await.unwrap();
    let found = accounts::id_by_phone(&mut tx, &a.phone).await.unwrap();
    assert_eq!(found, Some(b.id));
    assert_eq!(two.people().count(), PEOPLE.lines().count());
    assert_eq!(one.more_residents(&db, 0, 3).await.len(), 3);
}
