//! Photos sent with forms: through the browser, refused at their field, shown again, seen by whom.

use axum::http::StatusCode;
use image::ImageFormat;
use yishi::domain::workflow::Verb;
use yishi::service::record;

use super::{file, jpeg};
use crate::support::{self, Answer, Browser, World, world};

pub(super) const TOPICS: &str = "/yunxi/topics";
pub(super) const NEW: &str = "/yunxi/topics/new";

pub(super) fn fields() -> Vec<(&'static str, &'static str)> {
    vec![
        ("title", "三号楼前的路灯坏了"),
        ("body", "晚上看不清台阶，老人摔过两次。"),
        ("community", "yunxi"),
        ("category", "facilities"),
        ("consent", "yes"),
        ("photos_alt", "黑着的路灯"),
        ("page", NEW),
    ]
}

/// The first page of the wizard, sent.
pub(super) async fn first(browser: &mut Browser) {
    let mut first = fields();
    first.retain(|(n, _)| !matches!(*n, "consent" | "photos_alt" | "page"));
    first.push(("step", "1"));
    let sent = browser.post(NEW, &first).await;
    assert_eq!(sent.location(), format!("{NEW}?step=2"), "{}", sent.text);
}

/// The third page, which takes photos.
pub(super) const THIRD: [(&str, &str); 4] = [
    ("step", "3"),
    ("show_name", "masked"),
    ("photos_alt", "黑着的路灯"),
    ("page", "/yunxi/topics/new?step=3"),
];

/// The fourth page, sent; the topic's page.
pub(super) async fn send(browser: &mut Browser) -> Answer {
    let sent = browser
        .post(NEW, &[("step", "4"), ("consent", "yes")])
        .await;
    let topic = sent.location().strip_suffix("/sent");
    let topic = topic.unwrap_or_else(|| panic!("{} {}", sent.location(), sent.text));
    browser.get(topic).await
}

/// The form as it was shown again, to be sent once more without files.
fn again(answer: &Answer, action: &str) -> Vec<(String, String)> {
    answer.form(action)
}

fn borrowed(pairs: &[(String, String)]) -> Vec<(&str, &str)> {
    pairs
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect()
}

