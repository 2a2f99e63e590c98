//! `/{street}/desk/topics/{code}/evaluation`: the window, the counts, the words with the author, the end.

use askama::Template;

use super::forms;
use crate::domain::evaluations::tally;
use crate::domain::policy::{Part, Viewer, visible};
use crate::domain::workflow::{
    AuthorWord, ContentHash, EvaluationKind, Ratings, Satisfaction, Tally, score,
};
use crate::kit::i18n::Lang;
use crate::store::evaluations::board::{self, Board};
use crate::store::evaluations::{Contact, Evaluation};
use crate::web::kit::bench::{Bench, calm};
use crate::web::kit::parts::{Chip, Happening, Timeline};
use crate::web::kit::work::Work;
use crate::web::kit::{Nav, PageResult, Shell, Visit};

/// The counts of one kind.
struct KindRow {
    name: String,
    valid: u32,
    minimum: u32,
    satisfied: u32,
    basically: u32,
    not_satisfied: u32,
    percent: String,
    weight: String,
    chip: Chip,
    shortfall: String,
}

#[derive(Template)]
#[template(path = "evaluations/board.html")]
struct Page {
    ui: Shell,
    work: Work,
    window: Vec<String>,
    kinds: Vec<KindRow>,
    score: String,
    score_note: String,
    entered: String,
    author: String,
    /// Whom staff entered it for, and the number; empty for others.
    reach: String,
    phone: String,
    contacts: Option<Timeline>,
    answers: Vec<String>,
}

/// `GET /{street}/desk/topics/{code}/evaluation`.
///
/// # Errors
/// Without a log-in, for somebody who has nothing to do here, when the database is away.
pub async fn page(mut visit: Visit) -> PageResult {
    let bench = Bench::open(&mut visit).await?;
    let round = i16::try_from(bench.state().round).unwrap_or(i16::MAX);
    let board = board::board(&mut visit.tx, bench.held.row.id, round).await?;
    let lang = visit.lang;
    let heading = lang.t("evaluation-heading").to_string();
    let ratings = counted(&board);
    let under_way = board.rounds.iter().find(|r| r.round == round);
    let forms = calm(forms::all(&bench, lang, &board, &ratings, under_way));
    let viewer = Viewer::of(Some(&bench.me.actor));
    let knows = visible(&viewer, &bench.held.sight(), Part::Identity);
    let phone = board.phone.clone().filter(|_| knows);
    let page = Page {
        work: bench.work(&visit, heading.clone(), forms, Vec::new()),
        window: under_way.map_or_else(Vec::new, |e| window(lang, &bench, e)),
        kinds: under_way.map_or_else(Vec::new, |e| kinds(lang, &bench, &ratings, e)),
        score: percent(score::score(&ratings, &bench.state().rules.weights)),
        score_note: score_note(lang, &bench, &ratings),
        entered: lang
            .t("evaluation-entered")
            .arg("n", board.entered)
            .to_string(),
        author: author(lang, &bench, &board),
        reach: phone
            .as_ref()
            .map_or("", |_| &bench.held.row.on_behalf_of)
            .to_owned(),
        phone: phone.unwrap_or_default(),
        contacts: (!board.contacts.is_empty()).then(|| {
            let contacts = board.contacts.iter().rev();
            Timeline::new(contacts.map(|c| contact(lang, c)).collect(), "")
        }),
        answers: board.answers.iter().map(|a| a.body.clone()).collect(),
        ui: visit.shell(heading, Nav::Desk),
    };
    if page.phone.is_empty() {
        return visit.answer(&page);
    }
    let code = page.work.code.clone();
    visit.answer_entry(&page, &code).await
}

/// The ratings as the account counts them.
pub(super) fn counted(board: &Board) -> Ratings {
    let mut ratings = Ratings::default();
    for t in &board.tally {
        let n = u32::try_from(t.n).unwrap_or(u32::MAX);
        let of = match t.kind.as_str() {
            "public" => &mut ratings.public,
            "member" => &mut ratings.member,
            _ => &mut ratings.party_gov,
        };
        match t.score.as_str() {
            "satisfied" => of.satisfied = n,
            "basically" => of.basically = n,
            _ => of.not_satisfied = n,
        }
    }
    ratings.author = board.author.as_deref().and_then(Satisfaction::from_code);
    let root = board.rounds.last().map_or("", |r| r.root.as_str());
    ratings.root = (!root.is_empty()).then(|| ContentHash(root.to_owned()));
    ratings
}

