//! Photos bound to topics, counted, covered by the record, and removed when nobody needs them.

use std::io::Write;
use std::sync::Arc;

use chrono::TimeDelta;
use uuid::Uuid;
use yishi::domain::photos::Fault;
use yishi::domain::workflow::Verb;
use yishi::kit::config::FilesUrl;
use yishi::kit::files::Files;
use yishi::service::photos;
use yishi::service::{App, Problem, Target, record};
use yishi::store::photos as rows;
use yishi::store::photos::uploads::Holder;

use super::jpeg;
use crate::support::{World, world};

fn form(ids: &[Uuid]) -> Vec<(&'static str, String)> {
    let mut fields: Vec<(&str, String)> = [
        ("title", "三号楼前的路灯坏了"),
        ("body", "晚上看不清台阶。"),
        ("community", "yunxi"),
        ("category", "facilities"),
        ("consent", "yes"),
    ]
    .map(|(n, v)| (n, v.to_owned()))
    .into();
    fields.extend(ids.iter().map(|id| ("photo", id.to_string())));
    fields
}

fn borrowed<'a>(fields: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    fields.iter().map(|(n, v)| (*n, v.as_str())).collect()
}

async fn take_by(
    world: &World,
    account: Option<Uuid>,
    photos: &[Vec<u8>],
) -> Vec<Result<Uuid, Fault>> {
    let files = photos.iter().map(|bytes| {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        Ok(file)
    });
    let holder = Holder {
        account,
        ..Holder::default()
    };
    photos::take(&world.app, world.street.tenant, holder, files.collect())
        .await
        .unwrap()
}

async fn ids_by(world: &World, account: Option<Uuid>, photos: &[Vec<u8>]) -> Vec<Uuid> {
    let taken = take_by(world, account, photos).await;
    taken.into_iter().map(Result::unwrap).collect()
}

async fn take(world: &World, photos: &[Vec<u8>]) -> Vec<Uuid> {
    let me = world.street.person("resident").id;
    ids_by(world, Some(me), photos).await
}

async fn raised(world: &World, ids: &[Uuid]) -> (String, Uuid) {
    let fields = form(ids);
    let done = world
        .act(
            "resident",
            Verb::Submit,
            Target::default(),
            &borrowed(&fields),
        )
        .await
        .unwrap();
    (done.code, done.topic)
}

/// Files with how many refer to each, the most used first.
async fn files(world: &World) -> Vec<(String, i32)> {
    sqlx::query_as(
        "select sha256, refs from stored_file where tenant_id = 1 order by refs desc, sha256",
    )
    .fetch_all(&world.db.owner)
    .await
    .unwrap()
}

async fn broken(world: &World) -> usize {
    let report = record::verify(&world.db.store, world.street.tenant, |_| ()).await;
    report.unwrap().broken.len()
}

#[tokio::test]
async fn the_author_leaves_a_photo_out_and_adds_another() {
    let world = world().await;
    let ids = take(&world, &[jpeg(50, 40), jpeg(51, 40)]).await;
    let (code, topic) = raised(&world, &ids).await;
    let more = take(&world, &[jpeg(52, 40)]).await;
    let mut fields = form(&[ids[1], more[0]]);
    let alt = format!("photo_alt_{}", ids[1]);
    fields.push((Box::leak(alt.into_boxed_str()), "台阶 13800138000".into()));
    world
        .done("resident", Verb::Revise, &code, &borrowed(&fields))
        .await;
    let mut tx = world.read().await;
    let now = rows::of(&mut tx, topic, None).await.unwrap();
    drop(tx);
    let shown: Vec<(Uuid, i16)> = now.iter().map(|p| (p.id, p.n)).collect();
    assert_eq!(shown, [(ids[1], 1), (more[0], 2)]);
    assert!(now[0].alt.starts_with("台阶 138") && !now[0].alt.contains("13800138000"));
    assert_eq!(broken(&world).await, 0);
    let gone: Vec<_> = files(&world)
        .await
        .into_iter()
        .filter(|f| f.1 == 0)
        .collect();
    assert_eq!(gone.len(), 1, "a small picture is one file, used twice");
}

