//! `/{street}/help`: how the eight steps work, who does what, time limits, privacy, the record, and
//! accessibility. The numbers are those of the rules, so that the pages stay true.

use askama::Template;

use super::kit::{Nav, PageError, PageResult, Shell, Visit};
use crate::domain::workflow::{Limits, Rules, Step};
use crate::kit::i18n::Lang;

/// A page: part of its address, its title, its lead, and its parts as pairs of heading and text.
struct Leaf {
    slug: &'static str,
    title: &'static str,
    lead: &'static str,
    parts: &'static [(&'static str, &'static str)],
}

const LEAVES: [Leaf; 6] = [
    Leaf {
        slug: "steps",
        title: "help-steps",
        lead: "help-steps-lead",
        parts: &[],
    },
    Leaf {
        slug: "people",
        title: "help-people",
        lead: "help-people-lead",
        parts: &[
            ("role-resident", "help-people-resident"),
            ("role-liaison", "help-people-liaison"),
            ("role-convener", "help-people-convener"),
            ("role-member", "help-people-member"),
            ("role-office-officer", "help-people-office"),
            ("role-leader", "help-people-leader"),
            ("role-department-officer", "help-people-department"),
        ],
    },
    Leaf {
        slug: "limits",
        title: "help-limits",
        lead: "help-limits-lead",
        parts: &[
            ("help-limits-answer", "help-limits-answer-text"),
            ("help-limits-plan", "help-limits-plan-text"),
            ("help-limits-session", "help-limits-session-text"),
            ("help-limits-feedback", "help-limits-feedback-text"),
            ("help-limits-task", "help-limits-task-text"),
            ("help-limits-evaluation", "help-limits-evaluation-text"),
        ],
    },
    Leaf {
        slug: "privacy",
        title: "help-privacy",
        lead: "help-privacy-lead",
        parts: &[
            ("help-privacy-what", "help-privacy-what-text"),
            ("help-privacy-shown", "help-privacy-shown-text"),
            ("help-privacy-who", "help-privacy-who-text"),
            ("help-privacy-votes", "help-privacy-votes-text"),
            ("help-privacy-rights", "help-privacy-rights-text"),
            ("help-privacy-children", "help-privacy-children-text"),
        ],
    },
    Leaf {
        slug: "record",
        title: "help-record",
        lead: "help-record-lead",
        parts: &[
            ("help-record-what", "help-record-what-text"),
            ("help-record-check", "help-record-check-text"),
            ("help-record-unseen", "help-record-unseen-text"),
        ],
    },
    Leaf {
        slug: "accessibility",
        title: "help-accessibility",
        lead: "help-accessibility-lead",
        parts: &[
            ("help-accessibility-large", "help-accessibility-large-text"),
            ("help-accessibility-keys", "help-accessibility-keys-text"),
            (
                "help-accessibility-script",
                "help-accessibility-script-text",
            ),
            ("help-accessibility-other", "help-accessibility-other-text"),
        ],
    },
];

/// What happens at each step, who acts, and what residents can do there.
const STEPS: [(&str, &str); 8] = [
    ("help-step-1", "help-step-1-you"),
    ("help-step-2", "help-step-2-you"),
    ("help-step-3", "help-step-3-you"),
    ("help-step-4", "help-step-4-you"),
    ("help-step-5", "help-step-5-you"),
    ("help-step-6", "help-step-6-you"),
    ("help-step-7", "help-step-7-you"),
    ("help-step-8", "help-step-8-you"),
];

/// A page in the list of pages.
struct Link {
    href: String,
    title: String,
    lead: String,
    here: bool,
}

#[derive(Template)]
#[template(path = "help/index.html")]
struct Index {
    ui: Shell,
    links: Vec<Link>,
}

/// `GET /{street}/help`.
///
/// # Errors
/// None beyond the template's.
pub async fn index(visit: Visit) -> PageResult {
    let lang = visit.lang;
    let ui = visit.shell(lang.t("help-title"), Nav::Other);
    let ui = ui.about(&lang.t("help-lead").to_string());
    let page = Index {
        links: links(&ui, ""),
        ui,
    };
    visit.answer(&page)
}

/// A part of a page.
struct Part {
    id: String,
    title: String,
    over: String,
    lines: Vec<String>,
}

#[derive(Template)]
#[template(path = "help/page.html")]
struct Page {
    ui: Shell,
    lead: String,
    parts: Vec<Part>,
    links: Vec<Link>,
}

/// `GET /{street}/help/{page}`.
///
/// # Errors
/// [`PageError::NotFound`] where there is no such page.
pub async fn page(visit: Visit) -> PageResult {
    let slug = visit.param("page").to_owned();
    let leaf = LEAVES.iter().find(|leaf| leaf.slug == slug);
    let leaf = leaf.ok_or(PageError::NotFound)?;
    let (lang, rules) = (visit.lang, Rules::default());
    let lead = with_numbers(lang, leaf.lead, &rules);
    let ui = visit.shell(lang.t(leaf.title), Nav::Other).about(&lead);
    let mut parts: Vec<Part> = leaf
        .parts
        .iter()
        .enumerate()
        .map(|(n, (title, text))| Part {
            id: format!("part-{}", n + 1),
            title: lang.t(*title).to_string(),
            over: String::new(),
            lines: vec![with_numbers(lang, text, &rules)],
        })
        .collect();
    if leaf.slug == "steps" {
        parts = Step::ALL
            .into_iter()
            .zip(STEPS)
            .map(|(step, keys)| step_part(lang, &rules, step, keys))
            .collect();
    }
    let page = Page {
        lead,
        parts,
        links: links(&ui, leaf.slug),
        ui,
    };
    visit.answer(&page)
}

fn step_part(lang: Lang, rules: &Rules, step: Step, keys: (&str, &str)) -> Part {
    let title = lang.t("track-step").arg("n", step.no());
    Part {
        id: format!("step-{}", step.no()),
        title: title.arg("name", lang.t(step.key())).to_string(),
        over: lang.t(step.stage().key()).to_string(),
        lines: vec![
            with_numbers(lang, keys.0, rules),
            with_numbers(lang, keys.1, rules),
        ],
    }
}

/// A text with the numbers of the rules that it names.
fn with_numbers(lang: Lang, key: &str, rules: &Rules) -> String {
    let Limits {
        first_answer,
        approval,
        plan,
        notice,
        notice_street,
        minutes,
        feedback,
        posting,
        task_answer,
        check_days,
        evaluation_within_days,
        evaluation_days,
        reconsider,
        ..
    } = rules.limits;
    let named = [
        ("first_answer", first_answer),
        ("approval", approval),
        ("plan", plan),
        ("notice", notice),
        ("notice_street", notice_street),
        ("minutes", minutes),
        ("feedback", feedback),
        ("posting", posting),
        ("task_answer", task_answer),
        ("check_days", check_days),
        ("evaluation_within", evaluation_within_days),
        ("evaluation_days", evaluation_days),
        ("reconsider", reconsider),
    ];
    let text = lang.t(key);
    let text = named
        .into_iter()
        .fold(text, |text, (name, n)| text.arg(name, n));
    text.to_string()
}

fn links(ui: &Shell, here: &str) -> Vec<Link> {
    let link = |leaf: &Leaf| Link {
        href: ui.path(&format!("/help/{}", leaf.slug)),
        title: ui.t(leaf.title).to_string(),
        lead: with_numbers(ui.lang, leaf.lead, &Rules::default()),
        here: leaf.slug == here,
    };
    LEAVES.iter().map(link).collect()
}
