//! The policy: the one table of verbs, in which capacity somebody acts, and who sees what.

use std::collections::BTreeSet;
use std::path::Path;

use rstest::rstest;
use uuid::Uuid;
use yishi::domain::actor::{
    Actor, Capacity, ConvenerSeat, Grant, Level, Role, SeatHeld, Unverified,
};
use yishi::domain::policy::{
    Audience, Part, Scope, Sight, TABLE, Viewer, Visibility, audience, capacities, markdown, may,
    row, visible,
};
use yishi::domain::workflow::{ChainLink, Refusal, Standing, Step, Verb};

const COUNCIL: Uuid = Uuid::from_u128(1);
const OTHER: Uuid = Uuid::from_u128(2);
const COMMUNITY: Uuid = Uuid::from_u128(3);
const UNIT: Uuid = Uuid::from_u128(4);

fn actor() -> Actor {
    Actor {
        account: Uuid::from_u128(9),
        verified: true,
        unverified: Unverified::Follow,
        community: Some(COMMUNITY),
        roles: Vec::new(),
        seats: Vec::new(),
    }
}

fn with_role(role: Role) -> Actor {
    Actor {
        roles: vec![Grant::street(role)],
        ..actor()
    }
}

fn in_seat(council: Uuid, seat: ConvenerSeat) -> Actor {
    Actor {
        seats: vec![SeatHeld {
            council,
            seat,
            as_delegate: false,
        }],
        ..actor()
    }
}

fn scope(level: Level, standing: Standing, step: Step) -> Scope {
    Scope {
        community: Some(COMMUNITY),
        place: Some((standing, step)),
        ..Scope::council(COUNCIL, level, true)
    }
}

fn open(step: Step) -> Scope {
    scope(Level::Community, Standing::Open, step)
}

#[test]
fn the_table_holds_every_verb_once_in_the_order_of_the_verbs() {
    let verbs: Vec<Verb> = TABLE.iter().map(|r| r.verb).collect();
    assert_eq!(verbs, Verb::ALL);
    for verb in Verb::ALL {
        assert_eq!(row(*verb).verb, *verb);
        assert!(!row(*verb).who.is_empty());
    }
}

#[test]
fn no_two_verbs_share_an_address_and_each_is_found_by_its_own() {
    let paths: BTreeSet<String> = Verb::ALL.iter().map(|v| v.path()).collect();
    assert_eq!(paths.len(), Verb::ALL.len());
    for verb in Verb::ALL {
        assert_eq!(Verb::from_code(verb.code()), Some(*verb));
        if verb.path().contains("/topics/{code}/") {
            assert_eq!(
                verb.address().replace("{n}", "3").parse::<Verb>().unwrap(),
                *verb
            );
        }
    }
}

#[test]
fn the_page_of_verbs_is_printed_from_the_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/verbs.md");
    if std::env::var_os("YISHI_PRINT").is_some() {
        std::fs::write(&path, markdown()).unwrap();
    }
    let page = std::fs::read_to_string(&path).unwrap();
    assert!(
        page == markdown(),
        "docs/verbs.md is not what the table says: run YISHI_PRINT=1 cargo test --test it policy"
    );
}

#[test]
fn the_liaison_accepts_and_a_resident_is_told_who_may() {
    let scope = open(Step::Solicitation);
    let liaison = with_role(Role::Liaison);
    assert_eq!(may(&liaison, Verb::Accept, &scope), Ok(Capacity::Liaison));
    let why = may(&actor(), Verb::Accept, &scope).unwrap_err();
    let who = row(Verb::Accept).who.to_vec();
    assert_eq!(
        why,
        Refusal::NotYours {
            verb: Verb::Accept,
            who
        }
    );
}

#[test]
fn without_a_liaison_a_convener_does_the_liaisons_verbs() {
    let convener = in_seat(COUNCIL, ConvenerSeat::PartySecretary);
    let capacity = Capacity::Convener(ConvenerSeat::PartySecretary);
    let mut scope = open(Step::Feedback);
    assert!(may(&convener, Verb::FeedbackDeliver, &scope).is_err());
    scope.has_liaison = false;
    assert_eq!(may(&convener, Verb::FeedbackDeliver, &scope), Ok(capacity));
}

