//! The capacity in which an act is done: what an entry says of its author.

use serde::{Deserialize, Serialize};

use super::{ConvenerSeat, SigningSeat};

/// In which capacity somebody acts on a topic: what an entry says of its author.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Capacity {
    /// A resident with a verified phone.
    Resident,
    /// The author of the topic.
    Author,
    /// Somebody of a stakeholder group of the topic (利益相关方).
    Stakeholder,
    /// Somebody invited to the topic's session.
    Participant,
    /// The leader of a research group of the topic.
    GroupLeader,
    /// A member of a research group of the topic.
    GroupMember,
    /// A CPPCC member linked to the topic's community.
    Member,
    /// A resident appointed to supervise the topic's tasks (居民监督员).
    Supervisor,
    /// The clerk of the topic's council.
    Liaison,
    /// Whoever fills this convener's seat for the topic: holder or delegate.
    Convener(ConvenerSeat),
    /// The office officer who signs for the street council beside its head.
    SecondSigner,
    /// An officer of the supervising office.
    Office,
    /// A leader of the street.
    Leader,
    /// An officer of the unit that leads the task (主办).
    LeadUnit,
    /// An officer of a unit that assists in the task (协办).
    AssistingUnit,
    /// The street's administrator.
    StreetAdmin,
}

impl Capacity {
    /// Every capacity.
    pub const ALL: [Self; 18] = [
        Self::Resident,
        Self::Author,
        Self::Stakeholder,
        Self::Participant,
        Self::GroupLeader,
        Self::GroupMember,
        Self::Member,
        Self::Supervisor,
        Self::Liaison,
        Self::Convener(ConvenerSeat::PartySecretary),
        Self::Convener(ConvenerSeat::LinkedMember),
        Self::Convener(ConvenerSeat::StreetHead),
        Self::SecondSigner,
        Self::Office,
        Self::Leader,
        Self::LeadUnit,
        Self::AssistingUnit,
        Self::StreetAdmin,
    ];

    /// The seat of the signing set that this capacity fills, if any.
    #[must_use]
    pub const fn seat(self) -> Option<SigningSeat> {
        match self {
            Self::Convener(ConvenerSeat::PartySecretary) => Some(SigningSeat::PartySecretary),
            Self::Convener(ConvenerSeat::LinkedMember) => Some(SigningSeat::LinkedMember),
            Self::Convener(ConvenerSeat::StreetHead) => Some(SigningSeat::StreetHead),
            Self::SecondSigner => Some(SigningSeat::SecondSigner),
            Self::Resident
            | Self::Author
            | Self::Stakeholder
            | Self::Participant
            | Self::GroupLeader
            | Self::GroupMember
            | Self::Member
            | Self::Supervisor
            | Self::Liaison
            | Self::Office
            | Self::Leader
            | Self::LeadUnit
            | Self::AssistingUnit
            | Self::StreetAdmin => None,
        }
    }

    /// The name in `record_entry.by_whom`: `convener:party_secretary`, `liaison`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Resident => "resident",
            Self::Author => "author",
            Self::Stakeholder => "stakeholder",
            Self::Participant => "participant",
            Self::GroupLeader => "group_leader",
            Self::GroupMember => "group_member",
            Self::Member => "member",
            Self::Supervisor => "supervisor",
            Self::Liaison => "liaison",
            Self::Convener(ConvenerSeat::PartySecretary) => "convener:party_secretary",
            Self::Convener(ConvenerSeat::LinkedMember) => "convener:linked_member",
            Self::Convener(ConvenerSeat::StreetHead) => "convener:street_head",
            Self::SecondSigner => "second_signer",
            Self::Office => "office",
            Self::Leader => "leader",
            Self::LeadUnit => "lead_unit",
            Self::AssistingUnit => "assisting_unit",
            Self::StreetAdmin => "street_admin",
        }
    }

    /// The catalogue key of the capacity's name: `capacity-convener-party-secretary`.
    #[must_use]
    pub fn key(self) -> String {
        format!("capacity-{}", self.code().replace(['_', ':'], "-"))
    }
}
