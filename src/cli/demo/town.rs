//! The people and places of a demonstration street.

use std::collections::{BTreeMap, HashMap};

use anyhow::{Context, anyhow};
use chrono::NaiveDate;
use uuid::Uuid;

use super::world::{StreetSeed, World};
use crate::domain::actor::{Actor, ConvenerSeat, Grant, Role, SeatHeld, Unverified};
use crate::domain::platform::CATEGORIES;
use crate::service::platform::founding::{self, NewPerson};
use crate::service::{App, Me};
use crate::store::people::places::{Category, Council, Place};
use crate::store::system_tx::Street;

/// Residents in each community: enough for the minimum of ratings.
const RESIDENTS: usize = 12;

/// A community with its council.
#[derive(Debug, Clone)]
pub struct Quarter {
    /// The community; none for the whole street.
    pub community: Option<Uuid>,
    /// Where the council meets.
    pub room: String,
    /// Phones of its residents.
    pub residents: Vec<String>,
    /// Phones of its signing set, in the order of the seats.
    pub set: [String; 2],
    /// Phone of whoever does the liaison's verbs.
    pub liaison: String,
    /// Phone of another convener or officer, where a second person is asked for.
    pub second: String,
}

/// A street of the demonstration world.
#[derive(Debug)]
pub struct Town {
    /// Its people by phone.
    pub people: HashMap<String, Me>,
    /// Its communities by slug; the street council under `street`.
    pub quarters: BTreeMap<String, Quarter>,
    /// Its units by name.
    pub units: Vec<(String, Uuid)>,
    /// Phone of an officer of each unit.
    pub officers: HashMap<Uuid, String>,
}

impl Town {
    /// Somebody by phone.
    ///
    /// # Errors
    /// When the town has nobody with this phone.
    pub fn me(&self, phone: &str) -> anyhow::Result<&Me> {
        self.people
            .get(phone)
            .ok_or_else(|| anyhow!("nobody in this street has the phone {phone}"))
    }

    /// A community's quarter, or the street council's.
    ///
    /// # Errors
    /// When the world names a community that the street does not have.
    pub fn quarter(&self, community: Option<&str>) -> anyhow::Result<&Quarter> {
        let slug = community.unwrap_or("street");
        self.quarters
            .get(slug)
            .with_context(|| format!("the world names no community {slug}"))
    }
}

/// The phone with this number at its end.
pub fn phone(n: usize) -> String {
    format!("138{n:08}")
}

/// Phones of those whom every deed needs.
pub const OFFICE: usize = 7;
/// The leader.
pub const LEADER: usize = 8;
/// The street's administrator.
pub const ADMIN: usize = 9;
/// Head of the street council.
pub const HEAD: usize = 12;
/// The second office officer.
pub const SECOND_OFFICER: usize = 13;

