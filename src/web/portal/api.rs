//! `/{street}/api/v1/statistics`: the numbers of the portal and what they are made of.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::numbers::Numbers;
use crate::domain::calendar::local_day;
use crate::domain::workflow::{Standing, Step};
use crate::store::people::places::{self, Place};
use crate::store::topics::list::Cell;
use crate::web::kit::{PageResult, Visit, api};

/// The numbers of a street. Topics that are not public are counted nowhere.
#[derive(Debug, Serialize, ToSchema)]
pub struct Statistics {
    /// Topics at steps 1 and 2, open or suspended.
    asked: i32,
    /// Topics at steps 3 and 4, open or suspended.
    deliberated: i32,
    /// The year of the three numbers that follow.
    year: i32,
    /// Tasks promised this year.
    promised: i64,
    /// Of them, those that are done.
    kept: i64,
    /// What residents said of results this year.
    ratings: Satisfaction,
    /// All public topics.
    topics: i32,
    /// Topics that are open or suspended, by step.
    by_step: Vec<AtStep>,
    /// Topics by state.
    by_state: Vec<InState>,
    /// Topics by community.
    by_community: Vec<InCommunity>,
}

/// Ratings by residents.
#[derive(Debug, Serialize, ToSchema)]
pub struct Satisfaction {
    satisfied: i64,
    basically: i64,
    not_satisfied: i64,
    /// Satisfied and basically satisfied, in percent; null without a rating.
    percent: Option<i64>,
}

/// Topics at a step.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StatisticsStep)]
pub struct AtStep {
    step: &'static str,
    step_no: u8,
    topics: i32,
}

/// Topics in a state.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StatisticsState)]
pub struct InState {
    state: &'static str,
    topics: i32,
}

/// Topics of a community.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StatisticsCommunity)]
pub struct InCommunity {
    /// Its name; empty for the whole street.
    community: String,
    /// Its part of addresses; empty for the whole street.
    slug: String,
    topics: i32,
}

/// `GET /{street}/api/v1/statistics`.
///
/// # Errors
/// When the database is away.
pub async fn statistics(mut visit: Visit) -> PageResult {
    let today = local_day(visit.web.app.clock.now());
    let numbers = Numbers::read(&mut visit.tx, today).await?;
    let communities = places::communities(&mut visit.tx).await?;
    api::answer(visit, &Statistics::of(&numbers, &communities))
}

impl Statistics {
    fn of(numbers: &Numbers, communities: &[Place]) -> Self {
        let ratings = numbers.ratings();
        let count = |of: &dyn Fn(&Cell) -> bool| -> i32 {
            let cells = numbers.cells.iter().filter(|c| of(c));
            cells.map(|c| c.n).sum()
        };
        let street = InCommunity {
            community: String::new(),
            slug: String::new(),
            topics: count(&|c| c.community_id == Uuid::nil()),
        };
        let of_community = |place: &Place| InCommunity {
            community: place.name.clone(),
            slug: place.slug.clone(),
            topics: count(&|c| c.community_id == place.id),
        };
        Self {
            asked: numbers.asked(),
            deliberated: numbers.deliberated(),
            year: numbers.year,
            promised: numbers.promised(),
            kept: numbers.kept(),
            ratings: Satisfaction {
                satisfied: ratings.satisfied,
                basically: ratings.basically,
                not_satisfied: ratings.not_satisfied,
                percent: ratings.share().percent(),
            },
            topics: count(&|_| true),
            by_step: Step::ALL.map(|step| at_step(numbers, step)).into(),
            by_state: Standing::ALL
                .map(|state| InState {
                    state: state.code(),
                    topics: count(&|c| c.state == state.code()),
                })
                .into(),
            by_community: communities
                .iter()
                .map(of_community)
                .chain([street])
                .collect(),
        }
    }
}

fn at_step(numbers: &Numbers, step: Step) -> AtStep {
    AtStep {
        step: step.code(),
        step_no: step.no(),
        topics: numbers.between(step, step),
    }
}
