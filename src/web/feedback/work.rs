//! `/{street}/desk/topics/{code}/feedback`: who was told, the posting, the objections.

use askama::Template;

use super::forms;
use crate::domain::privacy::{PrivateKind, scan};
use crate::domain::workflow::{self, ContentHash, Signatures};
use crate::kit::i18n::Lang;
use crate::store::feedback::board::{self, Board, Objection};
use crate::store::feedback::postings::Posting;
use crate::web::kit::bench::{Bench, calm};
use crate::web::kit::parts::{Checks, Chip};
use crate::web::kit::seals::Seals;
use crate::web::kit::work::Work;
use crate::web::kit::{Nav, PageResult, Shell, Visit};

/// A stakeholder group and how it was told.
struct GroupRow {
    name: String,
    members: String,
    told: Vec<String>,
    chip: Chip,
}

/// A piece of the posting: plain, or found by the scan.
struct Piece {
    text: String,
    found: String,
}

/// The posting.
struct PostingCard {
    chip: Chip,
    facts: Vec<String>,
    pieces: Vec<Piece>,
    findings: String,
    pass_reason: String,
}

/// An objection.
struct ObjectionCard {
    head: String,
    body: String,
    chip: Chip,
    reason: String,
    seals: Option<Seals>,
}

/// The reason for which nothing was accepted.
struct NoResultCard {
    reason: String,
    seals: Seals,
}

#[derive(Template)]
#[template(path = "feedback/board.html")]
struct Page {
    ui: Shell,
    work: Work,
    groups: Vec<GroupRow>,
    posting: Option<PostingCard>,
    objections: Vec<ObjectionCard>,
    no_result: Option<NoResultCard>,
}

/// `GET /{street}/desk/topics/{code}/feedback`.
///
/// # Errors
/// Without a log-in, for somebody who has nothing to do here, when the database is away.
pub async fn page(mut visit: Visit) -> PageResult {
    let bench = Bench::open(&mut visit).await?;
    let board = board::board(&mut visit.tx, bench.held.row.id).await?;
    let lang = visit.lang;
    let heading = lang.t("feedback-heading").to_string();
    let forms = calm(forms::all(&bench, lang, &board));
    let mut work = bench.work(&visit, heading.clone(), forms, Vec::new());
    let gate = workflow::gate(bench.state(), bench.at, running(&board));
    work.checks = Checks::of(lang, &gate, |key| bench.mended_at(key, &work.forms));
    let page = Page {
        ui: visit.shell(heading, Nav::Desk),
        work,
        groups: groups(lang, &board),
        posting: board.posting.as_ref().map(|p| posting(lang, p)),
        objections: (1_i64..)
            .zip(&board.objections)
            .map(|(n, o)| objection(&visit, &bench, n, o))
            .collect(),
        no_result: no_result(&visit, &bench, &board),
    };
    visit.answer(&page)
}

