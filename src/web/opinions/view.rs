//! What the page shows: minutes and opinion as they lie on the table, with the boxes of both seats, and
//! what participants said.

use askama::Template;
use serde::de::DeserializeOwned;

use super::forms;
use crate::domain::opinions::{Item, Minutes, Opinion};
use crate::domain::plans::Identity;
use crate::domain::workflow::{ContentHash, Step};
use crate::kit::i18n::Lang;
use crate::store::opinions::{Table, Version};
use crate::web::kit::bench::{Bench, calm};
use crate::web::kit::parts::Chip;
use crate::web::kit::seals::{Seals, Signer};
use crate::web::kit::work::{Aside, Work};
use crate::web::kit::{Nav, Shell, Visit, still};

/// A paper's version with its content read.
pub struct Paper<'a, T> {
    /// The row.
    pub row: &'a Version,
    /// What it says.
    pub content: T,
}

/// Minutes and opinion of the deliberation under way, as far as they are saved.
pub struct Papers<'a> {
    /// The minutes on the table.
    pub minutes: Option<Paper<'a, Minutes>>,
    /// The opinion on the table.
    pub opinion: Option<Paper<'a, Opinion>>,
}

/// The minutes as shown.
pub struct MinutesCard {
    title: String,
    chip: Chip,
    sitting: String,
    parts: Vec<(String, String)>,
    seals: Seals,
}

/// An item as shown.
pub struct ItemLine {
    text: String,
    chip: Chip,
    facts: Vec<String>,
}

/// What somebody said to the opinion.
pub struct SaidLine {
    who: String,
    chip: Chip,
    words: String,
}

/// The opinion as shown.
pub struct OpinionCard {
    title: String,
    chip: Chip,
    summary: String,
    items: Vec<ItemLine>,
    agreement: String,
    dissents: Vec<String>,
    said_title: String,
    said: Vec<SaidLine>,
    seals: Seals,
}

/// The page.
#[derive(Template)]
#[template(path = "opinions/table.html")]
pub struct Page {
    ui: Shell,
    work: Work,
    minutes: Option<MinutesCard>,
    opinion: Option<OpinionCard>,
}

/// The version whose hash lies on the table.
fn paper<'a, T: DeserializeOwned>(
    row: Option<&'a Version>,
    on_table: Option<&ContentHash>,
) -> Option<Paper<'a, T>> {
    let row = row.filter(|v| Some(v.hash.as_str()) == on_table.map(|h| h.0.as_str()))?;
    let content = serde_json::from_value(row.content.clone()).ok()?;
    Some(Paper { row, content })
}

/// The page for who looks.
pub fn page(visit: &Visit, bench: &Bench, table: &Table) -> Page {
    let lang = visit.lang;
    let state = bench.state();
    let facts = state.opinion.facts.as_ref();
    let papers = Papers {
        minutes: paper(table.minutes.as_ref(), state.deliberation.minutes.as_ref()),
        opinion: paper(table.opinion.as_ref(), facts.map(|f| &f.hash)),
    };
    let signers = bench.signers(visit);
    let heading = lang.t("opinions-heading").to_string();
    let forms = forms::forms(bench, lang, table, &papers);
    let link = |below: &str, key: &'static str| Aside {
        href: format!(
            "/{}/desk/topics/{}/{below}",
            visit.street.slug, bench.held.row.code
        ),
        label: lang.t(key).to_string(),
    };
    let mut asides = vec![link("deliberation?part=sessions", "opinions-to-sessions")];
    if state.step == Step::Feedback {
        asides.push(link("feedback", "opinions-to-feedback"));
    }
    Page {
        ui: visit.shell(heading.clone(), Nav::Desk),
        work: bench.work(visit, heading, calm(forms), asides),
        minutes: papers
            .minutes
            .as_ref()
            .map(|m| minutes(lang, bench, m, &signers)),
        opinion: papers
            .opinion
            .as_ref()
            .map(|o| opinion(lang, bench, o, table, &signers)),
    }
}

fn title(lang: Lang, key: &'static str, row: &Version) -> String {
    lang.t(key).arg("n", i64::from(row.n)).to_string()
}

