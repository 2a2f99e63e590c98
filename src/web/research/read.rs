//! The work page of step 3.

use super::view;
use crate::domain::calendar::local_day;
use crate::domain::privacy::LookedAt;
use crate::domain::workflow::Verb;
use crate::store::people::directory;
use crate::store::research;
use crate::web::kit::bench::Bench;
use crate::web::kit::{PageResult, Visit};

/// `GET /{street}/desk/topics/{code}/research`.
///
/// # Errors
/// Without a log-in, for somebody who has nothing to do here, when the database is away.
pub async fn work(mut visit: Visit) -> PageResult {
    let bench = Bench::open(&mut visit).await?;
    let day = local_day(bench.at);
    let board = research::board(&mut visit.tx, bench.held.row.id).await?;
    // Who signs is shown with a waiver on the table, who could lead a group without one: a page reads
    // few things.
    let (mut seats, mut officials) = (Vec::new(), Vec::new());
    if bench.state().research.waiver.is_some() {
        seats = directory::seated(&mut visit.tx, bench.state().council, day).await?;
    } else if bench.shows(Verb::ResearchAssign) {
        officials = directory::officials(&mut visit.tx, day).await?;
    }
    let page = view::page(&visit, &bench, &board, &seats, &officials);
    let members = board.members.iter().filter_map(|m| m.account_id);
    let leaders = board.groups.iter().filter_map(|g| g.leader_id);
    let whose = members.chain(leaders).chain(officials.iter().map(|o| o.id));
    let code = &bench.held.row.code;
    visit
        .answer_seen(&page, LookedAt::Research, code, whose)
        .await
}