/// Makes the places and people of a street. Every account has the same password, whose hash is given.
///
/// # Errors
/// When the database refuses.
pub async fn found(
    app: &App,
    street: &Street,
    seed: &StreetSeed,
    world: &World,
    hash: &str,
    since: NaiveDate,
) -> anyhow::Result<Town> {
    let mut maker = Maker {
        app,
        hash,
        since,
        people: Vec::new(),
        world,
        street: seed,
    };
    let at = app.clock.now();
    let mut communities = Vec::new();
    let mut councils = Vec::new();
    for c in &seed.communities {
        let community = Place {
            id: app.ids.make(at),
            slug: c.slug.clone(),
            name: c.name.clone(),
            english_name: c.english_name.clone(),
        };
        councils.push(Council {
            id: app.ids.make(at),
            slug: c.slug.clone(),
            name: format!("{}协商议事室", c.name),
            english_name: format!("{} deliberation council", c.english_name),
            level: "community".to_owned(),
            community_id: Some(community.id),
            room: format!("{}“有事好商量”议事室", c.name),
        });
        communities.push((community, c.households));
    }
    let head = Council {
        id: app.ids.make(at),
        slug: "street".to_owned(),
        name: format!("{}协商议事室", seed.name),
        english_name: format!("{} council", seed.english_name),
        level: "subdistrict".to_owned(),
        community_id: None,
        room: format!("{}三楼会议室", seed.name),
    };
    let units: Vec<Place> = world
        .units
        .iter()
        .map(|u| Place {
            id: app.ids.make(at),
            slug: String::new(),
            name: u.name.clone(),
            english_name: u.english_name.clone(),
        })
        .collect();
    let categories: Vec<Category> = CATEGORIES
        .iter()
        .map(|(id, name, english_name)| Category {
            id: (*id).to_owned(),
            name: (*name).to_owned(),
            english_name: (*english_name).to_owned(),
        })
        .collect();

    let mut quarters = BTreeMap::new();
    for (i, ((community, _), council)) in communities.iter().zip(&councils).enumerate() {
        let quarter = maker.quarter(i, community, council);
        quarters.insert(community.slug.clone(), quarter);
    }
    let street_quarter = maker.street_people(&head, &communities, &councils, &units);
    let residents = quarters
        .values()
        .flat_map(|q: &Quarter| q.residents.iter().take(4).cloned())
        .collect();
    quarters.insert(
        "street".to_owned(),
        Quarter {
            residents,
            ..street_quarter
        },
    );
    let officers = units
        .iter()
        .enumerate()
        .map(|(i, u)| (u.id, officer_phone(i)))
        .collect();

    let mut all_councils = councils;
    all_councils.push(head);
    let made = founding::Made {
        communities,
        councils: all_councils,
        units: units.clone(),
        categories,
        people: maker.people,
    };
    founding::found(app, street.id, &made).await?;
    Ok(Town {
        people: made
            .people
            .into_iter()
            .map(|p| (p.phone.clone(), me_of(p)))
            .collect(),
        quarters,
        units: units.into_iter().map(|u| (u.name, u.id)).collect(),
        officers,
    })
}

/// The officer of the first unit has the known phone; the others follow.
fn officer_phone(unit: usize) -> String {
    if unit == 0 {
        phone(6)
    } else {
        phone(400 + unit)
    }
}

fn me_of(person: NewPerson) -> Me {
    Me {
        actor: Actor {
            account: person.id,
            verified: true,
            unverified: Unverified::default(),
            community: person.community,
            roles: person.grants,
            seats: person
                .seats
                .into_iter()
                .map(|(council, seat)| SeatHeld {
                    council,
                    seat,
                    as_delegate: false,
                })
                .collect(),
        },
        name: person.name,
        post: person.post,
        phone: person.phone,
        unread: 0,
        has_desk: false,
        last_seen_at: person.created_at,
    }
}

struct Maker<'a> {
    app: &'a App,
    hash: &'a str,
    since: NaiveDate,
    people: Vec<NewPerson>,
    world: &'a World,
    street: &'a StreetSeed,
}

