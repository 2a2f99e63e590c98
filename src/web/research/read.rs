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
    let officials = if bench.shows(Verb::ResearchAssign) {
        directory::officials(&mut visit.tx, day).await?
    } else {
        Vec::new()
    };
    let page = view::page(&visit, &bench, &board, &officials);
    let members = board.members.iter().filter_map(|m| m.account_id);
    let leaders = board.groups.iter().filter_map(|g| g.leader_id);
    let whose = members.chain(leaders).chain(officials.iter().map(|o| o.id));
    let code = &bench.held.row.code;
    visit
        .answer_seen(&page, LookedAt::Research, code, whose)
        .await
}
