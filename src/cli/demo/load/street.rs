//! A street of load: four communities, three units, and a dozen and a few people who do everything.

use std::sync::Arc;

use anyhow::Context;
use chrono::NaiveDate;
use uuid::Uuid;

use super::words::{COMMUNITIES, UNITS};
use crate::domain::actor::{Capacity, ConvenerSeat, Grant, Level, Role};
use crate::domain::platform::CATEGORIES;
use crate::kit::ids::Ids;
use crate::kit::secret::StreetKey;
use crate::service::App;
use crate::service::platform::founding::{self, Made, NewPerson};
use crate::store::people::places::{Category, Council, Place};
use crate::store::tenants::{self, NewTenant};
use crate::store::{Owner, TenantId, system_tx};

/// Somebody in the capacity in which they act.
#[derive(Debug, Clone, Copy)]
pub struct Player {
    /// The account.
    pub account: Uuid,
    /// In which capacity.
    pub capacity: Capacity,
    /// The unit that a department officer acts for.
    pub unit: Option<Uuid>,
}

impl Player {
    const fn new(account: Uuid, capacity: Capacity) -> Self {
        Self {
            account,
            capacity,
            unit: None,
        }
    }
}

/// A council and those who act for it.
#[derive(Debug)]
pub struct Bench {
    /// The council.
    pub council: Uuid,
    /// Its community; none for the street council.
    pub community: Option<Uuid>,
    /// Its level.
    pub level: Level,
    /// Its signing set, in the order of the seats.
    pub set: [Player; 2],
    /// Its clerk.
    pub liaison: Player,
}

/// The people of a street of load.
#[derive(Debug)]
pub struct Cast {
    /// The street.
    pub tenant: TenantId,
    /// Prefix of its codes.
    pub prefix: String,
    /// References to people are made with it.
    pub key: StreetKey,
    /// Its councils, the street's last.
    pub benches: Vec<Bench>,
    /// Residents, each with the label that the public sees.
    pub residents: Vec<(Player, String)>,
    /// A member who is linked to no community, with the label.
    pub member: (Player, String),
    /// The officer who does the office's verbs.
    pub office: Player,
    /// The officer who reviews, and signs beside the street's head.
    pub second_officer: Player,
    /// The leader, with the label.
    pub leader: (Player, String),
    /// Officers of the units.
    pub units: Vec<Player>,
}

/// What the streets of one run share.
#[derive(Debug, Clone)]
pub struct Founding {
    /// The program's means.
    pub app: Arc<App>,
    /// The hash of everybody's password.
    pub hash: String,
    /// The seed of the run.
    pub seed: u64,
    /// The day on which the streets are founded.
    pub since: NaiveDate,
}

/// The slug of the `n`th street.
pub fn slug(n: u32) -> String {
    format!("load-{n:03}")
}

/// The prefix of the `n`th street's codes: four letters from LAAA on.
pub fn prefix(n: u32) -> String {
    const FIRST: u32 = 11 * 26 * 26 * 26;
    let mut rest = FIRST + n;
    let mut letters = [b'A'; 4];
    for letter in letters.iter_mut().rev() {
        *letter = b'A' + u8::try_from(rest % 26).unwrap_or(0);
        rest /= 26;
    }
    letters.iter().map(|l| char::from(*l)).collect()
}

impl Founding {
    /// Founds the `n`th street with its places and people.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn found(&self, owner: &mut Owner, n: u32) -> anyhow::Result<Cast> {
        let slug = slug(n);
        let new = NewTenant {
            slug: slug.clone(),
            prefix: prefix(n),
            division_code: format!("99{n:07}"),
            name: format!("样本街道{n:03}"),
            english_name: format!("Load street {n:03}"),
            organiser: format!("样本街道{n:03}政协工委"),
            english_organiser: format!("CPPCC office of load street {n:03}"),
            phone: String::new(),
            demo: true,
        };
        tenants::insert(owner, &new).await?;
        let street = system_tx::street(&self.app.store, &slug)
            .await?
            .context("the street that was just founded")?;
        let mut maker = Maker {
            ids: Ids::seeded(super::mixed(self.seed, u64::from(n), u64::MAX)),
            founding: self,
            people: Vec::new(),
        };
        let made = maker.places(&new.name);
        let cast = maker.people(street.id, new.prefix, &made);
        let made = Made {
            people: maker.people,
            ..made
        };
        founding::found(&self.app, street.id, &made).await?;
        Ok(cast)
    }
}