/// Objections to the posting that stands.
pub(super) fn running(board: &Board) -> u32 {
    let id = board
        .posting
        .as_ref()
        .filter(|p| p.voided_at.is_none())
        .map(|p| p.id);
    let n = board
        .objections
        .iter()
        .filter(|o| Some(o.posting_id) == id)
        .count();
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn groups(lang: Lang, board: &Board) -> Vec<GroupRow> {
    let row = |g: &board::Group| {
        let told: Vec<String> = board
            .deliveries
            .iter()
            .filter(|d| d.group_id == g.id)
            .map(|d| {
                let way = lang.t(format!("way-{}", d.way)).to_string();
                let at = lang.short_date_time(d.delivered_at);
                let mut parts = vec![at, way, d.recipient.clone()];
                if !d.note.is_empty() {
                    parts.push(d.note.clone());
                }
                parts.join(" · ")
            })
            .collect();
        GroupRow {
            name: g.name.clone(),
            members: lang.t("feedback-members").arg("n", g.members).to_string(),
            chip: if told.is_empty() {
                Chip::new("wait", lang.t("feedback-not-told").to_string())
            } else {
                Chip::new("good", lang.t("feedback-told").to_string())
            },
            told,
        }
    };
    board.groups.iter().map(row).collect()
}

fn posting(lang: Lang, p: &Posting) -> PostingCard {
    let state = match (p.voided_at, p.released_at) {
        (Some(_), _) => Chip::new("plain", lang.t("posting-void").to_string()),
        (None, None) => Chip::new("wait", lang.t("posting-waits").to_string()),
        (None, Some(_)) => Chip::new("good", lang.t("posting-runs").to_string()),
    };
    let mut facts = vec![
        lang.t("posting-made")
            .arg("at", lang.short_date_time(p.posted_at))
            .to_string(),
    ];
    if let Some(closes) = p.closes_at {
        facts.push(
            lang.t("posting-until")
                .arg("at", lang.short_date_time(closes))
                .to_string(),
        );
        facts.push(
            lang.t("posting-acknowledged")
                .arg("n", p.acknowledged)
                .to_string(),
        );
    }
    let hits = scan(&p.body);
    let mut pieces = Vec::new();
    let mut from = 0;
    for hit in &hits {
        pieces.push(plain(p.body.get(from..hit.span.start)));
        pieces.push(Piece {
            text: p.body.get(hit.span.clone()).unwrap_or_default().to_owned(),
            found: lang.t(kind(hit.kind)).to_string(),
        });
        from = hit.span.end;
    }
    pieces.push(plain(p.body.get(from..)));
    PostingCard {
        chip: state,
        facts,
        pieces,
        findings: if hits.is_empty() {
            lang.t("posting-clean").to_string()
        } else {
            let n = i64::try_from(hits.len()).unwrap_or(i64::MAX);
            lang.t("posting-findings").arg("n", n).to_string()
        },
        pass_reason: p.pass_reason.clone(),
    }
}

fn plain(text: Option<&str>) -> Piece {
    Piece {
        text: text.unwrap_or_default().to_owned(),
        found: String::new(),
    }
}

const fn kind(kind: PrivateKind) -> &'static str {
    match kind {
        PrivateKind::IdNumber => "posting-id-number",
        PrivateKind::Mobile => "posting-mobile",
        PrivateKind::BankCard => "posting-bank-card",
        PrivateKind::Room => "posting-room",
        PrivateKind::Plate => "posting-plate",
        PrivateKind::Messenger => "posting-messenger",
        PrivateKind::Email => "posting-email",
        PrivateKind::HomePhone => "posting-home-phone",
    }
}

fn objection(visit: &Visit, bench: &Bench, n: i64, o: &Objection) -> ObjectionCard {
    let lang = visit.lang;
    let outcome = o.outcome.as_deref();
    let chip = match (outcome, o.decided_at) {
        (None, _) => Chip::new("wait", lang.t("objection-open").to_string()),
        (Some(_), None) => Chip::new("wait", lang.t("objection-signing").to_string()),
        (Some("sustained"), Some(_)) => {
            Chip::new("calm", lang.t("objection-sustained").to_string())
        }
        (Some(_), Some(_)) => Chip::new("good", lang.t("objection-answered").to_string()),
    };
    let hash = o.hash.clone().map(ContentHash);
    let reply = bench.state().feedback.replies.get(&o.id);
    let none = Signatures::default();
    let signatures = reply.map_or(&none, |r| &r.signatures);
    ObjectionCard {
        head: lang
            .t("objection-head")
            .arg("n", n)
            .arg("group", o.group_name.clone())
            .arg("at", lang.short_date_time(o.at))
            .to_string(),
        body: o.body.clone(),
        chip,
        reason: o.reason.clone().unwrap_or_default(),
        seals: hash.filter(|_| o.decided_at.is_none()).map(|hash| {
            Seals::of(
                lang,
                bench.state(),
                (signatures, Some(&hash)),
                None,
                &bench.signers(visit),
                &bench.person,
            )
        }),
    }
}

fn no_result(visit: &Visit, bench: &Bench, board: &Board) -> Option<NoResultCard> {
    let opinion = &bench.state().opinion;
    let on_table = opinion.no_result.as_ref()?;
    let row = board.no_result.as_ref().filter(|r| r.hash == on_table.0)?;
    Some(NoResultCard {
        reason: row.reason.clone(),
        seals: Seals::of(
            visit.lang,
            bench.state(),
            (&opinion.no_result_signatures, Some(on_table)),
            None,
            &bench.signers(visit),
            &bench.person,
        ),
    })
}
