//! The street committee's board (看板): where topics stand, what is overdue and with whom, how long the
//! steps take, what was kept, what residents say. The page and its files are made from one [`Board`],
//! so that a file holds exactly what the page shows.

mod board;
mod files;
mod view;

use axum::http::header;
use axum::response::{IntoResponse, Response};

use self::board::{Asked, Board};
use super::kit::{PageError, PageResult, Visit};
use crate::kit::export::{self, ExportError, Table};
use crate::store::dashboard;

/// `GET /{street}/dashboard?period=&community=&step=&owner=`.
///
/// # Errors
/// Who has no part in running the street is told so; when the database is away.
pub async fn page(mut visit: Visit) -> PageResult {
    // One more than is listed, to know whether there are more.
    let board = read(&mut visit, view::LISTED + 1).await?;
    view::page(visit, &board)
}

/// `GET /{street}/dashboard.csv`: the same numbers.
///
/// # Errors
/// As [`page`].
pub async fn as_csv(visit: Visit) -> PageResult {
    file(visit, "csv", "text/csv; charset=utf-8", export::csv_sheets).await
}

/// `GET /{street}/dashboard.xlsx`: the same numbers.
///
/// # Errors
/// As [`page`].
pub async fn as_xlsx(visit: Visit) -> PageResult {
    const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    file(visit, "xlsx", XLSX, export::xlsx).await
}

async fn read(visit: &mut Visit, listed: i64) -> Result<Board, PageError> {
    let me = visit.me()?;
    if !me.actor.runs_street() {
        return Err(PageError::Forbidden("dashboard-not-yours"));
    }
    let asked = Asked::of(visit);
    let app = visit.web.app.clone();
    let names = visit.names.clone();
    Board::read(&mut visit.tx, &app, &names, &me, asked, listed).await
}

async fn file(
    mut visit: Visit,
    ending: &str,
    kind: &'static str,
    write: fn(&[Table]) -> Result<Vec<u8>, ExportError>,
) -> PageResult {
    let board = read(&mut visit, dashboard::OVERDUE_BOUND).await?;
    let community = board.community.as_ref();
    let community = community.map_or(String::new(), |c| format!("-{}", c.slug));
    let (street, period) = (&visit.street.slug, board.period.code());
    let name = format!("dashboard-{street}{community}-{period}.{ending}");
    let tables = files::tables(visit.lang, &board);
    drop(visit);
    let bytes = write(&tables).map_err(PageError::fault)?;
    let as_file = format!("attachment; filename=\"{name}\"");
    let answer: Response = (
        [
            (header::CONTENT_TYPE, kind.to_owned()),
            (header::CONTENT_DISPOSITION, as_file),
        ],
        bytes,
    )
        .into_response();
    Ok(answer)
}
