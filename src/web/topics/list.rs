//! `/{street}/topics`: the list.

use askama::Template;

use super::filters::Wanted;
use super::links::{Ground, Group, Value};
use crate::domain::policy::{Viewer, Visibility};
use crate::kit::likeness::Written;
use crate::service::Problem;
use crate::service::topics::{own_of, similar_by};
use crate::store::councils::{self, CouncilRow};
use crate::store::page::{After, Count};
use crate::store::people::places;
use crate::store::topics::counts;
use crate::store::topics::list as rows;
use crate::store::topics::synonyms;
use crate::web::kit::answer::encode;
use crate::web::kit::cards::{Card, card};
use crate::web::kit::parts::{Empty, Pager};
use crate::web::kit::{Nav, PageResult, Shell, Visit};

/// Rows of a page.
const SIZE: usize = 20;

#[derive(Template)]
#[template(path = "topics/list.html")]
struct Page {
    ui: Shell,
    words: String,
    keep: Vec<(&'static str, String)>,
    count: String,
    orders: Vec<Value>,
    cards: Vec<Card>,
    near: Vec<Group>,
    far: Vec<Group>,
    far_open: bool,
    empty: Empty,
    pager: Pager,
}

/// `GET /{street}/topics?community=&council=&step=&category=&source=&state=&mine=&followed=&q=&after=`.
///
/// # Errors
/// When somebody who is not logged in asks for their own; when the database is away.
pub async fn list(mut visit: Visit) -> PageResult {
    let wanted = Wanted::read(|name| visit.query(name));
    if (wanted.mine || wanted.followed) && visit.me.is_none() {
        return Err(Problem::LoginNeeded.into());
    }
    let me = visit.me.clone();
    let viewer = Viewer::of(me.as_ref().map(|m| &m.actor));
    let communities = places::communities(&mut visit.tx).await?;
    let categories = places::categories(&mut visit.tx).await?;
    let words = if wanted.words.is_empty() {
        Vec::new()
    } else {
        synonyms::all(&mut visit.tx).await?
    };
    let own = own_of(&words);
    let council = if wanted.council.is_empty() {
        None
    } else {
        councils::by_slug(&mut visit.tx, &wanted.council).await?
    };
    // The counters know nothing of a search or a council.
    let counts = if wanted.words.is_empty() && wanted.council.is_empty() {
        let community = wanted.place(&communities).unwrap_or_default();
        counts::seen(&mut visit.tx, &viewer, community).await?
    } else {
        None
    };
    let mut filter = wanted.filter(&communities, me.as_ref().map(|m| m.account()), &own);
    filter.council = council.as_ref().map(|c| c.id);
    let no_council = council.is_none() && !wanted.council.is_empty();
    if no_council {
        filter.ids = Some(Vec::new());
    }
    let after = After::parse(visit.query("after"));
    let page = rows::page(&mut visit.tx, &viewer, &filter, after, SIZE).await?;
    let searched = !filter.sought.is_empty();
    // What is found was counted with its page, but for a page beyond the last.
    let count = match page.rows.first() {
        Some(row) if searched => Count::bounded(row.found),
        None if after.is_none() => Count::bounded(0),
        Some(_) | None => rows::count(&mut visit.tx, &viewer, &filter).await?,
    };
    // Where nothing says it, what may be about the same is offered if there is anything.
    let maybe = if searched && page.rows.is_empty() && after.is_none() {
        let asked = Written {
            title: wanted.words.clone(),
            ..Written::default()
        };
        let found = similar_by(&mut visit.tx, &viewer, &asked, None, &words).await?;
        !(found.alike.is_empty() && found.near.is_empty())
    } else {
        false
    };
    // A reader who sees more than the public is told how much more.
    let cells = counts.iter().flat_map(|c| &c.cells);
    let public = cells.filter(|c| c.visibility == Visibility::Public.code());
    let public: i64 = public.map(|c| i64::from(c.n)).sum();
    let own = match wanted.narrowed() || counts.is_none() {
        true => 0,
        false => (count.n - public).max(0),
    };
    let lang = visit.lang;
    let title = match (wanted.mine, wanted.followed) {
        (true, _) => "topics-own",
        (false, true) => "topics-followed",
        (false, false) => "topics-title",
    };
    let ui = visit.shell(lang.t(title), Nav::Topics);
    let ui = ui.about(&lang.t("topics-about").to_string());
    let list = ui.path("/topics");
    let ground = Ground {
        lang,
        list: &list,
        communities: &communities,
        categories: &categories,
        counts: counts.as_ref(),
    };
    let mut groups = wanted.groups(ground, me.is_some());
    let far = groups.split_off(groups.len().saturating_sub(3));
    groups.extend(council.as_ref().map(|c| of_council(&ui, &wanted, c)));
    let query = wanted.query();
    let next = page.next.map_or(String::new(), |after| {
        let rest = if query.is_empty() {
            String::new()
        } else {
            format!("{query}&")
        };
        format!("{list}?{rest}after={after}")
    });
    let first = if after.is_some() && query.is_empty() {
        list.clone()
    } else if after.is_some() {
        format!("{list}?{query}")
    } else {
        String::new()
    };
    let empty = if no_council || wanted.names_nothing(&communities, &categories) {
        Empty::new(lang.t("topics-none-such")).action(&list, lang.t("topics-show-all"))
    } else if !wanted.words.is_empty() {
        let mut empty = Empty::new(lang.t("topics-none-said"));
        if maybe {
            let similar = format!("{}?q={}", ui.path("/topics/similar"), encode(&wanted.words));
            empty = empty.action(similar, lang.t("topics-maybe"));
        }
        empty
            .action(wanted.without_words().href(&list), lang.t("topics-clear"))
            .action(ui.path("/topics/new"), lang.t("topics-raise"))
    } else if wanted.narrowed() {
        Empty::new(lang.t("topics-none-here")).action(&list, lang.t("topics-show-all"))
    } else {
        Empty::new(lang.t("topics-none")).action(ui.path("/topics/new"), lang.t("topics-raise"))
    };
    let shown = Page {
        count: lang
            .t(match (count.more, own) {
                (true, _) => "topics-count-more",
                (false, 0) => "topics-count",
                (false, _) => "topics-count-own",
            })
            .arg("n", count.n)
            .arg("own", own)
            .to_string(),
        orders: wanted.orders(lang, &list),
        cards: page.rows.iter().map(|r| card(&ui, r)).collect(),
        near: groups,
        far_open: far.iter().any(|g| g.on),
        far,
        empty,
        pager: Pager::new(lang, first, next),
        keep: keep(&wanted),
        words: wanted.words,
        ui,
    };
    visit.answer(&shown)
}

/// The council that its page has led to, beside the way back to all.
fn of_council(ui: &Shell, wanted: &Wanted, council: &CouncilRow) -> Group {
    let list = ui.path("/topics");
    let all = Wanted {
        council: String::new(),
        ..wanted.clone()
    };
    let value = |label: String, wanted: &Wanted, on: bool| Value {
        label,
        href: wanted.href(&list),
        on,
        n: None,
    };
    let name = ui.lang.name(&council.name, &council.english_name);
    Group {
        label: ui.t("councils-title").to_string(),
        values: vec![
            value(ui.t("topics-all").to_string(), &all, false),
            value(name.to_owned(), wanted, true),
        ],
        on: true,
    }
}

/// What a search keeps of the other filters: all but the words and their order.
fn keep(wanted: &Wanted) -> Vec<(&'static str, String)> {
    let chosen = wanted.chosen().into_iter();
    chosen
        .filter(|(name, _)| !matches!(*name, "q" | "sort"))
        .collect()
}
