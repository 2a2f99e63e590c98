//! The description of the API says what the API does.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use serde_json::Value;
use yishi::web::routes::api::description;

use super::get;
use crate::support::program::Home;
use crate::support::{Browser, world};

#[tokio::test]
async fn the_description_knows_every_route_and_every_answer_is_as_it_says() {
    let world = world().await;
    let code = world.rated().await;
    let mut browser = Browser::new(&world).await;
    let description = get(&mut browser, "/yunxi/api/openapi.json").await;
    assert_eq!(description["openapi"], "3.1.0");
    let paths = description["paths"].as_object().unwrap();
    let table = yishi::web::routes::table();
    let api = table.iter().filter(|r| r.path.contains("/api/v"));
    let routes: BTreeSet<&str> = api.map(|r| r.path.as_str()).collect();
    assert_eq!(
        routes,
        paths.keys().map(String::as_str).collect::<BTreeSet<_>>()
    );
    let mut compiler = boon::Compiler::new();
    compiler
        .add_resource("http://yishi.test/openapi.json", description.clone())
        .unwrap();
    let mut checked = boon::Schemas::new();
    let mut check = |name: String, value: &Value| {
        let place = format!("http://yishi.test/openapi.json#{}", &name[1..]);
        let schema = compiler.compile(&place, &mut checked).unwrap();
        if let Err(fault) = checked.validate(value, schema) {
            panic!("{name}: {fault:#}\n{value}");
        }
    };
    for (path, item) in paths {
        let ok = &item["get"]["responses"]["200"]["content"]["application/json"]["schema"];
        let name = ok["$ref"].as_str().unwrap().to_owned();
        let address = path.replace("{street}", "yunxi").replace("{code}", &code);
        check(name.clone(), &get(&mut browser, &address).await);
        let missing = browser.get(&address.replace(&code, "YX-1")).await;
        if missing.status == StatusCode::NOT_FOUND {
            let missing = serde_json::from_str(&missing.text).unwrap();
            check("#/components/schemas/Problem".to_owned(), &missing);
        }
        let wrong = browser.get(&format!("{address}?limit=x")).await;
        if item["get"]["responses"].get("422").is_some() {
            assert_eq!(wrong.status, 422, "{path}");
            let wrong = serde_json::from_str(&wrong.text).unwrap();
            check("#/components/schemas/Problem".to_owned(), &wrong);
        }
    }
}

#[test]
fn the_command_prints_the_description_without_a_database() {
    let home = Home::open();
    let printed: Value = serde_json::from_str(&home.ok(&["openapi"])).unwrap();
    let served = description(Some("http://yishi.test")).to_json().unwrap();
    let mut served: Value = serde_json::from_str(&served).unwrap();
    let servers = served.as_object_mut().unwrap().remove("servers");
    assert_eq!(servers.unwrap()[0]["url"], "http://yishi.test");
    assert_eq!(printed, served);
    let left: Vec<_> = std::fs::read_dir(&home.folder).unwrap().collect();
    assert!(left.is_empty(), "nothing was made: {left:?}");
}
