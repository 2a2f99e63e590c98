//! Public calls: who announces them, which topics answer them, and where one reads that.

use axum::http::StatusCode;
use yishi::domain::workflow::Verb;

use crate::support::{Browser, World, world};

const CALL: [(&str, &str); 4] = [
    ("title", "今年最该商量的一件事"),
    ("body", "请写下小区里您最想大家坐下来商量的一件事。"),
    ("opens_on", "2026-11-23"),
    ("closes_on", "2026-12-02"),
];

#[tokio::test]
async fn a_public_call_is_announced_and_counts_the_topics_that_answer_it() {
    let world = world().await;
    world.set_clock("2026-11-23T09:00");
    let council = world.street.councils[0].id.to_string();
    let path = format!("/{}/calls", world.street.slug);
    let mut liaison = Browser::new(&world).await;
    liaison.log_in(&world, "liaison").await;
    let mut fields = CALL.to_vec();
    fields.push(("council", council.as_str()));
    let mut short = fields.clone();
    short[3].1 = "2026-11-25";
    let (new, check) = (format!("{path}/new"), format!("{path}/check"));
    let refused = liaison.submit(&new, &check, &short).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("7 至 15 天") && refused.text.contains(CALL[0].1));
    // What residents will see comes first, with its dates in words; from there it goes out, or back.
    let seen = liaison.submit(&new, &check, &fields).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.text);
    assert!(seen.text.contains("2026年11月23日 周一") && seen.text.contains("共 10 天"));
    assert_eq!(seen.count(&format!("form[action=\"{path}\"]")), 1);
    let back = liaison.post(&new, &fields).await;
    assert!(back.text.contains(CALL[1].1), "{}", back.text);
    assert_eq!(back.count(&format!("form[action=\"{check}\"]")), 1);
    assert!(!liaison.get(&path).await.text.contains(CALL[0].1));
    let sent = liaison.post(&path, &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let page = sent.location().to_owned();
    let call = page.rsplit('/').next().unwrap().to_owned();

    let submit = |title: &'static str| {
        [
            ("title", title),
            ("body", "夜里看不清路，老人摔过两次。"),
            ("community", "yunxi"),
        ]
        .into_iter()
        .chain([
            ("category", "facilities"),
            ("consent", "yes"),
            ("call", call.as_str()),
        ])
        .collect::<Vec<_>>()
    };
    world
        .done("resident", Verb::Submit, "", &submit("门口路灯不亮"))
        .await;
    let anybody = liaison.other();
    let seen = anybody.clone().get(&page).await;
    assert!(seen.text.contains("已收到 1 件") && seen.text.contains("另有 1 件"));
    assert!(
        !seen.text.contains("门口路灯不亮"),
        "not public before it is accepted"
    );
    assert!(seen.count("svg") > 0 && seen.text.contains(&format!("call={call}")));
    // After the last day a topic is raised as at any other time, and not counted.
    world.set_clock("2026-12-03T09:00");
    world
        .done("resident", Verb::Submit, "", &submit("楼道堆了杂物"))
        .await;
    let seen = anybody.clone().get(&page).await;
    assert!(seen.text.contains("已收到 1 件") && seen.text.contains("已经截止"));
    assert!(
        !seen.text.contains("扫码提议题"),
        "what is over sends nobody"
    );
    assert!(!seen.text.contains("/topics/new?call"));
}

#[tokio::test]
async fn pressed_twice_a_call_is_announced_once_and_written_anew_it_is_another() {
    let world = world().await;
    world.set_clock("2026-11-23T09:00");
    let council = world.street.councils[0].id.to_string();
    let path = "/yunxi/calls";
    let (new, check) = (format!("{path}/new"), format!("{path}/check"));
    let mut liaison = Browser::new(&world).await;
    liaison.log_in(&world, "liaison").await;
    let mut fields = CALL.to_vec();
    fields.push(("council", council.as_str()));
    let seen = liaison.submit(&new, &check, &fields).await;
    let form = seen.form(path);
    let mut pairs: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let mut other = liaison.clone();
    let (one, two) = tokio::join!(liaison.post(path, &pairs), other.post(path, &pairs));
    assert_eq!(one.status, StatusCode::SEE_OTHER, "{}", one.text);
    assert_eq!(one.location(), two.location());
    let announced = "select count(*) from topic_call";
    let count = async || -> i64 {
        let n = sqlx::query_scalar(announced).fetch_one(&world.db.owner);
        n.await.unwrap()
    };
    assert_eq!(count().await, 1);
    // Back in the browser the page says what it said; what is changed there is another call.
    let back = liaison.post(&new, &pairs).await;
    let key = |page: &crate::support::Answer| page.attribute("main input[name=key]", "value");
    assert!(!key(&back).is_empty() && key(&back) == key(&seen));
    let title = pairs.iter_mut().find(|(name, _)| *name == "title").unwrap();
    title.1 = "明年最该商量的一件事";
    let third = liaison.post(path, &pairs).await;
    assert_ne!(third.location(), one.location());
    assert_eq!(count().await, 2);
}

