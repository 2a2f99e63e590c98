//! Who: the column of the table of verbs that says who may do each.

use serde::{Deserialize, Serialize};

use super::scope::Scope;
use crate::domain::actor::{Actor, Capacity, ConvenerSeat, Role};
use crate::domain::workflow::ChainLink;

/// A kind of person in the table of verbs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// Anybody who is logged in.
    Anyone,
    /// A resident with a verified phone.
    Resident,
    /// A verified resident of the topic's community.
    LocalResident,
    /// The author.
    Author,
    /// Staff on behalf of the author (代录): liaison, conveners, office.
    OnBehalf,
    /// The council's liaison; its conveners where there is none.
    Liaison,
    /// Any one of the conveners.
    Convener,
    /// A member of the signing set.
    SigningSet,
    /// The approval chain: office, then leader.
    Chain,
    /// An officer of the supervising office.
    Office,
    /// An officer of the supervising office, for topics of the street council.
    StreetOffice,
    /// A leader of the street.
    Leader,
    /// A CPPCC member (submitting).
    AnyMember,
    /// A CPPCC member linked to the topic's community.
    LinkedMember,
    /// A CPPCC member who was there at a session of the topic, linked to its community or not.
    AttendedMember,
    /// A resident appointed to supervise.
    Supervisor,
    /// The leader of a research group.
    GroupLeader,
    /// A member of a research group.
    GroupMember,
    /// Somebody invited to the session.
    Participant,
    /// A member of a stakeholder group.
    Stakeholder,
    /// An officer of the task's lead unit.
    LeadUnit,
    /// An officer of a unit that assists.
    AssistingUnit,
    /// An officer of the lead unit of any task of the topic.
    AnyLeadUnit,
    /// The street's administrator.
    StreetAdmin,
    /// The holder of the seat.
    SeatHolder,
    /// Whoever proposed the topic; the machine knows the person.
    Proposer,
}

impl Who {
    /// The catalogue key of the kind's name.
    #[must_use]
    pub fn key(self) -> String {
        format!("who-{}", self.code().replace('_', "-"))
    }

    /// Every kind.
    pub const ALL: [Self; 26] = [
        Self::Anyone,
        Self::Resident,
        Self::LocalResident,
        Self::Author,
        Self::OnBehalf,
        Self::Liaison,
        Self::Convener,
        Self::SigningSet,
        Self::Chain,
        Self::Office,
        Self::StreetOffice,
        Self::Leader,
        Self::AnyMember,
        Self::LinkedMember,
        Self::AttendedMember,
        Self::Supervisor,
        Self::GroupLeader,
        Self::GroupMember,
        Self::Participant,
        Self::Stakeholder,
        Self::LeadUnit,
        Self::AssistingUnit,
        Self::AnyLeadUnit,
        Self::StreetAdmin,
        Self::SeatHolder,
        Self::Proposer,
    ];

