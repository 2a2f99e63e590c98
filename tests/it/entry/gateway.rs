//! The gateway for short messages: what it is sent, what happens when it refuses, and its setting.

use std::time::{Duration, Instant};

use axum::http::StatusCode;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use url::Url;
use yishi::kit::config::SmsUrl;
use yishi::kit::sms::{Sms, SmsError};
use yishi::service::App;

use super::asks;
use crate::support::{Browser, World, world};

/// A gateway that answers one request; gives its address and what it was sent.
async fn gateway(answer: &'static str) -> (Url, tokio::task::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/send?key=k-1", listener.local_addr().unwrap());
    let task = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut got = Vec::new();
        let mut part = [0; 4096];
        loop {
            let n = stream.read(&mut part).await.unwrap();
            got.extend_from_slice(&part[..n]);
            let text = String::from_utf8_lossy(&got).into_owned();
            if n == 0 || text.trim_end().ends_with('}') {
                stream.write_all(answer.as_bytes()).await.unwrap();
                return text;
            }
        }
    });
    (url.parse().unwrap(), task)
}

const GOOD: &str = "HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";
const BAD: &str = "HTTP/1.1 402 Payment Required\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

#[tokio::test]
async fn a_gateway_is_posted_phone_and_text_as_json() {
    let (url, task) = gateway(GOOD).await;
    let sms = Sms::open(Some(&url)).unwrap();
    sms.send("13700000001", "【云溪街道】验证码 123456")
        .await
        .unwrap();
    let sent = task.await.unwrap();
    assert!(
        sent.starts_with("POST /send?key=k-1 HTTP/1.1\r\n"),
        "{sent}"
    );
    assert!(sent.contains("content-type: application/json"), "{sent}");
    let body: serde_json::Value =
        serde_json::from_str(sent.split("\r\n\r\n").nth(1).unwrap()).unwrap();
    assert_eq!(body["phone"], "13700000001");
    assert_eq!(body["text"], "【云溪街道】验证码 123456");
}

#[tokio::test]
async fn a_gateway_that_refuses_or_is_silent_is_a_fault_without_phone_or_key() {
    let (url, _task) = gateway(BAD).await;
    let fault = Sms::open(Some(&url))
        .unwrap()
        .send("13700000001", "x")
        .await;
    assert!(matches!(
        fault,
        Err(SmsError::Refused(StatusCode::PAYMENT_REQUIRED))
    ));
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url: Url = format!("http://{}/?key=k-1", silent.local_addr().unwrap())
        .parse()
        .unwrap();
    let begun = Instant::now();
    let fault = Sms::open(Some(&url))
        .unwrap()
        .send("13700000001", "x")
        .await;
    let text = fault.unwrap_err().to_string();
    assert!(
        begun.elapsed() < Duration::from_secs(9),
        "{:?}",
        begun.elapsed()
    );
    assert!(
        !text.contains("k-1") && !text.contains("13700000001"),
        "{text}"
    );
}

#[tokio::test]
async fn a_registration_says_when_the_message_could_not_be_sent() {
    let world = world().await;
    let (url, _task) = gateway(BAD).await;
    let app = App {
        sms: Sms::open(Some(&url)).unwrap(),
        ..App::clone(&world.app)
    };
    let world = World {
        app: std::sync::Arc::new(app),
        ..world
    };
    let mut browser = Browser::new(&world).await;
    let slug = format!("/{}", world.street.slug);
    let answer = asks(&mut browser, &slug, "13700000001").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text_of(".mistakes").contains("短信没有发出去"));
    assert_eq!(
        answer.attribute("input[name=phone]", "value"),
        "13700000001"
    );
}

#[test]
fn a_wrong_gateway_setting_is_refused_by_name_and_never_printed() {
    for wrong in ["sms.example/key-7", "ftp://sms.example/key-7", "key-7"] {
        let fault = SmsUrl::parse(wrong).unwrap_err().to_string();
        assert!(fault.starts_with("YISHI_SMS_URL "), "{fault}");
        assert!(!fault.contains("key-7"), "{fault}");
    }
    let good = SmsUrl::parse("https://sms.example/send?key=key-7").unwrap();
    assert_eq!(format!("{good:?}"), "SmsUrl(…)");
    let open = Sms::open(Some(good.reveal())).unwrap();
    assert!(!format!("{open:?}").contains("key-7"));
}