fn window(lang: Lang, bench: &Bench, e: &Evaluation) -> Vec<String> {
    let state = if bench.at < e.closes_at {
        "evaluation-open-until"
    } else {
        "evaluation-closed-at"
    };
    let mut facts = vec![
        lang.t("evaluation-opened")
            .arg("at", lang.short_date_time(e.opened_at))
            .to_string(),
        lang.t(state)
            .arg("at", lang.short_date_time(e.closes_at))
            .to_string(),
    ];
    if e.round > 1 {
        let round = lang.t("evaluation-round").arg("n", i64::from(e.round));
        facts.push(round.to_string());
    }
    facts
}

fn kinds(lang: Lang, bench: &Bench, ratings: &Ratings, e: &Evaluation) -> Vec<KindRow> {
    let rules = &bench.state().rules;
    let shares = score::shares(ratings, &rules.weights);
    let row = |kind: EvaluationKind| {
        let t: &Tally = tally(ratings, kind);
        let minimum = rules.minimum.of(kind);
        let weight = shares
            .iter()
            .find(|(k, _)| *k == kind)
            .map_or(0, |(_, s)| *s);
        KindRow {
            name: lang.t(kind.key()).to_string(),
            valid: t.valid(),
            minimum,
            satisfied: t.satisfied,
            basically: t.basically,
            not_satisfied: t.not_satisfied,
            percent: percent(score::satisfaction(t)),
            weight: percent(Some(weight)),
            chip: if t.valid() >= minimum {
                Chip::new("good", lang.t("evaluation-enough").to_string())
            } else {
                Chip::new("wait", lang.t("evaluation-short").to_string())
            },
            shortfall: match kind {
                EvaluationKind::Public => e.shortfall_public.clone(),
                EvaluationKind::Member => e.shortfall_member.clone(),
                EvaluationKind::PartyGov => e.shortfall_party_gov.clone(),
            },
        }
    };
    IN_ORDER.into_iter().map(row).collect()
}

/// The kinds as they are shown: residents first.
pub(super) const IN_ORDER: [EvaluationKind; 3] = [
    EvaluationKind::Public,
    EvaluationKind::Member,
    EvaluationKind::PartyGov,
];

/// Hundredths of a percent as whole percent.
pub(super) fn percent(hundredths: Option<u32>) -> String {
    hundredths.map_or_else(|| "–".to_owned(), |s| format!("{}%", s / 100))
}

fn score_note(lang: Lang, bench: &Bench, ratings: &Ratings) -> String {
    let rules = &bench.state().rules;
    let counted = score::score(ratings, &rules.weights);
    let key = match counted {
        None => "evaluation-score-none",
        Some(_) if score::good(counted, rules) => "evaluation-score-good",
        Some(_) if score::passed(counted, rules) => "evaluation-score-passed",
        Some(_) => "evaluation-score-failed",
    };
    let mut text = lang.t(key).arg("pass", rules.pass).to_string();
    let missing: Vec<String> = IN_ORDER
        .into_iter()
        .filter(|k| counted.is_some() && tally(ratings, *k).valid() == 0)
        .map(|k| lang.t(k.key()).to_string())
        .collect();
    if !missing.is_empty() {
        let moved = lang
            .t("evaluation-weight-moved")
            .arg("kinds", lang.join(&missing));
        text.push_str(&moved.to_string());
    }
    text
}

fn author(lang: Lang, bench: &Bench, board: &Board) -> String {
    let evaluation = &bench.state().evaluation;
    let rated = board.author.as_deref().and_then(Satisfaction::from_code);
    let said = match (rated, evaluation.author) {
        (Some(word), _) | (None, AuthorWord::Said(word)) => Some(word),
        (None, AuthorWord::NoAnswer | AuthorWord::Unknown) => None,
    };
    match (said, evaluation.author) {
        (Some(word), _) => {
            let said = lang
                .t("evaluation-author-said")
                .arg("word", lang.t(word.key()).to_string());
            let mut text = said.to_string();
            if word == Satisfaction::NotSatisfied {
                let key = if evaluation.answered {
                    "evaluation-author-answered"
                } else {
                    "evaluation-author-unanswered"
                };
                text.push_str(&lang.t(key).to_string());
            }
            text
        }
        (None, AuthorWord::NoAnswer) => lang.t("evaluation-author-no-answer").to_string(),
        (None, AuthorWord::Unknown | AuthorWord::Said(_)) => {
            lang.t("evaluation-author-unknown").to_string()
        }
    }
}

fn contact(lang: Lang, c: &Contact) -> Happening {
    let result = if c.result == "not_reached" {
        lang.t("evaluation-not-reached").to_string()
    } else {
        let key = format!("satisfaction-{}", c.result.replace('_', "-"));
        lang.t(key).to_string()
    };
    let way = lang.t(format!("way-{}", c.way)).to_string();
    Happening {
        machine: crate::kit::times::machine(c.at),
        date: lang.short_date_time(c.at),
        text: format!("{way} · {result}"),
        words: c.body.clone(),
        href: String::new(),
    }
}
