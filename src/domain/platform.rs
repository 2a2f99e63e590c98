//! What the platform's operators enter: streets and the first people of them. Whoever enters is at a
//! command line, so a fault is a sentence of the program and not a catalogue key.

use chrono::NaiveDate;

use super::actor::{ConvenerSeat, Role};

/// First parts of addresses that are the program's own.
pub const RESERVED_SLUGS: &[&str] = &[
    "platform", "static", "healthz", "readyz", "metrics", "login", "api", "assets",
];

/// The categories that a new street begins with: the fields that the article names.
pub const CATEGORIES: &[(&str, &str, &str)] = &[
    ("facilities", "小区设施", "Estate facilities"),
    ("parking", "停车与充电", "Parking and charging"),
    ("access", "出入口管理", "Gates and access"),
    ("environment", "环境卫生", "Environment and waste"),
    ("collective_assets", "集体资产", "Collective assets"),
    ("safety", "安全", "Safety"),
    ("services", "便民服务", "Services for residents"),
    ("other", "其他", "Other"),
];

/// Why an entry cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what} {fault}")]
pub struct Fault {
    /// Which entry, such as `--slug`.
    pub what: &'static str,
    /// What is wrong with it.
    pub fault: String,
}

fn fault<T>(what: &'static str, fault: impl Into<String>) -> Result<T, Fault> {
    Err(Fault {
        what,
        fault: fault.into(),
    })
}

/// A community to be founded with its council.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Community {
    /// Part of its address.
    pub slug: String,
    /// Chinese name.
    pub name: String,
    /// English name; empty when none was given.
    pub english_name: String,
}

impl Community {
    /// Reads `slug=name`.
    ///
    /// # Errors
    /// A [`Fault`].
    pub fn parse(text: &str) -> Result<Self, Fault> {
        match text.split_once('=') {
            Some((slug, name)) if is_slug(slug) && !name.trim().is_empty() => Ok(Self {
                slug: slug.to_owned(),
                name: name.trim().to_owned(),
                english_name: String::new(),
            }),
            _ => fault(
                "--community",
                format!("is {text:?}, which is not a slug and a name, such as lanqiao=兰桥社区"),
            ),
        }
    }
}

/// A street to be founded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewStreet {
    /// First part of its addresses.
    pub slug: String,
    /// Beginning of its topics' codes.
    pub prefix: String,
    /// Division code; shown, never a key.
    pub division_code: String,
    /// Chinese name.
    pub name: String,
    /// English name; empty when none was given.
    pub english_name: String,
    /// Whether it belongs to the demonstration world.
    pub demo: bool,
    /// Its communities, each with a council.
    pub communities: Vec<Community>,
}

impl NewStreet {
    /// Checks every entry.
    ///
    /// # Errors
    /// The first [`Fault`].
    pub fn check(&self) -> Result<(), Fault> {
        if !is_slug(&self.slug) {
            return fault(
                "--slug",
                format!(
                    "is {:?}: 2 to 31 small letters, figures and hyphens, a letter first",
                    self.slug
                ),
            );
        }
        if RESERVED_SLUGS.contains(&self.slug.as_str()) {
            return fault(
                "--slug",
                format!("is {:?}, an address of the program itself", self.slug),
            );
        }
        let prefix = self.prefix.len();
        if !(2..=4).contains(&prefix) || !self.prefix.bytes().all(|b| b.is_ascii_uppercase()) {
            return fault(
                "--prefix",
                format!("is {:?}: two to four capital letters", self.prefix),
            );
        }
        let code = &self.division_code;
        if code.len() != 9 || !code.bytes().all(|b| b.is_ascii_digit()) {
            return fault(
                "--code",
                format!("is {code:?}: a street's division code has nine figures"),
            );
        }
        match self.name.trim().chars().count() {
            1..=40 => Ok(()),
            _ => fault("--name", "has 1 to 40 characters"),
        }
    }
}

/// Whether a text can be a part of an address.
fn is_slug(text: &str) -> bool {
    let first = text.bytes().next().is_some_and(|b| b.is_ascii_lowercase());
    let rest = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    first && (2..=31).contains(&text.len()) && text.bytes().all(rest)
}

/// How the council of a street or community is called until somebody calls it otherwise.
#[must_use]
pub fn council_name(place: &str) -> String {
    format!("{place}协商议事室")
}