fn state_of(lang: Lang, row: &Version, done: &'static str, open: &'static str) -> Chip {
    match row.signed_at {
        Some(at) => Chip::new(
            "good",
            lang.t(done).arg("at", lang.short_date(at)).to_string(),
        ),
        None => Chip::new("wait", lang.t(open)),
    }
}

fn minutes(lang: Lang, bench: &Bench, m: &Paper<'_, Minutes>, signers: &[Signer]) -> MinutesCard {
    let talk = &bench.state().deliberation;
    let c = &m.content;
    let part = |key: &'static str, text: &str| (lang.t(key).to_string(), text.to_owned());
    let mut parts = vec![
        part("minutes-course", &c.course),
        part("minutes-points", &c.points),
        part("minutes-conclusions", &c.conclusions),
    ];
    if !c.divided.is_empty() {
        parts.push(part("minutes-divided", &c.divided));
    }
    MinutesCard {
        title: title(lang, "minutes-version", m.row),
        chip: state_of(lang, m.row, "minutes-signed", "minutes-unsigned"),
        sitting: lang
            .t("minutes-sitting")
            .arg("present", i64::from(c.sitting.present))
            .arg("invited", i64::from(c.sitting.invited))
            .arg("recorder", c.sitting.recorder.clone())
            .to_string(),
        parts,
        seals: Seals::of(
            lang,
            bench.state(),
            (&talk.minutes_signatures, talk.minutes.as_ref()),
            Some(m.row.n),
            signers,
            &bench.person,
        ),
    }
}

fn opinion(
    lang: Lang,
    bench: &Bench,
    o: &Paper<'_, Opinion>,
    table: &Table,
    signers: &[Signer],
) -> OpinionCard {
    let state = bench.state();
    let hash = state.opinion.facts.as_ref().map(|f| &f.hash);
    let agrees = table.said.iter().filter(|s| s.agrees).count();
    let n = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let chip = if state.opinion.rejected {
        Chip::new("late", lang.t("opinion-rejected"))
    } else {
        state_of(lang, o.row, "opinion-issued", "opinion-unsigned")
    };
    OpinionCard {
        title: title(lang, "opinion-version", o.row),
        chip,
        summary: o.content.summary.clone(),
        items: o.content.items.iter().map(|i| item(lang, i)).collect(),
        agreement: o.content.agreement.map_or_else(
            || lang.t("opinion-agreement-open").to_string(),
            |a| lang.t(a.key()).to_string(),
        ),
        dissents: o.content.dissents.clone(),
        said_title: lang
            .t("opinion-said")
            .arg("agrees", n(agrees))
            .arg("dissents", n(table.said.len() - agrees))
            .to_string(),
        said: table
            .said
            .iter()
            .map(|s| SaidLine {
                who: {
                    let identity = Identity::from_code(&s.identity);
                    let identity = identity.map_or(String::new(), |i| lang.t(i.key()).to_string());
                    format!("{} · {identity}", still(lang, &s.name))
                },
                chip: if s.agrees {
                    Chip::new("good", lang.t("consent-agree"))
                } else {
                    Chip::new("late", lang.t("consent-dissent"))
                },
                words: s.words.clone(),
            })
            .collect(),
        seals: Seals::of(
            lang,
            state,
            (&state.opinion.signatures, hash),
            Some(o.row.n),
            signers,
            &bench.person,
        ),
    }
}

fn item(lang: Lang, i: &Item) -> ItemLine {
    let mut facts = Vec::new();
    if let Some(target) = i.target {
        facts.push(lang.t(target.key()).to_string());
    }
    if let Some(legal) = i.legal {
        facts.push(
            lang.t("item-legal-needed")
                .arg("what", lang.t(legal.key()).to_string())
                .to_string(),
        );
    }
    ItemLine {
        text: i.text.clone(),
        chip: if i.accepted {
            Chip::new("good", lang.t("item-accepted"))
        } else {
            Chip::new("calm", lang.t("item-not-accepted"))
        },
        facts,
    }
}