#[tokio::test]
async fn verify_sees_a_photo_that_was_changed_or_taken_away() {
    let world = world().await;
    let ids = take(&world, &[jpeg(50, 40), jpeg(51, 40)]).await;
    raised(&world, &ids).await;
    assert_eq!(broken(&world).await, 0);
    for sql in [
        "update photo set large = (select max(large) from photo), small = (select max(small) from photo)",
        "update photo set alt = 'x'",
        "delete from photo where n = 2",
    ] {
        let mut tx = world.db.owner.begin_with("begin").await.unwrap();
        sqlx::query(sql).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(broken(&world).await, 1, "{sql}");
    }
}

#[tokio::test]
async fn nobody_can_use_what_another_person_sent_nor_the_same_photo_twice() {
    let world = world().await;
    let me = world.street.person("second_resident").id;
    let others = ids_by(&world, Some(me), &[jpeg(50, 40)]).await;
    let used = take(&world, &[jpeg(51, 40)]).await;
    raised(&world, &used).await;
    let nobodys = ids_by(&world, None, &[jpeg(52, 40)]).await;
    for id in [others[0], nobodys[0], used[0], Uuid::from_u128(9)] {
        let fields = form(&[id]);
        let refused = world
            .act(
                "resident",
                Verb::Submit,
                Target::default(),
                &borrowed(&fields),
            )
            .await;
        let Err(Problem::Invalid(errors)) = refused else {
            panic!("{refused:?}");
        };
        assert_eq!(errors.of("photos").unwrap().key, Fault::Gone.key());
    }
}

#[tokio::test]
async fn the_same_photo_sent_by_many_at_once_is_one_file_counted_right() {
    let world = world().await;
    let photo = jpeg(700, 500);
    let each = (0..8).map(|_| take_by(&world, None, std::slice::from_ref(&photo)));
    let taken = futures::future::join_all(each).await;
    assert!(
        taken
            .iter()
            .all(|t| t.iter().filter(|t| t.is_ok()).count() == 1)
    );
    let files = files(&world).await;
    assert_eq!(files.len(), 2);
    assert!(files.iter().all(|f| f.1 == 8), "{files:?}");
}

#[tokio::test]
async fn what_no_topic_took_within_a_day_goes_and_what_is_used_stays() {
    let world = world().await;
    let (shared, lost) = (jpeg(700, 500), jpeg(701, 500));
    let kept = take(&world, std::slice::from_ref(&shared)).await;
    raised(&world, &kept).await;
    take(&world, &[shared, lost]).await;
    assert_eq!(files(&world).await.len(), 4);
    let tenant = world.street.tenant;
    assert_eq!(
        photos::tidy(&world.app, tenant).await.unwrap(),
        0,
        "too soon"
    );
    world.app.clock.advance(TimeDelta::hours(25));
    assert_eq!(photos::tidy(&world.app, tenant).await.unwrap(), 2);
    let left = files(&world).await;
    assert_eq!(left.len(), 2);
    for (name, refs) in left {
        assert_eq!(refs, 1);
        assert!(world.app.files.get(tenant, &name).await.unwrap().is_some());
    }
}

#[tokio::test]
async fn a_photo_left_out_stays_a_day_and_comes_back_when_it_is_sent_again() {
    let world = world().await;
    let photo = jpeg(700, 500);
    let ids = take(&world, std::slice::from_ref(&photo)).await;
    let (code, _) = raised(&world, &ids).await;
    world
        .done("resident", Verb::Revise, &code, &borrowed(&form(&[])))
        .await;
    let name = files(&world).await[0].0.clone();
    let tenant = world.street.tenant;
    world.app.clock.advance(TimeDelta::hours(23));
    assert_eq!(photos::tidy(&world.app, tenant).await.unwrap(), 0);
    take(&world, &[photo]).await;
    world.app.clock.advance(TimeDelta::hours(23));
    assert_eq!(photos::tidy(&world.app, tenant).await.unwrap(), 0);
    assert!(world.app.files.get(tenant, &name).await.unwrap().is_some());
    world.app.clock.advance(TimeDelta::hours(2));
    assert_eq!(photos::tidy(&world.app, tenant).await.unwrap(), 2);
    assert_eq!(world.app.files.get(tenant, &name).await.unwrap(), None);
    assert_eq!(broken(&world).await, 0);
}

