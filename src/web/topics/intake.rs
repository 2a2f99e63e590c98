//! `/{street}/desk/topics/{code}/solicitation`: step 1, where the council takes a topic up.

use askama::Template;

use super::fields::{can_change, revise_for};
use super::merging;
use super::origin::pairs;
use super::sent::slip;
use super::timeline;
use super::waits::{self, Said};
use super::why::Why;
use super::{contact, lock};
use crate::domain::comments::held_by;
use crate::domain::policy::{Part, Viewer, visible};
use crate::domain::settings::answers::{Answer, Occasion};
use crate::domain::topics::BehalfWay;
use crate::domain::topics::origin::Origin;
use crate::domain::workflow::{Evidence, Focus, Standing, Step, Verb};
use crate::kit::likeness::Written;
use crate::kit::segment::normal;
use crate::service::topics::{Similar, may_correct, similar_by};
use crate::store::people::places::Council;
use crate::store::settings::answers::known;
use crate::store::topics::intake::{self, Beside, Proposed};
use crate::store::topics::papers::{self, Papers};
use crate::web::kit::answers;
use crate::web::kit::bench::Bench;
use crate::web::kit::form::{Choice, Field, Form};
use crate::web::kit::strip::PhotoStrip;
use crate::web::kit::work::{Aside, Work};
use crate::web::kit::{Nav, PageResult, Shell, Visit};

/// A topic like this one.
struct Like {
    href: String,
    /// Where it is checked whether this topic goes into that one; empty where it cannot.
    merge: String,
    code: String,
    title: String,
    state: String,
    words: String,
}

#[derive(Template)]
#[template(path = "topics/solicitation.html")]
struct Page {
    ui: Shell,
    work: Work,
    lock: Option<lock::View>,
    waits: Vec<Said>,
    /// The street's sensitive words stand in the text: which, and what to do; empty otherwise.
    flagged: String,
    author: String,
    unverified: bool,
    behalf: String,
    phone: String,
    /// The number can be put right.
    contact: Option<Form>,
    place: String,
    origin: Vec<(String, String)>,
    body: Vec<String>,
    photos: PhotoStrip,
    originals: PhotoStrip,
    similar: Vec<Like>,
}

/// `GET /{street}/desk/topics/{code}/solicitation`.
///
/// # Errors
/// 403 for those who do not work on the topic; when the database is away.
pub async fn solicitation(mut visit: Visit) -> PageResult {
    let bench = Bench::open(&mut visit).await?;
    let topic = bench.held.row.id;
    let papers = papers::of_topic(&mut visit.tx, topic, papers::Reader::default()).await?;
    let viewer = Viewer::of(visit.me.as_ref().map(|m| &m.actor));
    let row = &bench.held.row;
    let written = Written {
        title: row.title.clone(),
        body: row.body.clone(),
        place: row.place.clone(),
        community: row.community_id,
        category: row.category_id.clone(),
    };
    let beside = intake::beside(&mut visit.tx, topic, bench.at).await?;
    let seen = beside.lock.as_ref();
    let tx = &mut visit.tx;
    let similar = similar_by(tx, &viewer, &written, Some(topic), &beside.words).await?;
    let ui = visit.shell(visit.lang.t(Step::Solicitation.key()), Nav::Desk);
    let own = known(&beside.answers);
    let mut forms = forms(&ui, &bench, &papers, &beside, &own);
    lock::say_seen(&mut forms, seen);
    let theirs = lock::is_theirs(&bench, seen);
    if theirs {
        // What was sent meanwhile is shown with its words; and a second person confirms a decline.
        let sent = visit.asked.again.as_ref().map(|again| &*again.action);
        let confirms = bench.form(Verb::DeclineConfirm).action;
        forms.retain(|f| sent == Some(&*f.action) || f.action == confirms);
    }
    let heading = ui.t("intake-heading").to_string();
    let asides = asides(&ui, &bench);
    let row = &bench.held.row;
    // Neighbours at one table come to this page as well; who it is that has no account is not for them.
    let knows = visible(&viewer, &bench.held.sight(), Part::Identity);
    let mut page = Page {
        author: if row.author_label.is_empty() {
            ui.t("topic-a-resident").to_string()
        } else {
            row.author_label.clone()
        },
        unverified: beside.unverified,
        behalf: match knows {
            true => behalf(&ui, &row.on_behalf_of, &row.on_behalf_way),
            false => String::new(),
        },
        phone: beside.phone.clone().filter(|_| knows).unwrap_or_default(),
        contact: may_correct(&bench.me, &bench.held).then(|| {
            let phone = beside.phone.as_deref().unwrap_or_default();
            visit.form(contact::form(&ui, &row.code, phone))
        }),
        place: row.place.clone(),
        origin: papers
            .origin
            .as_ref()
            .map_or_else(Vec::new, |o| pairs(&ui, o)),
        body: row.body.lines().map(str::to_owned).collect(),
        photos: PhotoStrip::of(&ui, papers.photos.iter().filter(|p| p.task_id.is_none())),
        originals: PhotoStrip::of(&ui, beside.originals.iter().filter(|_| knows)),
        similar: similar
            .alike
            .iter()
            .chain(&similar.near)
            .map(|s| like(&ui, &bench, s))
            .collect(),
        flagged: flagged(&ui, &bench, &papers, &beside.sensitive),
        lock: lock::view(&ui, &bench, seen),
        waits: waits::of(&ui, &bench, &beside),
        work: bench.work(&visit, heading, forms, asides),
        ui,
    };
    if theirs && lock::may_take(&bench) {
        page.work.nothing = page.ui.t("lock-folded").to_string();
    }
    if page.behalf.is_empty() {
        return visit.answer(&page);
    }
    let code = page.work.code.clone();
    visit.answer_entry(&page, &code).await
}