    /// The name in catalogue keys and in `docs/verbs.md`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Anyone => "anyone",
            Self::Resident => "resident",
            Self::LocalResident => "local_resident",
            Self::Author => "author",
            Self::OnBehalf => "on_behalf",
            Self::Liaison => "liaison",
            Self::Convener => "convener",
            Self::SigningSet => "signing_set",
            Self::Chain => "chain",
            Self::Office => "office",
            Self::StreetOffice => "street_office",
            Self::Leader => "leader",
            Self::AnyMember => "any_member",
            Self::LinkedMember => "linked_member",
            Self::AttendedMember => "attended_member",
            Self::Supervisor => "supervisor",
            Self::GroupLeader => "group_leader",
            Self::GroupMember => "group_member",
            Self::Participant => "participant",
            Self::Stakeholder => "stakeholder",
            Self::LeadUnit => "lead_unit",
            Self::AssistingUnit => "assisting_unit",
            Self::AnyLeadUnit => "any_lead_unit",
            Self::StreetAdmin => "street_admin",
            Self::SeatHolder => "seat_holder",
            Self::Proposer => "proposer",
        }
    }

    /// In which capacity this actor is such a person for the topic, if at all.
    #[must_use]
    pub fn holds(self, actor: &Actor, scope: &Scope) -> Option<Capacity> {
        let seat = scope.council.and_then(|c| actor.seat_in(c));
        let convener = seat.map(Capacity::Convener);
        let grant = |role: Role| actor.roles.iter().any(|g| g.role == role);
        let liaison = actor.roles.iter().any(|g| {
            g.role == Role::Liaison && (g.council.is_none() || g.council == scope.council)
        });
        let office = grant(Role::OfficeOfficer);
        let leader = grant(Role::Leader);
        let when = |yes: bool, capacity: Capacity| yes.then_some(capacity);
        match self {
            Self::Anyone => Some(Capacity::Resident),
            Self::Resident => when(actor.verified, Capacity::Resident),
            Self::LocalResident => when(
                actor.verified && (scope.community.is_none() || actor.community == scope.community),
                Capacity::Resident,
            ),
            Self::Author => when(scope.is_author, Capacity::Author),
            Self::OnBehalf => when(liaison, Capacity::Liaison)
                .or(convener)
                .or(when(office, Capacity::Office)),
            Self::Liaison => when(liaison && scope.has_liaison, Capacity::Liaison)
                .or(if scope.has_liaison { None } else { convener }),
            Self::Convener => convener,
            Self::SigningSet => match seat {
                Some(seat)
                    if scope
                        .level
                        .signing_set()
                        .iter()
                        .any(|s| s.convener() == Some(seat)) =>
                {
                    convener
                }
                Some(_) | None => when(office && scope.level.is_street(), Capacity::SecondSigner),
            },
            Self::Chain => match scope.next_link {
                Some(ChainLink::Office) => when(office, Capacity::Office),
                Some(ChainLink::Leader) => when(leader, Capacity::Leader),
                None => when(office, Capacity::Office).or(when(leader, Capacity::Leader)),
            },
            Self::Office => when(office, Capacity::Office),
            Self::StreetOffice => when(office && scope.level.is_street(), Capacity::Office),
            Self::Leader => when(leader, Capacity::Leader),
            Self::AnyMember => when(grant(Role::Member), Capacity::Member),
            Self::LinkedMember => when(
                actor.roles.iter().any(|g| {
                    g.role == Role::Member
                        && (g.community.is_none() || g.community == scope.community)
                }) || seat == Some(ConvenerSeat::LinkedMember),
                Capacity::Member,
            ),
            Self::AttendedMember => when(grant(Role::Member) && scope.attended, Capacity::Member),
            Self::Supervisor => when(scope.supervisor, Capacity::Supervisor),
            Self::GroupLeader => when(scope.leads_group, Capacity::GroupLeader),
            Self::GroupMember => when(scope.in_group, Capacity::GroupMember),
            Self::Participant => when(scope.participant, Capacity::Participant),
            Self::Stakeholder => when(scope.stakeholder, Capacity::Stakeholder),
            Self::LeadUnit => when(
                scope
                    .lead_unit
                    .is_some_and(|unit| actor.units().any(|u| u == unit)),
                Capacity::LeadUnit,
            ),
            Self::AssistingUnit => when(
                actor.units().any(|u| scope.assisting_units.contains(&u)),
                Capacity::AssistingUnit,
            ),
            Self::AnyLeadUnit => when(
                actor.units().any(|u| scope.topic_units.contains(&u)),
                Capacity::LeadUnit,
            ),
            Self::StreetAdmin => when(grant(Role::StreetAdmin), Capacity::StreetAdmin),
            Self::SeatHolder => convener,
            Self::Proposer => when(liaison && scope.has_liaison, Capacity::Liaison).or(convener),
        }
    }

    /// Whether an act in this capacity is by such a person: what `advance` checks again, knowing the
    /// topic's council but not its people.
    #[must_use]
    pub const fn admits(self, capacity: Capacity, is_street: bool, has_liaison: bool) -> bool {
        // A convener's seat counts in a council of its level only.
        let convener = match capacity {
            Capacity::Convener(ConvenerSeat::StreetHead) => is_street,
            Capacity::Convener(ConvenerSeat::PartySecretary | ConvenerSeat::LinkedMember) => {
                !is_street
            }
            Capacity::Resident
            | Capacity::Author
            | Capacity::Stakeholder
            | Capacity::Participant
            | Capacity::GroupLeader
            | Capacity::GroupMember
            | Capacity::Member
            | Capacity::Supervisor
            | Capacity::Liaison
            | Capacity::SecondSigner
            | Capacity::Office
            | Capacity::Leader
            | Capacity::LeadUnit
            | Capacity::AssistingUnit
            | Capacity::StreetAdmin => false,
        };
        match self {
            Self::Anyone | Self::Resident | Self::LocalResident => {
                matches!(capacity, Capacity::Resident)
            }
            Self::Author => matches!(capacity, Capacity::Author),
            Self::OnBehalf => convener || matches!(capacity, Capacity::Liaison | Capacity::Office),
            Self::Liaison => matches!(capacity, Capacity::Liaison) || (!has_liaison && convener),
            Self::Convener | Self::SeatHolder => convener,
            Self::Proposer => convener || matches!(capacity, Capacity::Liaison),
            Self::SigningSet => {
                convener || (is_street && matches!(capacity, Capacity::SecondSigner))
            }
            Self::Chain => matches!(capacity, Capacity::Office | Capacity::Leader),
            Self::Office => matches!(capacity, Capacity::Office),
            Self::StreetOffice => is_street && matches!(capacity, Capacity::Office),
            Self::Leader => matches!(capacity, Capacity::Leader),
            Self::AnyMember | Self::LinkedMember | Self::AttendedMember => {
                matches!(capacity, Capacity::Member)
            }
            Self::Supervisor => matches!(capacity, Capacity::Supervisor),
            Self::GroupLeader => matches!(capacity, Capacity::GroupLeader),
            Self::GroupMember => matches!(capacity, Capacity::GroupMember),
            Self::Participant => matches!(capacity, Capacity::Participant),
            Self::Stakeholder => matches!(capacity, Capacity::Stakeholder),
            Self::LeadUnit | Self::AnyLeadUnit => matches!(capacity, Capacity::LeadUnit),
            Self::AssistingUnit => matches!(capacity, Capacity::AssistingUnit),
            Self::StreetAdmin => matches!(capacity, Capacity::StreetAdmin),
        }
    }
}
