//! `/{street}/api/v1/topics/{code}`: what the public page of a topic shows.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::super::page::reader;
use super::papers::{Evaluation, Meeting, Opinion, Task};
use super::{TopicItem, item};
use crate::domain::policy::{Part, Viewer, visible};
use crate::service::step::{self, Held};
use crate::store::topics::papers::{self as stored, Papers};
use crate::web::kit::{PageError, PageResult, Visit, api};

/// A topic.
#[derive(Debug, Serialize, ToSchema)]
pub struct Topic {
    #[serde(flatten)]
    item: TopicItem,
    /// It was taken down: what it said, and what came of it, is shown no longer.
    taken_down: bool,
    /// The problem, in the author's words; private numbers are masked.
    body: Option<String>,
    /// Where it is, in words.
    place: Option<String>,
    /// Where it is on the map.
    point: Option<Point>,
    /// How many people are affected, as the author says.
    people: Option<i32>,
    /// The author as the public sees them: a masked name or a post; null for a resident who is not named.
    raised_by: Option<String>,
    /// Until when an assignment asks for an answer.
    deadline: Option<NaiveDate>,
    /// How many comments are shown.
    comments: i64,
    /// The topic that it was merged into.
    merged_into: Option<String>,
    /// The topic that was escalated to this one.
    came_from: Option<String>,
    /// The topic that it goes on as, at the street council.
    goes_on_as: Option<String>,
    /// Its sessions, the first one first.
    sessions: Vec<Meeting>,
    /// The opinion that stands issued.
    opinion: Option<Opinion>,
    /// What was promised, by number.
    tasks: Vec<Task>,
    /// Rounds of evaluation, the first one first.
    evaluations: Vec<Evaluation>,
    /// Where its record stands; the entries lie under `/record`.
    record: Head,
}

/// A point of the map, in degrees.
#[derive(Debug, Serialize, ToSchema)]
pub struct Point {
    latitude: f64,
    longitude: f64,
}

/// The end of a chain of entries.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RecordHead)]
pub struct Head {
    /// How many entries there are.
    length: i32,
    /// The hash of the last one, in hex.
    head: String,
}

/// `GET /{street}/api/v1/topics/{code}`.
///
/// # Errors
/// [`PageError::NotFound`] where there is no such topic, or not for everybody; when the database is away.
pub async fn topic(mut visit: Visit) -> PageResult {
    let code = visit.param("code").to_owned();
    let held = step::see(&mut visit.tx, &code).await?;
    let (nobody, sight) = (Viewer::of(None), held.sight());
    if !visible(&nobody, &sight, Part::Trace) {
        return Err(PageError::NotFound);
    }
    let papers = match visible(&nobody, &sight, Part::Text) {
        true => Some(stored::of_topic(&mut visit.tx, held.row.id, reader(&held, None)).await?),
        false => None,
    };
    let shown = match papers {
        Some(papers) => whole(&visit, held, papers),
        None => trace(&visit, &held),
    };
    api::answer(visit, &shown)
}

fn head(held: &Held) -> Head {
    Head {
        length: held.row.record_length,
        head: hex::encode(&held.row.record_head),
    }
}

/// A tombstone, with no more than that of the page: that there was such a topic, and where it stood.
fn trace(visit: &Visit, held: &Held) -> Topic {
    let item = TopicItem {
        title: None,
        council: None,
        community: None,
        source: None,
        focus: None,
        category: None,
        supports: None,
        ..item!(&held.row, visit)
    };
    Topic {
        item,
        taken_down: true,
        body: None,
        place: None,
        point: None,
        people: None,
        raised_by: None,
        deadline: None,
        comments: 0,
        merged_into: None,
        came_from: None,
        goes_on_as: None,
        sessions: Vec::new(),
        opinion: None,
        tasks: Vec::new(),
        evaluations: Vec::new(),
        record: head(held),
    }
}

fn whole(visit: &Visit, held: Held, papers: Papers) -> Topic {
    let now = visit.web.app.clock.now();
    let said = |text: String| Some(text).filter(|t| !t.is_empty());
    let degrees = |e6: i32| f64::from(e6) / 1e6;
    let meetings = papers.sessions.into_iter();
    let promised = papers.tasks.into_iter().filter(|t| t.status != "replaced");
    let (item, record, row) = (item!(&held.row, visit), head(&held), held.row);
    Topic {
        item,
        taken_down: false,
        body: Some(row.body),
        place: said(row.place),
        point: row
            .latitude_e6
            .zip(row.longitude_e6)
            .map(|(north, east)| Point {
                latitude: degrees(north),
                longitude: degrees(east),
            }),
        people: row.people,
        raised_by: said(row.author_label),
        deadline: row.deadline,
        comments: papers.comment_count,
        merged_into: papers.beside.into,
        came_from: papers.beside.before,
        goes_on_as: papers.beside.after,
        sessions: meetings
            .filter(|s| s.status != "cancelled")
            .map(Meeting::from)
            .collect(),
        opinion: papers.opinion.and_then(Opinion::of),
        tasks: promised.map(|t| Task::of(t, now)).collect(),
        evaluations: papers.evaluations.into_iter().map(Into::into).collect(),
        record,
    }
}