/// What the clerk is told where a sensitive word of the street stands in the text: before it becomes public,
/// and when a change has brought one in. Nothing is refused for it; people have to name what troubles them.
fn flagged(ui: &Shell, bench: &Bench, papers: &Papers, words: &[String]) -> String {
    let row = &bench.held.row;
    let mut texts = vec![&*row.title, &*row.body, &*row.place];
    texts.extend(papers.origin.iter().flat_map(Origin::texts));
    let text = texts.join("\n");
    let held = held_by(&text, words.iter().map(String::as_str), normal);
    if held.is_empty() {
        return String::new();
    }
    let key = if bench.state().accepted() {
        "intake-words-public"
    } else {
        "intake-words"
    };
    ui.t(key).arg("words", ui.lang.join(&held)).to_string()
}

/// Links beside every work page of steps 1 and 2.
pub fn asides(ui: &Shell, bench: &Bench) -> Vec<Aside> {
    let code = &bench.held.row.code;
    let slip = slip(ui, &bench.held);
    let slip = (!slip.is_empty()).then(|| Aside {
        href: slip,
        label: ui.t("slip-print").to_string(),
    });
    let asides = [
        Aside {
            href: ui.path(&format!("/topics/{code}")),
            label: ui.t("aside-topic").to_string(),
        },
        Aside {
            href: ui.path(&format!("/topics/{code}/record")),
            label: ui.t("aside-record").to_string(),
        },
        Aside {
            href: ui.path(&format!("/desk/topics/{code}/more")),
            label: ui.t("aside-more").to_string(),
        },
    ];
    slip.into_iter().chain(asides).collect()
}

pub(super) fn behalf(ui: &Shell, of: &str, code: &str) -> String {
    if of.is_empty() {
        return String::new();
    }
    ui.t("intake-behalf")
        .arg("who", of)
        .arg("way", way(ui, code))
        .to_string()
}

/// How it came in, in words.
pub fn way(ui: &Shell, code: &str) -> String {
    BehalfWay::from_code(code).map_or(String::new(), |w| ui.lang.t(w.key()).to_string())
}

