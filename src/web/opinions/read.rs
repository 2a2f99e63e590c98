//! The work page of minutes and opinion.

use super::view;
use crate::domain::privacy::LookedAt;
use crate::store::opinions;
use crate::web::kit::bench::Bench;
use crate::web::kit::{PageResult, Visit};

/// `GET /{street}/desk/topics/{code}/deliberation?part=opinion`.
///
/// # Errors
/// Without a log-in, for somebody who has nothing to do here, when the database is away.
pub async fn work(mut visit: Visit) -> PageResult {
    let bench = Bench::open(&mut visit).await?;
    let topic = bench.held.row.id;
    let table = opinions::table(&mut visit.tx, topic).await?;
    let page = view::page(&visit, &bench, &table);
    let whose = table.said.iter().filter_map(|s| s.account_id);
    let code = &bench.held.row.code;
    visit
        .answer_seen(&page, LookedAt::Opinion, code, whose)
        .await
}
