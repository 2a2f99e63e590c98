//! The pages through the router: both languages, unknown streets, errors, the forms' way back.

use axum::http::StatusCode;
use yishi::domain::workflow::Step;
use yishi::web::routes::{self, Access};

use crate::support::{Browser, world};

fn read_paths(access: Access) -> Vec<String> {
    let table = routes::table().into_iter();
    table
        .filter(|r| r.method == "GET" && r.access == access)
        .map(|r| r.example())
        .collect()
}

#[tokio::test]
async fn every_page_speaks_both_languages() {
    let world = world().await;
    let browser = Browser::new(&world).await;
    for language in ["zh", "en"] {
        let mut nobody = browser.other().speaks(language);
        let mut liaison = browser.other().speaks(language);
        liaison.log_in(&world, "liaison").await;
        for path in read_paths(Access::Public)
            .iter()
            .chain(&read_paths(Access::LoggedIn))
        {
            for visitor in [&mut nobody, &mut liaison] {
                let page = visitor.get(path).await;
                let known = [200, 303, 403, 404].contains(&page.status.as_u16());
                assert!(known, "{path}: {}\n{}", page.status, page.text);
                assert!(
                    !page.text.contains('⟦'),
                    "{path} lacks a text: {}",
                    missing(&page.text)
                );
                let read_by_people = page.header("content-type").starts_with("text/html");
                if page.status != StatusCode::SEE_OTHER && read_by_people {
                    let tag = page.attribute("html", "lang");
                    assert_eq!(&tag[..2], language, "{path}");
                    assert_eq!(page.count("h1"), 1, "{path} has one heading");
                    assert_eq!(page.count("main"), 1, "{path}");
                }
            }
        }
    }
}

fn missing(text: &str) -> String {
    let keys = text.split('⟦').skip(1).filter_map(|t| t.split('⟧').next());
    keys.collect::<Vec<_>>().join(", ")
}

#[tokio::test]
async fn nobody_is_sent_to_the_log_in_and_back() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    for path in read_paths(Access::LoggedIn) {
        let answer = browser.get(&path).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
        assert!(
            answer.location().contains("/login?next="),
            "{path}: {}",
            answer.location()
        );
    }
    let slug = world.street.slug;
    let form = format!("/{slug}/login?next=/{slug}/account%3Fx%3D1");
    let action = format!("/{slug}/login");
    let person = world.street.person("resident").phone.clone();
    let fields = [
        ("phone", person.as_str()),
        ("password", crate::support::PASSWORD),
    ];
    let answer = browser.submit(&form, &action, &fields).await;
    assert_eq!(answer.location(), format!("/{slug}/account?x=1"));
}

#[tokio::test]
async fn an_unknown_street_is_not_found_in_the_visitor_s_language() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    for path in ["/atlantis", "/atlantis/topics", "/nowhere/at/all", "/Yunxi"] {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert!(page.text_of("h1").contains("没有找到"));
    }
    browser
        .headers
        .push(("accept-language", "en-GB,en;q=0.9".into()));
    let page = browser.get("/atlantis").await;
    assert_eq!(page.text_of("h1"), "Page not found");
    let answer = browser.post(&format!("/{}", world.street.slug), &[]).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn the_streets_are_found_by_name_and_code() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    assert!(browser.get("/").await.text.contains(world.street.name));
    let found = browser.get("/?q=%E4%BA%91").await;
    assert!(found.text_of(".streets").contains(world.street.name));
    let none = browser.get("/?q=zzzz%3Cb%3E").await;
    assert_eq!(none.count(".streets"), 0);
    assert!(
        none.text_of(".empty").contains("zzzz<b>"),
        "{}",
        none.text_of(".empty")
    );
    browser.get(&format!("/{}", world.street.slug)).await;
    assert!(
        browser
            .get("/")
            .await
            .text_of(".last-street")
            .contains(world.street.name)
    );
}

