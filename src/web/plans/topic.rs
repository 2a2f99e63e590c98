//! What is approved: the topic as the council put it, so that nobody decides on a title alone.

use crate::store::topics::papers::Papers;
use crate::web::kit::bench::Bench;
use crate::web::kit::strip::PhotoStrip;
use crate::web::kit::{Shell, assessed};

/// The topic, in the council's words and in the author's.
pub(super) struct Matter {
    /// The problem as the council states it; empty where it has not.
    pub problem: Vec<String>,
    /// People affected, stakeholders, the three criteria, the place.
    pub pairs: Vec<(String, String)>,
    /// What the author wrote.
    pub body: Vec<String>,
    /// Their photos.
    pub photos: PhotoStrip,
}

/// From the topic's papers.
pub(super) fn matter(ui: &Shell, bench: &Bench, papers: &Papers) -> Matter {
    let row = &bench.held.row;
    let lines = |text: &str| text.lines().map(str::to_owned).collect();
    let mut pairs = assessed::pairs(ui, papers);
    if !row.place.is_empty() {
        pairs.push((ui.t("intake-place").to_string(), row.place.clone()));
    }
    Matter {
        problem: papers
            .assessment
            .as_ref()
            .map_or_else(Vec::new, |found| lines(&found.problem)),
        pairs,
        body: lines(&row.body),
        photos: PhotoStrip::of(ui, papers.photos.iter().filter(|p| p.task_id.is_none())),
    }
}