/// Logged in and raised with one photo; the topic's code.
async fn raised(world: &World, browser: &mut Browser, photo: &[u8]) -> String {
    browser.log_in(world, "resident").await;
    let sent = browser
        .post_files(TOPICS, &fields(), &[("a.jpg", photo)])
        .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    sent.location().rsplit('/').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_photo_is_seen_by_the_council_at_once_and_by_all_once_the_topic_is_taken_up() {
    let world = world().await;
    let mut resident = Browser::new(&world).await;
    let code = raised(&world, &mut resident, &jpeg(800, 600)).await;
    let page = resident.get(&format!("{TOPICS}/{code}")).await;
    let photo = page.attribute(".photos a", "href");
    let small = page.attribute(".photos img", "src");
    assert_eq!(small, format!("{photo}/small"));
    assert_eq!(page.attribute(".photos img", "alt"), "黑着的路灯");
    assert_eq!(page.attribute(".photos img", "width"), "480");
    let mut liaison = resident.other();
    liaison.log_in(&world, "liaison").await;
    let work = format!("/yunxi/desk/topics/{code}/solicitation");
    assert_eq!(liaison.get(&work).await.count(".photos img"), 1);
    let mut nobody = resident.other();
    let mut neighbour = resident.other();
    neighbour.log_in(&world, "second_resident").await;
    for (who, status) in [
        (&mut resident, StatusCode::OK),
        (&mut liaison, StatusCode::OK),
        (&mut neighbour, StatusCode::NOT_FOUND),
        (&mut nobody, StatusCode::NOT_FOUND),
    ] {
        for path in [&photo, &small] {
            assert_eq!(who.get(path).await.status, status, "{path}");
        }
    }
    assert_eq!(
        resident.get(&photo).await.header("cache-control"),
        "no-store"
    );
    world
        .done("liaison", Verb::Accept, &code, &[("focus", "livelihood")])
        .await;
    let seen = nobody.get(&photo).await;
    assert_eq!(seen.status, StatusCode::OK);
    assert_eq!(seen.header("content-type"), "image/jpeg");
    assert_eq!(seen.header("x-content-type-options"), "nosniff");
    assert!(seen.header("content-security-policy").contains("sandbox"));
    assert_eq!(seen.header("cache-control"), "private, max-age=600");
    let mark = seen.header("etag").to_owned();
    nobody.headers.push(("if-none-match", mark));
    assert_eq!(nobody.get(&photo).await.status, StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn a_photo_of_a_text_that_was_taken_down_is_not_served() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    let code = raised(&world, &mut browser, &jpeg(80, 60)).await;
    world
        .done("liaison", Verb::Accept, &code, &[("focus", "livelihood")])
        .await;
    let page = browser.get(&format!("{TOPICS}/{code}")).await;
    let photo = page.attribute(".photos a", "href");
    let mut nobody = browser.other();
    assert_eq!(nobody.get(&photo).await.status, StatusCode::OK);
    world.take_down(&code, "照片里有人脸").await;
    assert_eq!(nobody.get(&photo).await.status, StatusCode::NOT_FOUND);
    let page = nobody.get(&format!("{TOPICS}/{code}")).await;
    assert_eq!(page.count(".photos"), 0);
    assert_eq!(
        browser.get(&photo).await.status,
        StatusCode::OK,
        "the author"
    );
}

#[tokio::test]
async fn another_street_knows_nothing_of_a_photo() {
    let world = world().await;
    let other = support::other_street(&world.db).await;
    let mut browser = Browser::new(&world).await;
    let code = raised(&world, &mut browser, &jpeg(80, 60)).await;
    world
        .done("liaison", Verb::Accept, &code, &[("focus", "livelihood")])
        .await;
    let page = browser.get(&format!("{TOPICS}/{code}")).await;
    let photo = page.attribute(".photos a", "href");
    let there = photo.replacen("/yunxi/", &format!("/{}/", other.slug), 1);
    assert_eq!(browser.get(&there).await.status, StatusCode::NOT_FOUND);
    for odd in ["/yunxi/photos/x", "/yunxi/photos/..%2f..%2fetc/small"] {
        assert_eq!(
            browser.get(odd).await.status,
            StatusCode::NOT_FOUND,
            "{odd}"
        );
    }
}

#[tokio::test]
async fn of_seven_photos_six_are_taken_and_the_form_says_so_and_keeps_them() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    browser.log_in(&world, "resident").await;
    let photos: Vec<Vec<u8>> = (0..7).map(|i| jpeg(40 + i, 30)).collect();
    let files: Vec<(&str, &[u8])> = photos.iter().map(|p| ("p.jpg", p.as_slice())).collect();
    first(&mut browser).await;
    let mut third = THIRD.to_vec();
    third.push(("details", "物业说没有配件。"));
    let refused = browser.post_files(NEW, &third, &files).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text_of(".photo-field .error").contains("最多 6 张"));
    assert_eq!(refused.count(".photo-kept img"), 6);
    assert!(refused.text.contains("物业说没有配件"), "the text is kept");
    let thumb = refused.attribute(".photo-kept img", "src");
    assert_eq!(browser.get(&thumb).await.status, StatusCode::OK);
    // Sent again without choosing anything anew, but for one that is left out.
    let mut pairs = again(&refused, NEW);
    let left = refused.attribute(".photo-kept input[name=photo]", "value");
    pairs.push(("photo_drop".into(), left));
    let sent = browser.post_files(NEW, &borrowed(&pairs), &[]).await;
    assert_eq!(sent.location(), format!("{NEW}?step=4"), "{}", sent.text);
    assert_eq!(browser.get(sent.location()).await.count(".thumbs img"), 5);
    let page = send(&mut browser).await;
    assert_eq!(page.count(".photos img"), 5);
    let report = record::verify(&world.db.store, world.street.tenant, |_| ()).await;
    assert_eq!(report.unwrap().broken, []);
}