#[tokio::test]
async fn what_was_typed_outlives_the_log_in() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    let slug = world.street.slug;
    browser.log_in(&world, "resident").await;
    browser
        .cookies
        .remove(&format!("yishi_{}", world.street.tenant));
    let path = format!("/{slug}/topics/YX-2026-0001/withdraw");
    let page = format!("/{slug}/account");
    let fields = [
        ("reason", "邻里之间已经商量好了"),
        ("page", page.as_str()),
        ("lock", "1764500000000000"),
    ];
    let refused = browser.post(&path, &fields).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    assert_eq!(refused.text_of(".kept textarea"), "邻里之间已经商量好了");
    assert_eq!(refused.count(".kept textarea"), 1, "nobody typed the rest");
    // Who has no account comes back to the page of the form.
    for link in ["register", "password"] {
        let href = refused.attribute(&format!("main a[href*='/{link}']"), "href");
        let there = format!("/{slug}/{link}?next=/{slug}/account");
        assert_eq!(href, there);
    }
    // A wrong password on the way loses neither.
    let mut login = refused.form(&format!("/{slug}/login"));
    login.retain(|(n, _)| n != "phone" && n != "password");
    let wrong = [("phone", "13800000001"), ("password", "Wrong-Bridge-7")];
    let mut pairs: Vec<(&str, &str)> = login
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    pairs.extend(wrong);
    let refused = browser.post(&format!("/{slug}/login"), &pairs).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let href = refused.attribute("main a[href*='/register']", "href");
    assert_eq!(href, format!("/{slug}/register?next=/{slug}/account"));
    let mut login = refused.form(&format!("/{slug}/login"));
    let phone = world.street.person("resident").phone.clone();
    login.retain(|(n, _)| n != "phone" && n != "password");
    login.push(("phone".into(), phone));
    login.push(("password".into(), crate::support::PASSWORD.into()));
    let pairs: Vec<(&str, &str)> = login
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    let answer = browser.post(&format!("/{slug}/login"), &pairs).await;
    // The page does not hold that form: what was written is shown to be copied, with the way to the page.
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", answer.text);
    assert!(answer.text.contains("您已登录"), "{}", answer.text);
    assert_eq!(answer.text_of(".kept textarea"), "邻里之间已经商量好了");
    assert_eq!(answer.count("input[name=password]"), 0, "{}", answer.text);
    assert_eq!(answer.attribute(".fault .actions a", "href"), page);
    let account = browser.get(&page).await;
    assert!(account.text.contains("张晓云"), "{}", account.text);
    assert_eq!(answer.header("cache-control"), "no-store");
}

#[tokio::test]
async fn a_verb_needs_somebody_and_something() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    let path = format!("/{}/topics/YX-2026-9999/accept", world.street.slug);
    assert_eq!(
        browser.post(&path, &[]).await.status,
        StatusCode::UNAUTHORIZED
    );
    browser.log_in(&world, "liaison").await;
    let answer = browser.post(&path, &[("focus", "livelihood")]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_form_that_a_database_keeps_waiting_is_given_back_with_its_words() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    // It takes what it is asked and answers nothing, as a server that stands still.
    let frozen = "create or replace function enter_tenant(t integer) returns void language plpgsql
         as $$ begin perform pg_sleep(60); end $$";
    sqlx::query(frozen).execute(&world.db.owner).await.unwrap();
    let begun = world
        .db
        .store
        .write(world.street.tenant, "test.write")
        .await;
    // Not the server's own limit, which it would not keep: ours.
    assert!(matches!(
        begun,
        Err(yishi::store::Error::Unavailable(sqlx::Error::PoolTimedOut))
    ));
    let path = format!("/{}/topics/new", world.street.slug);
    let form = [("step", "1"), ("title", "三号楼前的路灯坏了")];
    let answer = browser.post(&path, &form).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.text_of(".kept").contains("三号楼前的路灯坏了"));
}

#[tokio::test]
async fn without_its_database_a_page_says_so_in_a_sentence() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    world.db.store.close().await;
    let page = browser.get(&format!("/{}", world.street.slug)).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.text_of("h1").contains("暂时不可用"));
    assert!(!page.text.contains("sqlx") && !page.text.contains("pool"));
    assert_eq!(
        browser.get("/readyz").await.status,
        StatusCode::SERVICE_UNAVAILABLE
    );
    assert_eq!(browser.get("/healthz").await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_track_says_when_each_step_is_to_come_and_when_the_session_is() {
    let world = world().await;
    let code = world.to_step(Step::Research).await;
    let mut browser = Browser::new(&world).await.speaks("zh");
    let path = format!("/yunxi/topics/{code}");
    let planned = [
        "11月27日 周五 09:00",
        "意见发出后 10 个工作日内",
        "交办后 3 个工作日内答复",
        "每 30 天查看一次",
        "完成后 30 天内，由您来评",
    ];
    let track = browser.get(&path).await.text_of(".track-wide");
    for note in planned {
        assert!(track.contains(note), "{note}: {track}");
    }
    // Of a topic whose text is taken down no more than where it stands.
    world.take_down(&code, "图中有他人的身份证").await;
    let track = browser.get(&path).await.text_of(".track-wide");
    assert!(!track.contains(planned[0]), "{track}");
}