#[test]
fn a_seat_counts_in_its_own_council_only() {
    let scope = open(Step::Scheduling);
    let here = in_seat(COUNCIL, ConvenerSeat::LinkedMember);
    let elsewhere = in_seat(OTHER, ConvenerSeat::LinkedMember);
    assert!(may(&here, Verb::PlanSign, &scope).is_ok());
    assert!(may(&elsewhere, Verb::PlanSign, &scope).is_err());
}

#[test]
fn an_officer_signs_beside_the_head_for_the_street_council_only() {
    let officer = with_role(Role::OfficeOfficer);
    let street = scope(Level::Subdistrict, Standing::Open, Step::Scheduling);
    assert_eq!(
        may(&officer, Verb::PlanSign, &street),
        Ok(Capacity::SecondSigner)
    );
    assert!(may(&officer, Verb::PlanSign, &open(Step::Scheduling)).is_err());
}

#[test]
fn who_has_stepped_aside_signs_nothing() {
    let convener = in_seat(COUNCIL, ConvenerSeat::PartySecretary);
    let scope = Scope {
        recused: true,
        ..open(Step::Deliberation)
    };
    for verb in [Verb::MinutesSign, Verb::OpinionSign, Verb::OpinionReject] {
        assert_eq!(may(&convener, verb, &scope), Err(Refusal::Recused));
    }
    assert!(may(&convener, Verb::SessionClose, &scope).is_ok());
}

#[test]
fn at_step_1_the_council_asks_for_a_decline_and_at_step_2_the_chain_decides() {
    let both = Actor {
        roles: vec![Grant::street(Role::Leader)],
        ..in_seat(COUNCIL, ConvenerSeat::PartySecretary)
    };
    let convener = Capacity::Convener(ConvenerSeat::PartySecretary);
    assert_eq!(
        may(&both, Verb::Decline, &open(Step::Solicitation)),
        Ok(convener)
    );
    assert_eq!(
        may(&both, Verb::Decline, &open(Step::Scheduling)),
        Ok(Capacity::Leader)
    );
}

#[test]
fn who_is_officer_and_leader_acts_as_the_link_that_is_next() {
    let both = Actor {
        roles: vec![
            Grant::street(Role::OfficeOfficer),
            Grant::street(Role::Leader),
        ],
        ..actor()
    };
    let mut scope = open(Step::Scheduling);
    scope.next_link = Some(ChainLink::Office);
    assert_eq!(may(&both, Verb::Approve, &scope), Ok(Capacity::Office));
    scope.next_link = Some(ChainLink::Leader);
    assert_eq!(may(&both, Verb::Approve, &scope), Ok(Capacity::Leader));
    let either = capacities(&both, Verb::Conclude, &open(Step::Evaluation));
    assert_eq!(either, [Capacity::Office, Capacity::Leader]);
}

#[test]
fn a_lead_unit_is_that_of_the_task() {
    let clerk = Actor {
        roles: vec![Grant {
            unit: Some(UNIT),
            ..Grant::street(Role::DepartmentOfficer)
        }],
        ..actor()
    };
    let mut scope = open(Step::Conversion);
    assert!(may(&clerk, Verb::TaskAccept, &scope).is_err());
    scope.lead_unit = Some(UNIT);
    assert_eq!(
        may(&clerk, Verb::TaskAccept, &scope),
        Ok(Capacity::LeadUnit)
    );
}

#[rstest]
#[case(Verb::PlanSign, Standing::Open, Step::Research, Refusal::WrongStep { verb: Verb::PlanSign, step: Step::Research })]
#[case(
    Verb::PlanSign,
    Standing::Suspended,
    Step::Scheduling,
    Refusal::Suspended
)]
#[case(Verb::PlanSign, Standing::Concluded, Step::Evaluation, Refusal::Ended { standing: Standing::Concluded })]
#[case(Verb::Unmerge, Standing::Open, Step::Solicitation, Refusal::NothingToUndo { verb: Verb::Unmerge })]
#[case(Verb::Submit, Standing::Open, Step::Solicitation, Refusal::AlreadyDone { verb: Verb::Submit })]
fn where_a_topic_does_not_stand_right_says_so(
    #[case] verb: Verb,
    #[case] standing: Standing,
    #[case] step: Step,
    #[case] why: Refusal,
) {
    let place = scope(Level::Subdistrict, standing, step);
    assert_eq!(yishi::domain::policy::stands(verb, &place), Err(why));
}