fn like(ui: &Shell, bench: &Bench, s: &Similar) -> Like {
    let t = &s.topic;
    let merges = !bench.state().approved() && bench.shows(Verb::Merge) && t.state == "open";
    // Followers are told where their topic went: it must be theirs to read.
    let (merges, waits) = (merges && t.is_public(), merges && !t.is_public());
    let words = if s.like.words.is_empty() && s.like.place {
        ui.t("similar-same-place").to_string()
    } else {
        Why::of(ui.lang, &s.like, "similar-means-desk").line(ui.lang)
    };
    Like {
        href: ui.path(&format!("/topics/{}", t.code)),
        merge: if merges {
            merging::path(ui, &bench.held.row.code, &t.code)
        } else {
            String::new()
        },
        code: t.code.clone(),
        title: t.title.clone(),
        state: if waits {
            ui.t("intake-similar-waits").to_string()
        } else {
            let standing = format!("standing-{}", t.state.replace('_', "-"));
            ui.lang.t(standing).to_string()
        },
        words,
    }
}

/// What the second person confirms, in its own words.
fn proposed(ui: &Shell, asked: &Proposed) -> String {
    let line = ui.lang.t("decline-confirm-intro");
    let line = line.arg("who", timeline::who(ui.lang, &asked.by_whom));
    let line = line.arg("reason", &asked.reason);
    line.arg("elsewhere", &asked.elsewhere).to_string()
}

fn forms(
    ui: &Shell,
    bench: &Bench,
    papers: &Papers,
    beside: &Beside,
    own: &[(Occasion, Answer)],
) -> Vec<Form> {
    let state = bench.state();
    let mut forms = Vec::new();
    let mut offer = |verb: Verb, open: bool, make: &dyn Fn(Form) -> Form| {
        if !open || !bench.shows(verb) {
            return;
        }
        let form = bench.form(verb);
        forms.push(match bench.over(verb) {
            // Nobody writes what cannot be sent.
            Some(why) => {
                let form = form.quiet().folded().blocked([why]);
                form.note(ui.t("over-note").arg("page", ui.t("aside-more")))
            }
            None => answers::offer(make(form), ui.lang, own, verb),
        });
    };
    let asked = state.intake.decline_asked.is_some();
    let changes = !state.author_has_account && can_change(state);
    offer(Verb::Revise, changes, &|f| {
        revise_for(ui, f, &beside.categories, &bench.held.row, papers)
    });
    offer(Verb::DeclineConfirm, asked, &|f| {
        let asked = beside.decline.as_ref();
        f.danger()
            .intro(asked.map_or_else(String::new, |p| proposed(ui, p)))
            .note(ui.t("decline-note"))
    });
    let merged = state.standing == Standing::Merged;
    offer(Verb::Unmerge, merged, &|f| unmerge(ui, bench, f));
    offer(Verb::Accept, !state.accepted(), &|f| {
        let form = accept(ui, f);
        // What a colleague proposed is decided first.
        if asked { form.quiet().folded() } else { form }
    });
    // What is assessed waits to be proposed: the decision that is next stands first.
    let assessed = state.intake.assessment.is_some();
    let propose = |f: Form| {
        let evidence = Evidence::Propose {
            reviewers: u32::MAX,
            approvers: u32::MAX,
        };
        f.blocked(bench.blocked(Verb::Propose, evidence))
            .intro(ui.t("propose-intro"))
            .note(ui.t("propose-note"))
    };
    offer(Verb::Propose, state.accepted() && assessed, &propose);
    offer(Verb::Assess, state.accepted(), &|f| {
        assess(ui, f, papers, beside.people)
    });
    offer(Verb::Propose, state.accepted() && !assessed, &propose);
    offer(Verb::AskMore, state.intake.asked_at.is_none(), &|f| {
        f.quiet()
            .folded()
            .field(
                Field::area("reason", ui.t("ask-more-what"))
                    .rows(3)
                    .max(1_000),
            )
            .note(ui.t("ask-more-note"))
    });
    offer(Verb::Merge, !state.approved(), &|_| {
        merging::asks(ui, &bench.held.row.code).quiet().folded()
    });
    offer(Verb::Transfer, !state.approved(), &|f| {
        transfer(ui, f, &beside.councils, bench)
    });
    offer(Verb::Decline, !asked, &|f| decline(ui, f));
    forms
}

fn accept(ui: &Shell, form: Form) -> Form {
    let choices = Focus::ALL.iter().map(|focus| {
        let hint = ui.lang.t(format!("{}-hint", focus.key())).to_string();
        Choice::new(focus.code(), ui.lang.t(focus.key())).hint(hint)
    });
    form.field(Field::radio("focus", ui.t("field-focus"), choices).hint(ui.t("field-focus-hint")))
        .note(ui.t("accept-note"))
}