impl Maker<'_> {
    /// The people of a community: secretary, linked member, liaison, residents. The first community has
    /// the phones that the log-in page of the demonstration names.
    fn quarter(&mut self, i: usize, community: &Place, council: &Council) -> Quarter {
        let known = i == 0;
        let at = |role: usize| phone(100 + i * 10 + role);
        let secretary = if known { phone(3) } else { at(3) };
        let member = if known { phone(4) } else { at(4) };
        let liaison = if known { phone(10) } else { at(10) };
        let seats = |seat| vec![(council.id, seat)];
        let convener = Grant {
            council: Some(council.id),
            ..Grant::street(Role::Convener)
        };
        self.person(
            &secretary,
            &format!("{}党委书记", community.name),
            None,
            vec![convener],
            seats(ConvenerSeat::PartySecretary),
        );
        let linked = Grant {
            community: Some(community.id),
            ..Grant::street(Role::Member)
        };
        self.person(
            &member,
            &format!("挂钩{}政协委员", community.name),
            None,
            vec![convener, linked],
            seats(ConvenerSeat::LinkedMember),
        );
        let clerk = Grant {
            council: Some(council.id),
            ..Grant::street(Role::Liaison)
        };
        self.person(
            &liaison,
            &format!("{}议事室联络员", community.name),
            None,
            vec![clerk],
            Vec::new(),
        );
        let residents: Vec<String> = (0..RESIDENTS)
            .map(|n| match (known, n) {
                (true, 0) => phone(1),
                (true, 1) => phone(2),
                _ => phone(1_000 + i * 100 + n),
            })
            .collect();
        let live_here = Grant {
            community: Some(community.id),
            ..Grant::street(Role::Resident)
        };
        for resident in &residents {
            self.person(
                resident,
                "",
                Some(community.id),
                vec![live_here],
                Vec::new(),
            );
        }
        Quarter {
            community: Some(community.id),
            room: council.room.clone(),
            residents,
            set: [secretary.clone(), member],
            liaison,
            second: secretary,
        }
    }

    fn street_people(
        &mut self,
        head: &Council,
        communities: &[(Place, i32)],
        councils: &[Council],
        units: &[Place],
    ) -> Quarter {
        let name = self.street.name.clone();
        let one = |role| vec![Grant::street(role)];
        let post = |text: &str| format!("{name}{text}");
        self.person(&phone(5), "政协委员", None, one(Role::Member), Vec::new());
        self.person(&phone(15), "政协委员", None, one(Role::Member), Vec::new());
        self.person(&phone(16), "政协委员", None, one(Role::Member), Vec::new());
        for (i, unit) in units.iter().enumerate() {
            let grant = Grant {
                unit: Some(unit.id),
                ..Grant::street(Role::DepartmentOfficer)
            };
            let post = format!("{}承办人", unit.name);
            self.person(&officer_phone(i), &post, None, vec![grant], Vec::new());
        }
        let officer = post("政协工委干事");
        self.person(
            &phone(OFFICE),
            &officer,
            None,
            one(Role::OfficeOfficer),
            Vec::new(),
        );
        let second = post("政协工委副主任");
        self.person(
            &phone(SECOND_OFFICER),
            &second,
            None,
            one(Role::OfficeOfficer),
            Vec::new(),
        );
        self.person(
            &phone(LEADER),
            &post("党工委书记"),
            None,
            one(Role::Leader),
            Vec::new(),
        );
        self.person(
            &phone(ADMIN),
            &post("平台管理员"),
            None,
            one(Role::StreetAdmin),
            Vec::new(),
        );
        self.person(
            &phone(11),
            &post("审计员"),
            None,
            one(Role::Auditor),
            Vec::new(),
        );
        let seat = vec![(head.id, ConvenerSeat::StreetHead)];
        let convener = Grant {
            council: Some(head.id),
            ..Grant::street(Role::Convener)
        };
        self.person(
            &phone(HEAD),
            &post("党工委副书记、政协工委主任"),
            None,
            vec![convener],
            seat,
        );
        debug_assert_eq!(communities.len(), councils.len());
        Quarter {
            community: None,
            room: head.room.clone(),
            residents: Vec::new(),
            set: [phone(HEAD), phone(SECOND_OFFICER)],
            liaison: phone(HEAD),
            second: phone(SECOND_OFFICER),
        }
    }

    fn person(
        &mut self,
        phone: &str,
        post: &str,
        community: Option<Uuid>,
        grants: Vec<Grant>,
        seats: Vec<(Uuid, ConvenerSeat)>,
    ) {
        let n = self.people.len();
        let surnames = &self.world.surnames;
        let given = &self.world.given;
        let surname = &surnames[(n * 7 + self.street.slug.len()) % surnames.len()];
        let name = format!("{surname}{}", given[(n * 5 + 3) % given.len()]);
        let at = self.app.clock.now();
        self.people.push(NewPerson {
            id: self.app.ids.make(at),
            phone: phone.to_owned(),
            name,
            post: post.to_owned(),
            salutation: if n.is_multiple_of(3) { "ms" } else { "" }.to_owned(),
            password_hash: self.hash.to_owned(),
            community,
            grants,
            seats,
            since: self.since,
            created_at: at,
        });
    }
}
