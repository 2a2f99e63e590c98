//! Who someone is: roles with their scope, seats, and the capacity in which an act is done.

mod capacity;
mod unverified;

pub use capacity::Capacity;
pub use unverified::Unverified;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A role that a person can hold, each with scope and dates. Several can be held at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 居民.
    Resident,
    /// 联络员, clerk of a council.
    Liaison,
    /// 召集人. The seat itself stands in [`SeatHeld`].
    Convener,
    /// 政协委员; linked (挂钩) to the community of its scope.
    Member,
    /// 议事代表.
    Delegate,
    /// 职能部门, of the unit of its scope.
    DepartmentOfficer,
    /// 政协工委, the supervising office.
    OfficeOfficer,
    /// 党工委/办事处.
    Leader,
    /// Street administrator.
    StreetAdmin,
    /// Reads the record.
    Auditor,
    /// Reads the roll-up of a district.
    DistrictViewer,
    /// Runs the platform.
    PlatformOperator,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 12] = [
        Self::Resident,
        Self::Liaison,
        Self::Convener,
        Self::Member,
        Self::Delegate,
        Self::DepartmentOfficer,
        Self::OfficeOfficer,
        Self::Leader,
        Self::StreetAdmin,
        Self::Auditor,
        Self::DistrictViewer,
        Self::PlatformOperator,
    ];

    /// The name in the database, on the command line and in holder keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Resident => "resident",
            Self::Liaison => "liaison",
            Self::Convener => "convener",
            Self::Member => "member",
            Self::Delegate => "delegate",
            Self::DepartmentOfficer => "department_officer",
            Self::OfficeOfficer => "office_officer",
            Self::Leader => "leader",
            Self::StreetAdmin => "street_admin",
            Self::Auditor => "auditor",
            Self::DistrictViewer => "district_viewer",
            Self::PlatformOperator => "platform_operator",
        }
    }

    /// The role with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }

    /// The catalogue key of the role's name.
    #[must_use]
    pub fn key(self) -> String {
        format!("role-{}", self.code().replace('_', "-"))
    }

    /// True for everybody who works on topics by office: all but residents and delegates.
    #[must_use]
    pub const fn is_staff(self) -> bool {
        match self {
            Self::Resident | Self::Delegate | Self::DistrictViewer => false,
            Self::Liaison
            | Self::Convener
            | Self::Member
            | Self::DepartmentOfficer
            | Self::OfficeOfficer
            | Self::Leader
            | Self::StreetAdmin
            | Self::Auditor
            | Self::PlatformOperator => true,
        }
    }
}

/// A convener's seat (召集人席位): the article's two kinds of a community and one of a street.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConvenerSeat {
    /// 党组织书记.
    PartySecretary,
    /// 挂钩政协委员.
    LinkedMember,
    /// Deputy Party secretary of the street, or head of its CPPCC working committee.
    StreetHead,
}

impl ConvenerSeat {
    /// Every seat of conveners.
    pub const ALL: [Self; 3] = [Self::PartySecretary, Self::LinkedMember, Self::StreetHead];

    /// The name in the database and in holder keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::PartySecretary => "party_secretary",
            Self::LinkedMember => "linked_member",
            Self::StreetHead => "street_head",
        }
    }

    /// The seat with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// A seat of the signing set (签署组): a convener's, or the street council's second signer, who is
/// an office officer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SigningSeat {
    /// 党组织书记.
    PartySecretary,
    /// 挂钩政协委员.
    LinkedMember,
    /// Head of the street council.
    StreetHead,
    /// An office officer who signs beside the street head.
    SecondSigner,
}

impl SigningSeat {
    /// Every seat.
    pub const ALL: [Self; 4] = [
        Self::PartySecretary,
        Self::LinkedMember,
        Self::StreetHead,
        Self::SecondSigner,
    ];

    /// The name in signatures and catalogue keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::PartySecretary => "party_secretary",
            Self::LinkedMember => "linked_member",
            Self::StreetHead => "street_head",
            Self::SecondSigner => "second_signer",
        }
    }

    /// The catalogue key of the seat's name.
    #[must_use]
    pub fn key(self) -> String {
        format!("seat-{}", self.code().replace('_', "-"))
    }

    /// The convener's seat, none for the second signer.
    #[must_use]
    pub const fn convener(self) -> Option<ConvenerSeat> {
        match self {
            Self::PartySecretary => Some(ConvenerSeat::PartySecretary),
            Self::LinkedMember => Some(ConvenerSeat::LinkedMember),
            Self::StreetHead => Some(ConvenerSeat::StreetHead),
            Self::SecondSigner => None,
        }
    }
}

impl From<ConvenerSeat> for SigningSeat {
    fn from(seat: ConvenerSeat) -> Self {
        match seat {
            ConvenerSeat::PartySecretary => Self::PartySecretary,
            ConvenerSeat::LinkedMember => Self::LinkedMember,
            ConvenerSeat::StreetHead => Self::StreetHead,
        }
    }
}

/// The level of a council (open list in the method; the database checks the same six).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 街道: its signing set is the head and an office officer.
    Subdistrict,
    /// 社区.
    Community,
    /// 村.
    Village,
    /// 园区.
    Park,
    /// 界别.
    Sector,
    /// 企业.
    Enterprise,
}