/// The assessment, with what is known already; `said` is how many people its author says are affected.
pub fn assess(ui: &Shell, form: Form, papers: &Papers, said: Option<i32>) -> Form {
    let found = papers.assessment.as_ref();
    let number = |n: Option<i64>| n.map_or(String::new(), |n| n.to_string());
    let score = |name: &'static str, value: Option<i16>| {
        let choices = (1..=5).map(|n: u8| {
            let hint = ui.lang.t(format!("assess-{name}-{n}")).to_string();
            Choice::new(n.to_string(), n.to_string()).hint(hint)
        });
        let ends = ui.t("assess-scale");
        let hint = [("one", 1), ("five", 5)]
            .into_iter()
            .fold(ends, |text, (end, n)| {
                text.arg(end, ui.lang.t(format!("assess-{name}-{n}")))
            });
        Field::scale(name, ui.lang.t(format!("assess-{name}")), choices)
            .hint(hint)
            .value(number(value.map(i64::from)))
    };
    let groups: Vec<String> = papers
        .groups
        .iter()
        .map(|g| match g.people {
            0 => g.name.clone(),
            n => format!("{} | {n}", g.name),
        })
        .collect();
    let form = form.quiet().fields([
        Field::area("problem", ui.t("assess-problem"))
            .hint(ui.t("assess-problem-hint"))
            .rows(4)
            .value(found.map_or("", |a| a.problem.as_str())),
        Field::number("people", ui.t("assess-people"))
            .hint(ui.t("assess-people-hint"))
            .value(number(found.map(|a| a.people).or(said).map(i64::from))),
        score("narrow", found.map(|a| a.narrow)),
        score("broad", found.map(|a| a.broad)),
        score("strong", found.map(|a| a.strong)),
        Field::area("groups", ui.t("assess-groups"))
            .hint(ui.t("assess-groups-hint"))
            .rows(5)
            .value(groups.join("\n")),
        Field::text("similar", ui.t("assess-similar"))
            .hint(ui.t("assess-similar-hint"))
            .optional()
            .value(found.map_or(String::new(), |a| a.similar_codes.join(" "))),
        Field::tick("similar_seen", ui.t("assess-similar-seen")).value(if found.is_some() {
            "yes"
        } else {
            ""
        }),
    ]);
    if found.is_some() { form.folded() } else { form }
}

/// To another council, or out of the street.
pub fn transfer(ui: &Shell, form: Form, councils: &[Council], bench: &Bench) -> Form {
    let others = councils
        .iter()
        .filter(|c| c.id != bench.state().council)
        .map(|c| Choice::new(&*c.slug, ui.lang.name(&c.name, &c.english_name)));
    form.quiet()
        .folded()
        .field(Field::select("council", ui.t("transfer-council"), others).optional())
        .field(
            Field::text("receiver", ui.t("transfer-receiver"))
                .hint(ui.t("transfer-receiver-hint"))
                .max(120)
                .optional(),
        )
        .field(
            Field::area("reason", ui.t("field-public-why"))
                .rows(3)
                .max(1_000),
        )
        .note(ui.t("transfer-note"))
}

/// Why not, and where else to go.
pub fn decline(ui: &Shell, form: Form) -> Form {
    form.danger()
        .folded()
        .field(
            Field::area("reason", ui.t("field-public-why"))
                .rows(3)
                .max(1_000),
        )
        .field(
            Field::area("elsewhere", ui.t("decline-elsewhere"))
                .hint(ui.t("decline-elsewhere-hint"))
                .rows(2)
                .max(1_000),
        )
        .note(ui.t("decline-note"))
}

/// A merge is undone, or why it cannot be any more.
pub(super) fn unmerge(ui: &Shell, bench: &Bench, form: Form) -> Form {
    let evidence = Evidence::Unmerge { moved_back: 0 };
    form.quiet()
        .blocked(bench.blocked(Verb::Unmerge, evidence))
        .note(ui.t("unmerge-note"))
}