struct Maker<'a> {
    ids: Ids,
    founding: &'a Founding,
    people: Vec<NewPerson>,
}

impl Maker<'_> {
    fn id(&self) -> Uuid {
        self.ids.make(self.founding.app.clock.now())
    }

    fn places(&self, name: &str) -> Made {
        let council = |slug: &str, name: &str, community: Option<Uuid>| Council {
            id: self.id(),
            slug: slug.to_owned(),
            name: format!("{name}协商议事室"),
            english_name: String::new(),
            level: match community {
                Some(_) => Level::Community,
                None => Level::Subdistrict,
            }
            .code()
            .to_owned(),
            community_id: community,
            room: format!("{name}议事室"),
        };
        let place = |slug: &str, name: &str, english: &str| Place {
            id: self.id(),
            slug: slug.to_owned(),
            name: name.to_owned(),
            english_name: english.to_owned(),
        };
        let communities: Vec<(Place, i32)> = COMMUNITIES
            .iter()
            .map(|(slug, name, english)| (place(slug, name, english), 1_800))
            .collect();
        let mut councils: Vec<Council> = communities
            .iter()
            .map(|(c, _)| council(&c.slug, &c.name, Some(c.id)))
            .collect();
        councils.push(council("street", name, None));
        Made {
            communities,
            councils,
            units: UNITS
                .iter()
                .map(|(name, english)| place("", name, english))
                .collect(),
            categories: CATEGORIES
                .iter()
                .map(|(id, name, english)| Category {
                    id: (*id).to_owned(),
                    name: (*name).to_owned(),
                    english_name: (*english).to_owned(),
                })
                .collect(),
            people: Vec::new(),
        }
    }

    /// Two secretaries, two linked members and two clerks share the communities; the phones of those
    /// whom the demonstration names are the demonstration's.
    fn people(&mut self, tenant: TenantId, prefix: String, made: &Made) -> Cast {
        let street = made.councils.last().map(|c| c.id);
        let resident = Grant::street(Role::Resident);
        let residents = [(1, "王志远", "王**"), (2, "李秀兰", "李**")].map(|(n, name, label)| {
            let home = made.communities.get(n - 1).map(|(c, _)| c.id);
            let live = Grant {
                community: home,
                ..resident
            };
            let id = self.person(n, name, "", home, vec![live], Vec::new());
            (Player::new(id, Capacity::Resident), label.to_owned())
        });
        let half = |i: usize| move |(n, _): &(usize, &Council)| n % 2 == i;
        let own: Vec<(usize, &Council)> = made
            .councils
            .iter()
            .filter(|c| c.community_id.is_some())
            .enumerate()
            .collect();
        let mut seated = Vec::new();
        for i in 0..2 {
            let of: Vec<&Council> = own
                .iter()
                .copied()
                .filter(half(i))
                .map(|(_, c)| c)
                .collect();
            let ids = of.iter().map(|c| c.id);
            let convener = |council: Uuid| Grant {
                council: Some(council),
                ..Grant::street(Role::Convener)
            };
            let seats = |seat| ids.clone().map(move |c| (c, seat)).collect::<Vec<_>>();
            let secretary = self.person(
                [3, 23][i],
                ["赵立新", "钱国强"][i],
                "社区党委书记",
                None,
                ids.clone().map(convener).collect(),
                seats(ConvenerSeat::PartySecretary),
            );
            let linked = of.iter().map(|c| Grant {
                community: c.community_id,
                ..Grant::street(Role::Member)
            });
            let member = self.person(
                [4, 24][i],
                ["孙雅琴", "周建华"][i],
                "挂钩政协委员",
                None,
                ids.clone().map(convener).chain(linked).collect(),
                seats(ConvenerSeat::LinkedMember),
            );
            // The first clerk is the street council's too.
            let clerk = ids.clone().chain(street.filter(|_| i == 0)).map(|c| Grant {
                council: Some(c),
                ..Grant::street(Role::Liaison)
            });
            let clerk = self.person(
                [10, 30][i],
                ["吴晓梅", "郑小军"][i],
                "议事室联络员",
                None,
                clerk.collect(),
                Vec::new(),
            );
            seated.push((secretary, member, clerk));
        }
        let one = |role| vec![Grant::street(role)];
        let member = self.person(5, "冯明哲", "政协委员", None, one(Role::Member), Vec::new());
        let officer = |role| one(role);
        let office = self.person(
            7,
            "陈思远",
            "政协工委干事",
            None,
            officer(Role::OfficeOfficer),
            Vec::new(),
        );
        let second = self.person(
            13,
            "褚文博",
            "政协工委副主任",
            None,
            officer(Role::OfficeOfficer),
            Vec::new(),
        );
        let leader = self.person(
            8,
            "卫国平",
            "党工委书记",
            None,
            one(Role::Leader),
            Vec::new(),
        );
        let head = self.person(
            12,
            "蒋海涛",
            "党工委副书记",
            None,
            street
                .map(|c| Grant {
                    council: Some(c),
                    ..Grant::street(Role::Convener)
                })
                .into_iter()
                .collect(),
            street
                .map(|c| (c, ConvenerSeat::StreetHead))
                .into_iter()
                .collect(),
        );
        let units = made
            .units
            .iter()
            .enumerate()
            .map(|(i, unit)| {
                let grant = Grant {
                    unit: Some(unit.id),
                    ..Grant::street(Role::DepartmentOfficer)
                };
                let post = format!("{}承办人", unit.name);
                let name = ["沈佳怡", "韩立群", "杨春生"][i % 3];
                let phone = [6, 401, 402][i % 3];
                let id = self.person(phone, name, &post, None, vec![grant], Vec::new());
                Player {
                    unit: Some(unit.id),
                    ..Player::new(id, Capacity::LeadUnit)
                }
            })
            .collect();
        let bench = |(n, council): (usize, &Council)| {
            let (secretary, linked, clerk) = seated[n % 2];
            let (level, set) = match council.community_id {
                Some(_) => (
                    Level::Community,
                    [
                        Player::new(secretary, Capacity::Convener(ConvenerSeat::PartySecretary)),
                        Player::new(linked, Capacity::Convener(ConvenerSeat::LinkedMember)),
                    ],
                ),
                None => (
                    Level::Subdistrict,
                    [
                        Player::new(head, Capacity::Convener(ConvenerSeat::StreetHead)),
                        Player::new(second, Capacity::SecondSigner),
                    ],
                ),
            };
            Bench {
                council: council.id,
                community: council.community_id,
                level,
                set,
                liaison: Player::new(clerk, Capacity::Liaison),
            }
        };
        Cast {
            tenant,
            prefix,
            key: self.founding.app.street_key(tenant),
            benches: made.councils.iter().enumerate().map(bench).collect(),
            residents: residents.into(),
            member: (Player::new(member, Capacity::Member), "政协委员".to_owned()),
            office: Player::new(office, Capacity::Office),
            second_officer: Player::new(second, Capacity::Office),
            leader: (
                Player::new(leader, Capacity::Leader),
                "党工委书记".to_owned(),
            ),
            units,
        }
    }

    fn person(
        &mut self,
        phone: usize,
        name: &str,
        post: &str,
        community: Option<Uuid>,
        grants: Vec<Grant>,
        seats: Vec<(Uuid, ConvenerSeat)>,
    ) -> Uuid {
        let id = self.id();
        self.people.push(NewPerson {
            id,
            phone: crate::cli::demo::town::phone(phone),
            name: name.to_owned(),
            post: post.to_owned(),
            salutation: String::new(),
            password_hash: self.founding.hash.clone(),
            community,
            grants,
            seats,
            since: self.founding.since,
            created_at: self.founding.app.clock.now(),
        });
        id
    }
}