impl Level {
    /// Every level.
    pub const ALL: [Self; 6] = [
        Self::Subdistrict,
        Self::Community,
        Self::Village,
        Self::Park,
        Self::Sector,
        Self::Enterprise,
    ];

    /// The name in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Subdistrict => "subdistrict",
            Self::Community => "community",
            Self::Village => "village",
            Self::Park => "park",
            Self::Sector => "sector",
            Self::Enterprise => "enterprise",
        }
    }

    /// The level with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.code() == code)
    }

    /// The catalogue key of the level's name.
    #[must_use]
    pub fn key(self) -> String {
        format!("level-{}", self.code())
    }

    /// True for the street's own council, above which nobody is.
    #[must_use]
    pub const fn is_street(self) -> bool {
        match self {
            Self::Subdistrict => true,
            Self::Community | Self::Village | Self::Park | Self::Sector | Self::Enterprise => false,
        }
    }

    /// The seats that sign plan, minutes and opinion together (签署组).
    #[must_use]
    pub const fn signing_set(self) -> [SigningSeat; 2] {
        match self {
            Self::Subdistrict => [SigningSeat::StreetHead, SigningSeat::SecondSigner],
            Self::Community | Self::Village | Self::Park | Self::Sector | Self::Enterprise => {
                [SigningSeat::PartySecretary, SigningSeat::LinkedMember]
            }
        }
    }
}

/// A role held today, with the scope it is held in. Dates are checked when it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// The council it is held in (liaison, delegate); none: the whole street.
    pub council: Option<Uuid>,
    /// The community it is held in (resident, linked member); none: the whole street.
    pub community: Option<Uuid>,
    /// The unit it is held in (department officer).
    pub unit: Option<Uuid>,
}

impl Grant {
    /// A role held in the whole street.
    #[must_use]
    pub const fn street(role: Role) -> Self {
        Self {
            role,
            council: None,
            community: None,
            unit: None,
        }
    }
}

/// A convener's seat filled today, by its holder or its dated delegate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeatHeld {
    /// The council of the seat.
    pub council: Uuid,
    /// The seat.
    pub seat: ConvenerSeat,
    /// True when filled as the delegate, not as the holder.
    pub as_delegate: bool,
}

/// Somebody who is logged in, with what they hold today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The account of this street.
    pub account: Uuid,
    /// The name is verified: needed to object and rate, and where the street says so to raise, support and comment.
    pub verified: bool,
    /// What the street lets somebody do who is not.
    pub unverified: Unverified,
    /// The community the person lives in.
    pub community: Option<Uuid>,
    /// The roles held today.
    pub roles: Vec<Grant>,
    /// The seats filled today.
    pub seats: Vec<SeatHeld>,
}

impl Actor {
    /// True when the role is held in any scope.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.roles.iter().any(|g| g.role == role)
    }

    /// True when the actor works on topics by office: shown the desk, shorter idle time-out.
    #[must_use]
    pub fn is_staff(&self) -> bool {
        !self.seats.is_empty() || self.roles.iter().any(|g| g.role.is_staff())
    }

    /// Has a part in running the street: the office, leaders, the administrator, and whoever convenes a
    /// council. The dashboard is theirs.
    #[must_use]
    pub fn runs_street(&self) -> bool {
        let roles = [Role::OfficeOfficer, Role::Leader, Role::StreetAdmin];
        roles.into_iter().any(|role| self.has(role)) || !self.seats.is_empty()
    }

    /// The seat of this council that the actor fills, if any.
    #[must_use]
    pub fn seat_in(&self, council: Uuid) -> Option<ConvenerSeat> {
        self.seats
            .iter()
            .find(|s| s.council == council)
            .map(|s| s.seat)
    }

    /// The units the actor is an officer of.
    pub fn units(&self) -> impl Iterator<Item = Uuid> + '_ {
        self.roles
            .iter()
            .filter(|g| g.role == Role::DepartmentOfficer)
            .filter_map(|g| g.unit)
    }

    /// The holder keys whose desk items are this actor's: the desk is one select by them.
    #[must_use]
    pub fn holder_keys(&self) -> Vec<String> {
        let mut keys = BTreeSet::from([format!("person:{}", self.account)]);
        for s in &self.seats {
            keys.insert(format!("council:{}:{}", s.council, s.seat.code()));
        }
        for g in &self.roles {
            match (g.role, g.council, g.unit) {
                (Role::Liaison, Some(council), _) => {
                    keys.insert(format!("council:{council}:liaison"));
                }
                (Role::DepartmentOfficer, _, Some(unit)) => {
                    keys.insert(format!("unit:{unit}"));
                }
                (Role::OfficeOfficer | Role::Leader | Role::StreetAdmin, _, _) => {
                    keys.insert(format!("role:{}", g.role.code()));
                }
                (
                    Role::Resident
                    | Role::Liaison
                    | Role::Convener
                    | Role::Member
                    | Role::Delegate
                    | Role::DepartmentOfficer
                    | Role::Auditor
                    | Role::DistrictViewer
                    | Role::PlatformOperator,
                    _,
                    _,
                ) => {}
            }
            if let (Role::Member, Some(community)) = (g.role, g.community) {
                keys.insert(format!("member:{community}"));
            }
        }
        keys.into_iter().collect()
    }
}
