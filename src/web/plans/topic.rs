//! What is approved: the topic as the council put it, so that nobody decides on a title alone.

use crate::store::topics::papers::Papers;
use crate::web::kit::Shell;
use crate::web::kit::bench::Bench;
use crate::web::kit::strip::PhotoStrip;

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
    let mut pairs = Vec::new();
    let mut put = |key: &'static str, value: String| {
        if !value.is_empty() {
            pairs.push((ui.t(key).to_string(), value));
        }
    };
    let found = papers.assessment.as_ref();
    if let Some(found) = found {
        let groups: Vec<&str> = papers.groups.iter().map(|g| g.name.as_str()).collect();
        let people = ui.t("topic-people-n").arg("n", found.people);
        let scores = ui
            .t("topic-criteria-n")
            .arg("narrow", found.narrow)
            .arg("broad", found.broad)
            .arg("strong", found.strong);
        put("topic-people", people.to_string());
        put("topic-groups", ui.lang.join(&groups));
        put("topic-criteria", scores.to_string());
    }
    put("intake-place", row.place.clone());
    Matter {
        problem: found.map_or_else(Vec::new, |f| lines(&f.problem)),
        pairs,
        body: lines(&row.body),
        photos: PhotoStrip::of(ui, papers.photos.iter().filter(|p| p.task_id.is_none())),
    }
}
