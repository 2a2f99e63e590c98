//! Yardstick S: an axum handler that does nothing but answer with the same status, headers and bytes.

use std::net::TcpListener;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderName, HeaderValue, Response, StatusCode};

use super::http::Answer;

/// A bare server; it ends with this value.
#[derive(Debug)]
pub struct Bare {
    /// Host and port.
    pub address: String,
    _runtime: tokio::runtime::Runtime,
}

/// Serves this answer for whatever is asked.
pub fn serve(answer: &Answer) -> anyhow::Result<Bare> {
    // The server itself says how long the body is, when it is, and that the connection stays.
    let own = ["connection", "transfer-encoding", "content-length", "date"];
    let headers = answer
        .headers
        .iter()
        .filter(|(name, _)| !own.contains(&name.to_ascii_lowercase().as_str()))
        .map(|(name, value)| {
            Ok((
                HeaderName::try_from(name.as_str())?,
                HeaderValue::try_from(value.as_str())?,
            ))
        })
        .collect::<anyhow::Result<Vec<_>>>()?;
    let status = StatusCode::from_u16(answer.status)?;
    let body = Bytes::from(answer.body.clone());
    let handler = move || {
        let (headers, body) = (headers.clone(), body.clone());
        async move {
            let mut response = Response::new(Body::from(body));
            *response.status_mut() = status;
            for (name, value) in headers {
                response.headers_mut().append(name, value);
            }
            response
        }
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let listener = TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?.to_string();
    runtime.spawn(async move {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        axum::serve(listener, Router::new().fallback(handler)).await
    });
    Ok(Bare {
        address,
        _runtime: runtime,
    })
}