#[tokio::test]
async fn a_file_that_is_no_photo_is_refused_at_its_field_and_the_good_one_is_kept() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    browser.log_in(&world, "resident").await;
    let good = file(ImageFormat::Png, 60, 40);
    let half = &good[..good.len() / 2];
    let huge = vec![0xff; 10 * 1024 * 1024 + 1];
    first(&mut browser).await;
    for (bytes, words) in [
        (&b"GIF89a\x01\0\x01\0"[..], "不是 JPEG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "不是 JPEG"),
        (half, "打不开"),
        (&huge, "超过 10 MB"),
    ] {
        let files = [("good.png", good.as_slice()), ("photo.jpg", bytes)];
        let refused = browser.post_files(NEW, &THIRD, &files).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        let said = refused.text_of(".photo-field .error");
        assert!(said.contains(words), "{said}");
        assert_eq!(refused.count(".photo-kept img"), 1, "{words}");
        assert_eq!(refused.count(".mistakes a"), 1, "{words}");
    }
}

#[tokio::test]
async fn of_several_photos_that_are_refused_each_is_named_with_its_own_fault() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    first(&mut browser).await;
    let good = file(ImageFormat::Png, 60, 40);
    let files: [(&str, &[u8]); 4] = [
        ("gate.jpg", b"GIF89a\x01\0\x01\0"),
        ("half.png", &good[..good.len() / 2]),
        ("good.png", &good),
        ("<b>.jpg", b"x"),
    ];
    let refused = browser.post_files(NEW, &THIRD, &files).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = refused.text_of(".photo-field .error");
    assert_eq!(
        said,
        "gate.jpg、<b>.jpg：不是 JPEG、PNG 或 WebP 照片，改了文件名也不行；half.png：打不开，可能没有传完整或已损坏，请换一张或重新选择"
    );
    assert_eq!(refused.count(".photo-kept img"), 1);
    let again = browser.post(NEW, &borrowed(&again(&refused, NEW))).await;
    assert_eq!(again.location(), format!("{NEW}?step=4"), "{}", again.text);
}

#[tokio::test]
async fn photos_outlive_a_log_in_that_has_run_out_and_a_draft_of_some_days() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    first(&mut browser).await;
    let files = [("a.jpg", &jpeg(80, 60)[..])];
    let taken = browser.post_files(NEW, &THIRD, &files).await;
    assert_eq!(taken.location(), format!("{NEW}?step=4"), "{}", taken.text);
    let consent = [("step", "4"), ("consent", "yes")];
    let asked = browser.post(NEW, &consent).await;
    assert!(asked.location().starts_with("/yunxi/login?next="));
    world.app.clock.advance(chrono::TimeDelta::days(3));
    yishi::service::photos::tidy(&world.app, world.street.tenant)
        .await
        .unwrap();
    browser.log_in(&world, "resident").await;
    let shown = browser.get(&format!("{NEW}?step=3")).await;
    assert_eq!(shown.count(".photo-kept img"), 1, "{}", shown.text);
    assert_eq!(send(&mut browser).await.count(".photos img"), 1);
}

#[tokio::test]
async fn photos_of_the_one_form_outlive_a_log_in_that_has_run_out() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    let asked = browser
        .post_files(TOPICS, &fields(), &[("a.jpg", &jpeg(80, 60))])
        .await;
    assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
    let kept = again(&asked, "/yunxi/login");
    assert!(
        kept.iter()
            .any(|(n, v)| n == "kept" && v.contains("photo_alt_"))
    );
}

#[tokio::test]
async fn a_form_that_takes_no_files_passes_them_over() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    browser.log_in(&world, "resident").await;
    let code = world.submitted().await;
    let path = format!("{TOPICS}/{code}/withdraw");
    let photo = jpeg(80, 60);
    let sent = browser
        .post_files(&path, &[("reason", "已经解决了")], &[("a.jpg", &photo)])
        .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let kept: i64 = sqlx::query_scalar("select count(*) from upload")
        .fetch_one(&world.db.owner)
        .await
        .unwrap();
    assert_eq!(kept, 0);
}

#[tokio::test]
async fn a_form_that_broke_off_is_said_so() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    browser.log_in(&world, "resident").await;
    let request = axum::http::Request::post(TOPICS)
        .header("content-type", "multipart/form-data; boundary=x")
        .header("origin", support::SITE);
    let body = "--x\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nhalf a";
    let broken = browser.send(request, body.into()).await;
    assert_eq!(broken.status, StatusCode::BAD_REQUEST);
    assert!(broken.text_of("h1").contains("没有传完"), "{}", broken.text);
}

