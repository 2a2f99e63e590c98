//! Sessions as a calendar: what anybody may subscribe to.

use axum::http::StatusCode;

use crate::support::{Answer, Browser, world};

/// The lines of a calendar, unfolded, each no longer than a line may be.
fn lines(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let kind = answer.header("content-type");
    assert!(kind.starts_with("text/calendar"), "{kind}");
    let text = &answer.text;
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
    let whole = text.replace("\r\n ", "");
    whole.split("\r\n").map(str::to_owned).collect()
}

#[tokio::test]
async fn the_sessions_of_published_topics_are_a_calendar_that_anybody_subscribes_to() {
    let world = world().await;
    let (code, session) = world.opened().await;
    let mut root = world.db.superuser().await;
    sqlx::query("update topic set title = '充电棚, 东门; 第一\\期' where code = $1")
        .bind(&code)
        .execute(&mut root)
        .await
        .unwrap();
    let mut anybody = Browser::new(&world).await.speaks("zh");
    let one = format!("/yunxi/sessions/{session}.ics");
    let page = anybody.get(&format!("/yunxi/sessions/{session}")).await;
    assert_eq!(page.count(&format!("a[href='{one}']")), 1);
    let list = anybody.get("/yunxi/sessions").await;
    assert_eq!(list.count("a[href='/yunxi/calendar.ics']"), 1);
    for path in ["/yunxi/calendar.ics", one.as_str()] {
        let lines = lines(&anybody.get(path).await);
        let has = |line: &str| lines.iter().any(|l| l == line);
        for line in [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "TZID:Asia/Shanghai",
            &format!("UID:{session}@yishi"),
            "STATUS:CONFIRMED",
        ] {
            assert!(has(line), "{line}: {lines:?}");
        }
        let starts = |with: &str| lines.iter().filter(|l| l.starts_with(with)).count();
        assert_eq!(starts("DTSTART;TZID=Asia/Shanghai:2026"), 1, "{lines:?}");
        assert_eq!(starts("DTEND;TZID=Asia/Shanghai:2026"), 1);
        assert_eq!(starts("DTSTAMP:2026"), 1);
        let summary = lines.iter().find(|l| l.starts_with("SUMMARY:")).unwrap();
        assert!(summary.ends_with(r"充电棚\, 东门\; 第一\\期"), "{summary}");
    }
    // Of a text that is taken down there is no date either.
    world.take_down(&code, "含有他人隐私").await;
    let gone = anybody.get(&one).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    assert!(
        !anybody
            .get("/yunxi/calendar.ics")
            .await
            .text
            .contains("充电棚")
    );
    for none in ["nonsense.ics", "00000000-0000-7000-8000-000000000000.ics"] {
        let none = anybody.get(&format!("/yunxi/sessions/{none}")).await;
        assert_eq!(none.status, StatusCode::NOT_FOUND);
    }
}