#[test]
fn task_verbs_outlive_the_topic_and_others_do_not() {
    for rule in TABLE {
        let after = rule.from.admits(Standing::Concluded, Step::Evaluation);
        let of_tasks =
            rule.verb.address().starts_with("tasks/") || rule.verb == Verb::SupervisorAppoint;
        let at_6_only = matches!(
            rule.verb,
            Verb::TaskAssign | Verb::TaskAccept | Verb::TaskRefuse | Verb::TaskDecide
        );
        let anywhere = matches!(
            rule.verb,
            Verb::Recuse
                | Verb::TakeDown
                | Verb::TakeDownConfirm
                | Verb::Restore
                | Verb::Redact
                | Verb::RedactConfirm
                | Verb::BoundAsk
                | Verb::BoundConsent
        );
        assert_eq!(
            after,
            anywhere || (of_tasks && !at_6_only),
            "{:?}",
            rule.verb
        );
    }
}

fn viewer(who: Audience) -> Viewer {
    let author = Uuid::from_u128(7);
    match who {
        Audience::Everyone => Viewer::of(None),
        Audience::Author => Viewer {
            account: Some(author),
            ..Viewer::default()
        },
        Audience::Council => Viewer::of(Some(&in_seat(COUNCIL, ConvenerSeat::LinkedMember))),
        Audience::Office => Viewer::of(Some(&with_role(Role::OfficeOfficer))),
        Audience::Admin => Viewer::of(Some(&with_role(Role::StreetAdmin))),
        Audience::Auditor => Viewer::of(Some(&with_role(Role::Auditor))),
    }
}

#[test]
fn everybody_sees_what_the_table_says_and_no_more() {
    for visibility in Visibility::ALL {
        for part in Part::ALL {
            let sight = Sight {
                visibility,
                council: COUNCIL,
                author: Some(Uuid::from_u128(7)),
            };
            let circle = audience(visibility, part);
            for who in [
                Audience::Everyone,
                Audience::Author,
                Audience::Council,
                Audience::Office,
                Audience::Admin,
                Audience::Auditor,
            ] {
                let sees = circle.contains(&Audience::Everyone) || circle.contains(&who);
                assert_eq!(
                    visible(&viewer(who), &sight, part),
                    sees,
                    "{who:?} {visibility:?} {part:?}"
                );
            }
        }
    }
}

#[rstest]
#[case(Visibility::Draft, Part::Text, &[Audience::Author])]
#[case(Visibility::Submitted, Part::Text, &[Audience::Author, Audience::Council, Audience::Office])]
#[case(Visibility::Public, Part::Text, &[Audience::Everyone])]
#[case(Visibility::TakenDown, Part::Trace, &[Audience::Everyone])]
#[case(Visibility::TakenDown, Part::Text, &[Audience::Author, Audience::Office, Audience::Admin])]
#[case(Visibility::Public, Part::Identity, &[Audience::Author, Audience::Council, Audience::Office])]
fn who_sees_what_is_as_the_method_says(
    #[case] visibility: Visibility,
    #[case] part: Part,
    #[case] who: &[Audience],
) {
    assert_eq!(audience(visibility, part), who);
}

#[test]
fn another_councils_convener_and_another_author_are_visitors() {
    let sight = Sight {
        visibility: Visibility::Submitted,
        council: COUNCIL,
        author: Some(Uuid::from_u128(7)),
    };
    let convener = in_seat(OTHER, ConvenerSeat::PartySecretary);
    assert!(!visible(&Viewer::of(Some(&convener)), &sight, Part::Text));
    assert!(!visible(&Viewer::of(Some(&actor())), &sight, Part::Trace));
    let nobody = Sight {
        author: None,
        ..sight
    };
    assert!(!visible(&Viewer::of(None), &nobody, Part::Text));
}
