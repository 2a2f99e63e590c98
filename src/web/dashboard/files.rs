//! The board as tables for a file: exactly what the page shows.

use super::board::Board;
use super::view;
use crate::kit::export::{Cell, Table};
use crate::kit::i18n::Lang;

/// The tables of the board.
pub fn tables(lang: Lang, board: &Board) -> Vec<Table> {
    vec![
        summary(lang, board),
        steps(lang, board),
        owners(lang, board),
        results(lang, board),
        rated(lang, board),
        late(lang, board),
    ]
}

fn table(lang: Lang, title: &str, head: &[&str], rows: Vec<Vec<Cell>>) -> Table {
    Table {
        title: lang.t(title.to_owned()).to_string(),
        head: head
            .iter()
            .map(|k| lang.t((*k).to_owned()).to_string())
            .collect(),
        rows,
    }
}

/// How many are overdue: a number, or the page's `12+` where the board does not look at all.
fn count(board: &Board, n: i64) -> Cell {
    if board.late_more {
        Cell::text(board.late_count(n))
    } else {
        Cell::Number(n)
    }
}

fn summary(lang: Lang, board: &Board) -> Table {
    let line = |key: &'static str, n: Cell, of: [Cell; 3]| {
        let name = Cell::text(lang.t(key).to_string());
        [name, n].into_iter().chain(of).collect::<Vec<_>>()
    };
    let alone = || [Cell::Empty, Cell::Empty, Cell::Empty];
    let (kept, kept_before) = (board.fulfilment, board.fulfilment_before);
    let (said, said_before) = (board.satisfaction, board.satisfaction_before);
    let place = board.community.as_ref().map_or_else(
        || lang.t("dashboard-whole-street").to_string(),
        |c| lang.name(&c.name, &c.english_name).to_owned(),
    );
    let rows = vec![
        line("dashboard-open", Cell::Number(board.open), alone()),
        line(
            "dashboard-suspended",
            Cell::Number(board.suspended),
            alone(),
        ),
        line("dashboard-overdue", count(board, board.late_all), alone()),
        line(
            "dashboard-kept",
            Cell::Number(kept.done),
            [kept.all, kept_before.done, kept_before.all].map(Cell::Number),
        ),
        line(
            "dashboard-satisfied",
            Cell::Number(said.part),
            [said.whole, said_before.part, said_before.whole].map(Cell::Number),
        ),
        // What is under way and overdue is so at a moment, which a file that is handed on must say.
        line(
            "dashboard-as-of",
            Cell::text(lang.date_time(board.at)),
            alone(),
        ),
    ];
    Table {
        title: format!("{} {place}", lang.period(board.period)),
        head: [
            "dashboard-head-measure",
            "dashboard-head-n",
            "dashboard-head-of",
            "dashboard-head-before",
            "dashboard-head-before-of",
        ]
        .iter()
        .map(|k| lang.t(*k).to_string())
        .collect(),
        rows,
    }
}

fn steps(lang: Lang, board: &Board) -> Table {
    let rows = board
        .lines
        .iter()
        .map(|l| {
            vec![
                Cell::Number(i64::from(l.step.no())),
                Cell::text(lang.t(l.step.key()).to_string()),
                Cell::Number(l.topics),
                count(board, l.overdue),
                Cell::maybe(l.median.map(i64::from)),
                Cell::maybe(l.limit.map(i64::from)),
            ]
        })
        .collect();
    let head = [
        "dashboard-head-no",
        "dashboard-head-step",
        "dashboard-head-topics",
        "dashboard-head-overdue",
        "dashboard-head-median",
        "dashboard-head-limit",
    ];
    table(lang, "dashboard-steps", &head, rows)
}

fn owners(lang: Lang, board: &Board) -> Table {
    let rows = board
        .owners
        .iter()
        .map(|(key, name, n)| vec![Cell::text(view::owner(lang, key, name)), count(board, *n)])
        .collect();
    let head = ["dashboard-head-owner", "dashboard-head-overdue"];
    table(lang, "dashboard-owners", &head, rows)
}

fn results(lang: Lang, board: &Board) -> Table {
    let rows = view::results(lang, &board.fulfilment)
        .into_iter()
        .map(|(key, n, _)| vec![Cell::text(lang.t(key).to_string()), Cell::Number(n)])
        .collect();
    let head = ["dashboard-head-result", "dashboard-head-tasks"];
    table(lang, "dashboard-results", &head, rows)
}

fn rated(lang: Lang, board: &Board) -> Table {
    let rows = board
        .rated
        .iter()
        .map(|r| {
            let name = r.place.as_ref().map_or_else(
                || lang.t("dashboard-street-council").to_string(),
                |p| lang.name(&p.name, &p.english_name).to_owned(),
            );
            vec![
                Cell::text(name),
                Cell::maybe(r.share.percent()),
                Cell::Number(r.share.part),
                Cell::Number(r.share.whole),
            ]
        })
        .collect();
    let head = [
        "dashboard-head-community",
        "dashboard-head-percent",
        "dashboard-head-content",
        "dashboard-head-votes",
    ];
    table(lang, "dashboard-rated", &head, rows)
}

fn late(lang: Lang, board: &Board) -> Table {
    let rows = board
        .late
        .iter()
        .map(|l| {
            vec![
                Cell::text(l.code.clone()),
                Cell::text(l.title.clone()),
                Cell::text(
                    l.step
                        .map_or(String::new(), |s| lang.t(s.key()).to_string()),
                ),
                Cell::text(view::verb(lang, l)),
                Cell::text(view::who(lang, l)),
                Cell::Number(l.days),
            ]
        })
        .collect();
    let head = [
        "dashboard-head-code",
        "dashboard-head-topic",
        "dashboard-head-step",
        "dashboard-head-verb",
        "dashboard-head-owner",
        "dashboard-head-days",
    ];
    table(lang, "dashboard-late", &head, rows)
}
