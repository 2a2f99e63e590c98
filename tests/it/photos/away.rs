//! The store of files is away: who asks is told to come again, and no words are lost.

use std::fs;
use std::sync::Arc;

use axum::http::StatusCode;
use yishi::kit::config::FilesUrl;
use yishi::kit::files::Files;
use yishi::service::App;

use super::jpeg;
use super::sent::{NEW, THIRD, first, send};
use crate::support::{Browser, World, world};

#[tokio::test]
async fn a_store_that_is_away_loses_no_words_and_says_to_come_again() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("files");
    let url = FilesUrl::Folder(folder.clone());
    let files = Files::open(&url, home.path()).unwrap();
    let world = world().await;
    let app = Arc::new(App {
        files,
        ..(*world.app).clone()
    });
    let world = World { app, ..world };
    let mut browser = Browser::new(&world).await;
    browser.log_in(&world, "resident").await;
    let picture = jpeg(80, 60);
    let photo = [("a.jpg", &picture[..])];
    first(&mut browser).await;
    browser.post_files(NEW, &THIRD, &photo).await;
    let seen = send(&mut browser).await.attribute(".photos img", "src");
    assert_eq!(browser.get(&seen).await.status, StatusCode::OK);

    fs::rename(&folder, home.path().join("elsewhere")).unwrap();
    fs::write(&folder, "no folder").unwrap();
    let answer = browser.get(&seen).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    first(&mut browser).await;
    let refused = browser.post_files(NEW, &THIRD, &photo).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("照片暂时存不了"), "{}", refused.text);
    assert!(refused.text.contains("黑着的路灯"), "{}", refused.text);
}