/// [`council_name`] in English; empty where the place has no English name.
#[must_use]
pub fn council_english_name(place: &str) -> String {
    if place.is_empty() {
        String::new()
    } else {
        format!("{place} council")
    }
}

/// Somebody to be entered, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewPerson {
    /// Whether of the platform and not of a street.
    pub platform: bool,
    /// Mobile number, the log-in name.
    pub phone: String,
    /// Real name.
    pub name: String,
    /// Post; empty for residents.
    pub post: String,
    /// The role's code.
    pub role: String,
    /// Slug of a community.
    pub community: Option<String>,
    /// Slug of a council.
    pub council: Option<String>,
    /// Code of a convener's seat.
    pub seat: Option<String>,
    /// Name of a unit.
    pub unit: Option<String>,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub until: Option<NaiveDate>,
}

/// Somebody to be entered, checked: the role has the scope that it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// As typed, without blanks around the name.
    pub typed: NewPerson,
    /// The role.
    pub role: Role,
    /// The convener's seat.
    pub seat: Option<ConvenerSeat>,
}

impl NewPerson {
    /// Checks every entry, and that the role has its scope.
    ///
    /// # Errors
    /// The first [`Fault`].
    pub fn check(&self) -> Result<Person, Fault> {
        phone(&self.phone)?;
        let mut typed = self.clone();
        typed.name = self.name.trim().to_owned();
        if !(1..=40).contains(&typed.name.chars().count()) {
            return fault("--name", "has 1 to 40 characters");
        }
        let Some(role) = Role::from_code(&self.role) else {
            let codes: Vec<&str> = Role::ALL.iter().map(|r| r.code()).collect();
            return fault(
                "--role",
                format!("is {:?}, which is none of {}", self.role, codes.join(", ")),
            );
        };
        self.scope(role)?;
        let seat = match self.seat.as_deref() {
            None => None,
            Some(code) => match ConvenerSeat::from_code(code) {
                Some(seat) => Some(seat),
                None => {
                    return fault(
                        "--seat",
                        format!(
                            "is {code:?}, which is none of party_secretary, linked_member, street_head"
                        ),
                    );
                }
            },
        };
        if let (Some(from), Some(until)) = (self.from, self.until)
            && until < from
        {
            return fault("--until", format!("is {until}, before --from, {from}"));
        }
        Ok(Person { typed, role, seat })
    }

    /// Whether the role stands where it can, and names what it needs.
    fn scope(&self, role: Role) -> Result<(), Fault> {
        let needs = |there: bool, what, why: &str| if there { Ok(()) } else { fault(what, why) };
        match role {
            Role::PlatformOperator | Role::DistrictViewer => {
                return needs(
                    self.platform,
                    "--platform",
                    "is where operators and district viewers are",
                );
            }
            Role::Liaison | Role::Delegate => {
                needs(
                    self.council.is_some(),
                    "--council",
                    "is needed: whose liaison or delegate",
                )?;
            }
            Role::Convener => needs(
                self.seat.is_some(),
                "--seat",
                "is needed for a convener, with --council",
            )?,
            Role::Member => needs(
                self.community.is_some(),
                "--community",
                "is needed: where the member is linked",
            )?,
            Role::DepartmentOfficer => needs(
                self.unit.is_some(),
                "--unit",
                "is needed: of which department",
            )?,
            Role::Resident => needs(
                self.community.is_some(),
                "--community",
                "is needed: where the resident lives",
            )?,
            Role::OfficeOfficer | Role::Leader | Role::StreetAdmin | Role::Auditor => {}
        }
        needs(
            self.seat.is_none() || role == Role::Convener,
            "--seat",
            "is for conveners",
        )?;
        needs(
            !self.platform,
            "--platform",
            "has operators and district viewers only",
        )
    }
}

/// A mobile number as it is stored.
///
/// # Errors
/// A [`Fault`].
pub fn phone(text: &str) -> Result<&str, Fault> {
    if text.len() == 11 && text.starts_with('1') && text.bytes().all(|b| b.is_ascii_digit()) {
        Ok(text)
    } else {
        fault(
            "--phone",
            format!("is {text:?}: eleven figures, the first a 1"),
        )
    }
}
