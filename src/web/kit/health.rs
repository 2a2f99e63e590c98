//! `/healthz`: the program runs. `/readyz`: the database answers too. Plain words, for machines.

use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;

use super::state::AppState;
use crate::store::system_tx;

/// `GET /healthz`.
pub async fn healthz() -> &'static str {
    "ok"
}

/// `GET /readyz`: 200 `ready`, or 503 `database away` within three seconds.
pub async fn readyz(State(web): State<AppState>) -> (StatusCode, &'static str) {
    let asked = system_tx::ping(&web.app.store);
    match tokio::time::timeout(Duration::from_secs(3), asked).await {
        Ok(Ok(())) => (StatusCode::OK, "ready"),
        Ok(Err(_)) | Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "database away"),
    }
}