#[tokio::test]
async fn a_form_without_a_photo_is_whole_wherever_the_line_cuts_it() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    let part = |rest: &str| format!("--x\r\nContent-Disposition: form-data; name={rest}\r\n");
    let body = [
        part("\"step\"\r\n\r\n3"),
        part("\"show_name\"\r\n\r\nmasked"),
        part("\"photos\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n"),
        part("\"photos_alt\"\r\n\r\n"),
        "--x--\r\n".to_owned(),
    ]
    .concat();
    let from = body.find("filename").unwrap();
    for cut in from..body.len() {
        let (one, two) = body.split_at(cut);
        let chunks = [one.to_owned(), two.to_owned()].map(Ok::<_, std::io::Error>);
        let request = axum::http::Request::post("/yunxi/topics/new")
            .header("content-type", "multipart/form-data; boundary=x")
            .header("origin", support::SITE);
        let body = axum::body::Body::from_stream(futures::stream::iter(chunks));
        let sent = browser.send(request, body).await;
        assert_eq!(
            sent.status,
            StatusCode::SEE_OTHER,
            "cut at {cut}: {}",
            sent.text
        );
    }
}

/// What a form says of the photos it carries, and what it still holds of files that were not taken.
fn words(page: &Answer) -> (Vec<String>, Vec<String>) {
    let form = page.form(NEW);
    let of = |wanted: &dyn Fn(&str) -> bool| -> Vec<String> {
        let found = form.iter().filter(|(name, _)| wanted(name));
        found.map(|(_, alt)| alt.clone()).collect()
    };
    (
        of(&|n| n.starts_with("photo_alt_")),
        of(&|n| n == "photos_alt"),
    )
}

/// The third page with these words, sent with files.
async fn described(browser: &mut Browser, alts: &[&str], files: &[&[u8]]) -> Answer {
    let mut third = THIRD.to_vec();
    third.retain(|(name, _)| *name != "photos_alt");
    third.extend(alts.iter().map(|alt| ("photos_alt", *alt)));
    let files: Vec<(&str, &[u8])> = files.iter().map(|f| ("p.jpg", *f)).collect();
    browser.post_files(NEW, &third, &files).await
}

#[tokio::test]
async fn each_photo_keeps_its_own_words_whatever_becomes_of_the_others() {
    let world = world().await;
    let mut resident = Browser::new(&world).await;
    resident.log_in(&world, "resident").await;
    first(&mut resident).await;
    let photos: Vec<Vec<u8>> = (0..7).map(|i| jpeg(40 + i, 30)).collect();
    let photos: Vec<&[u8]> = photos.iter().map(Vec::as_slice).collect();
    let all = ["一", "二", "三", "四", "五", "六", "七"];
    described(&mut resident, &all[..2], &photos[..2]).await;
    let page = resident.get(&format!("{NEW}?step=3")).await;
    assert_eq!(words(&page).0, ["一", "二"]);
    let mut bad = photos.clone();
    let huge = vec![0xff; 10 * 1024 * 1024 + 1];
    (bad[1], bad[2], bad[3]) = (&photos[1][..100], b"", &huge);
    for (alts, files, kept, left) in [
        // One is cut off, one empty, one too large.
        (
            &all[..6],
            &bad[..6],
            &["一", "五", "六"][..],
            &["二", "三", "四"][..],
        ),
        (&["一", "", "三"], &bad[..3], &["一"], &["", "三"]),
        (&["一", ""], &bad[..2], &["一"], &[""]),
        (&all[1..4], &bad[1..4], &[], &["二", "三", "四"]),
        (&all, &photos, &all[..6], &["七"]),
        // One for all.
        (&["路灯"], &bad[..3], &["路灯"], &["路灯"]),
        (&["路灯"], &bad[1..3], &[], &["路灯"]),
    ] {
        let page = described(&mut resident, alts, files).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{alts:?}");
        let (k, l) = words(&page);
        assert_eq!(
            (k.as_slice(), l.as_slice()),
            (&*owned(kept), &*owned(left)),
            "{alts:?}"
        );
    }
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|w| (*w).to_owned()).collect()
}