#[tokio::test]
async fn a_call_is_announced_by_its_own_council_or_the_office_and_by_nobody_else() {
    let world = world().await;
    world.set_clock("2026-11-23T09:00");
    let other = world.street.councils[1].id.to_string();
    let path = format!("/{}/calls", world.street.slug);
    let mut fields = CALL.to_vec();
    fields.push(("council", other.as_str()));
    for (who, status) in [
        ("resident", StatusCode::UNPROCESSABLE_ENTITY),
        ("liaison", StatusCode::UNPROCESSABLE_ENTITY),
        ("office_officer", StatusCode::SEE_OTHER),
        ("dongxi_liaison", StatusCode::SEE_OTHER),
    ] {
        let mut browser = Browser::new(&world).await;
        browser.log_in(&world, who).await;
        let answer = browser.post(&path, &fields).await;
        assert_eq!(answer.status, status, "{who}: {}", answer.text);
    }
}

#[tokio::test]
async fn a_call_that_was_announced_by_mistake_is_ended_with_a_public_reason_by_its_own_council() {
    let world = world().await;
    let call = announced(&world).await;
    let page = format!("/yunxi/calls/{call}");
    let end = format!("{page}/end");
    let why = [
        ("reason", "日期写错了，会重新发布。"),
        ("page", page.as_str()),
    ];
    let form = format!("form[action='{end}']");
    for (who, offered) in [("resident", 0), ("dongxi_liaison", 0), ("liaison", 1)] {
        let mut browser = Browser::new(&world).await.speaks("zh");
        browser.log_in(&world, who).await;
        assert_eq!(browser.get(&page).await.count(&form), offered, "{who}");
        if offered == 0 {
            assert_eq!(browser.post(&end, &why).await.status, StatusCode::NOT_FOUND);
            continue;
        }
        let empty = browser.post(&end, &[("page", page.as_str())]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        for _ in 0..2 {
            let ended = browser.post(&end, &why).await;
            assert_eq!(ended.location(), page, "{}", ended.text);
        }
    }
    let mut anybody = Browser::new(&world).await.speaks("zh");
    let seen = anybody.get(&page).await;
    assert!(
        seen.text_of("#ended").contains("会重新发布"),
        "{}",
        seen.text
    );
    assert!(seen.text.contains("提前结束") && !seen.text.contains("/topics/new?call"));
    assert!(!anybody.get("/yunxi").await.text.contains(&call));
    raise(&world, "resident", "yunxi", &call).await;
    assert!(anybody.get(&page).await.text.contains("已收到 0 件"));
}

/// A call of 云溪's council that is open, by its id.
async fn announced(world: &World) -> String {
    world.set_clock("2026-11-23T09:00");
    let council = world.street.councils[0].id.to_string();
    let mut fields = CALL.to_vec();
    fields.push(("council", council.as_str()));
    let mut liaison = Browser::new(world).await;
    liaison.log_in(world, "liaison").await;
    let sent = liaison.post("/yunxi/calls", &fields).await;
    sent.location().rsplit('/').next().unwrap().to_owned()
}

/// Raises a topic from a call's page.
async fn raise(world: &World, key: &str, community: &str, call: &str) -> String {
    let mut fields = vec![
        ("title", "门口路灯不亮"),
        ("body", "夜里看不清路，老人摔过两次。"),
        ("community", community),
        ("category", "facilities"),
        ("consent", "yes"),
        ("call", call),
    ];
    if key == "member" {
        fields.push(("grounds", "走访时多位居民反映。"));
    }
    world.done(key, Verb::Submit, "", &fields).await.code
}

#[tokio::test]
async fn a_call_counts_topics_of_its_community_that_are_no_recommendation_and_each_names_it() {
    let world = world().await;
    let call = announced(&world).await;
    let page = format!("/yunxi/calls/{call}");
    let link = format!("main .notice a[href='{page}']");
    let mut liaison = Browser::new(&world).await.speaks("zh");
    liaison.log_in(&world, "liaison").await;
    for (key, community, n, names) in [
        ("resident", "yunxi", 1, 1),
        ("resident", "dongxi", 1, 0),
        ("resident", "street", 1, 0),
        ("member", "yunxi", 1, 0),
        ("resident", "yunxi", 2, 1),
    ] {
        let code = raise(&world, key, community, &call).await;
        let seen = liaison.get(&page).await;
        let count = format!("已收到 {n} 件");
        assert!(seen.text.contains(&count), "{key} {community}: {n}");
        let mut author = Browser::new(&world).await;
        author.log_in(&world, key).await;
        let topic = author.get(&format!("/yunxi/topics/{code}")).await;
        assert_eq!(topic.count(&link), names, "{key} {community}");
    }
}

#[tokio::test]
async fn the_wizard_names_the_call_that_is_answered_and_says_what_is_not_counted() {
    let world = world().await;
    let call = announced(&world).await;
    let mut resident = Browser::new(&world).await.speaks("zh");
    resident.log_in(&world, "resident").await;
    let new = "/yunxi/topics/new";
    let asked = |call: &str| format!("{new}?call={call}");
    let kept = |page: &crate::support::Answer| page.attribute("input[name=call]", "value");
    for none in ["00000000-0000-7000-8000-000000000000", "nonsense"] {
        let page = resident.get(&asked(none)).await;
        assert!(page.text_of("#call").contains("不存在"), "{}", page.text);
        assert_eq!(kept(&page), "");
    }
    assert_eq!(resident.get(new).await.count("#call"), 0);
    let page = resident.get(&asked(&call)).await;
    assert!(page.text_of("#call").contains(CALL[0].1));
    assert!(page.text_of("#call").contains("云溪社区"));
    assert_eq!(kept(&page), call);
    for (community, said) in [("yunxi", ""), ("dongxi", "不计入征集")] {
        let first = [
            ("title", "门口路灯不亮"),
            ("body", "夜里看不清路，老人摔过两次。"),
            ("community", community),
            ("category", "facilities"),
            ("call", call.as_str()),
            ("step", "1"),
        ];
        let answer = resident.post(new, &first).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        let check = resident.get(&format!("{new}?step=4")).await;
        let lines = check.text_of("dl.changeable");
        assert!(lines.contains(CALL[0].1) && lines.contains(said), "{lines}");
        assert_eq!(lines.contains("不计入"), !said.is_empty(), "{lines}");
    }
    world.set_clock("2026-12-03T09:00");
    let page = resident.get(&asked(&call)).await;
    assert!(page.text_of("#call").contains("不在征集期内"));
}

/// A call as staff read it on its page, and whether a code is there to scan.
async fn read(world: &World, call: &str) -> (String, usize) {
    let mut liaison = Browser::new(world).await.speaks("zh");
    liaison.log_in(world, "liaison").await;
    let page = liaison.get(&format!("/yunxi/calls/{call}")).await;
    (page.text_of("main aside"), page.count("main aside svg"))
}

#[tokio::test]
async fn nobody_is_asked_to_scan_or_to_hang_up_a_call_that_is_over_or_not_yet_open() {
    let world = world().await;
    let open = announced(&world).await;
    let council = world.street.councils[0].id.to_string();
    let ahead = [
        ("title", "明年先修哪一处"),
        CALL[1],
        ("opens_on", "2026-12-01"),
        ("closes_on", "2026-12-10"),
        ("council", council.as_str()),
    ];
    let mut liaison = Browser::new(&world).await;
    liaison.log_in(&world, "liaison").await;
    let sent = liaison.post("/yunxi/calls", &ahead).await;
    let ahead = sent.location().rsplit('/').next().unwrap().to_owned();
    raise(&world, "resident", "yunxi", &open).await;

    let (said, codes) = read(&world, &open).await;
    assert!(said.contains("扫码提议题") && said.contains("打印这一页"));
    assert_eq!(codes, 1);
    let (said, codes) = read(&world, &ahead).await;
    assert!(said.contains("从2026年12月1日起征集"), "{said}");
    assert!(!said.contains("扫码") && !said.contains("打印"), "{said}");
    assert_eq!(codes, 0);
    world.set_clock("2026-12-03T09:00");
    let (said, codes) = read(&world, &open).await;
    assert!(said.contains("收到 1 件议题，其中公开的"), "{said}");
    assert!(!said.contains("扫码") && !said.contains("打印"), "{said}");
    assert_eq!(codes, 0);
}