#[tokio::test]
async fn when_files_cannot_be_kept_the_form_is_told_and_nothing_is_left() {
    let world = world().await;
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("files");
    let url = FilesUrl::Folder(folder.clone());
    let kept = Files::open(&url, home.path()).unwrap();
    let world = World {
        app: Arc::new(App {
            files: kept,
            ..App::clone(&world.app)
        }),
        ..world
    };
    let ids = take(&world, &[jpeg(50, 40)]).await;
    assert_eq!(ids.len(), 1);
    assert!(folder.join("1").is_dir());
    std::fs::remove_dir_all(&folder).unwrap();
    std::fs::write(&folder, "not a folder").unwrap();
    let taken = take_by(&world, None, &[jpeg(60, 40)]).await;
    assert_eq!(taken, [Err(Fault::Away)]);
    let used: Vec<_> = files(&world)
        .await
        .into_iter()
        .filter(|f| f.1 > 0)
        .collect();
    assert_eq!(used.len(), 1, "of the first one");
}

#[tokio::test]
async fn a_file_that_was_altered_is_not_handed_out() {
    let home = tempfile::tempdir().unwrap();
    let url = FilesUrl::Folder(home.path().join("files"));
    let files = Files::open(&url, home.path()).unwrap();
    let hash = yishi::domain::audit::sha256(b"photo").hex();
    files.put(7, &hash, b"photo".to_vec()).await.unwrap();
    assert_eq!(files.get(7, &hash).await.unwrap().unwrap(), b"photo");
    assert_eq!(files.get(8, &hash).await.unwrap(), None);
    std::fs::write(home.path().join("files/7").join(&hash), "other").unwrap();
    assert!(files.get(7, &hash).await.is_err());
    files.remove(7, &hash).await.unwrap();
    files.remove(7, &hash).await.unwrap();
    assert_eq!(files.get(7, &hash).await.unwrap(), None);
}

#[tokio::test]
async fn photos_prove_that_a_task_is_done() {
    let world = world().await;
    let code = world.accepted_task().await;
    let enough = ["100", "80", "60", "9000", "7000", "5000"];
    world.vote(&code, 1, "owners_vote", enough).await;
    let officer = world.street.person("department_officer").id;
    let ids = ids_by(&world, Some(officer), &[jpeg(50, 40)]).await;
    let id = ids[0].to_string();
    let fields = [("words", "充电棚已经建成并通过验收。"), ("photo", &id)];
    world
        .tasked("department_officer", Verb::TaskComplete, &code, 1, &fields)
        .await;
    assert_eq!(broken(&world).await, 0);
    let mut browser = crate::support::Browser::new(&world).await;
    let page = browser.get(&format!("/yunxi/topics/{code}")).await;
    assert_eq!(page.count("#tasks .photos img"), 1, "{}", page.text);
    let photo = page.attribute("#tasks .photos a", "href");
    let results = browser.get("/yunxi/results").await;
    assert_eq!(results.attribute(".rows .photos a", "href"), photo);
    let data = browser.get("/yunxi/api/v1/results").await.text;
    let address = format!("\"address\":\"http://yishi.test{photo}\",\"shows\":");
    assert!(data.contains(&address), "{data}");
    let mut officer = browser.other();
    officer.log_in(&world, "office_officer").await;
    let work = format!("/yunxi/desk/topics/{code}/supervision");
    assert_eq!(officer.get(&work).await.count(".card .photos img"), 1);
    assert_eq!(browser.get(&photo).await.status, 200);
}
