//! The routes of the JSON API, each once and with what it answers: the router and the description of the
//! API (OpenAPI 3.1) are made from the same entries, so that neither says what the other does not know.

use axum::extract::State;
use axum::http::{Method, header};
use axum::response::IntoResponse;
use axum::routing::{MethodRouter, get};
use utoipa::openapi::path::{OperationBuilder, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{
    ArrayBuilder, KnownFormat, ObjectBuilder, Schema, SchemaFormat, SchemaType, Type,
};
use utoipa::openapi::{
    ComponentsBuilder, ContentBuilder, HeaderBuilder, HttpMethod, InfoBuilder, License, OpenApi,
    OpenApiBuilder, PathItem, PathsBuilder, Ref, RefOr, Required, Response, ResponseBuilder,
    ServerBuilder,
};
use utoipa::{PartialSchema, ToSchema};

use super::super::kit::problem::Problem;
use super::super::kit::{PageError, PageResult, api};
use super::super::{portal, sessions, tasks, topics};
use super::{Access, AppState, Route};
use crate::domain::workflow::{Source, Standing, Step};

/// Below what the API lies.
const ROOT: &str = "/{street}/api/v1";

/// A route with what is said of it.
struct Entry {
    below: &'static str,
    handler: MethodRouter<AppState>,
    name: &'static str,
    says: &'static str,
    query: Vec<Parameter>,
    answer: Answer,
}

/// What an answer looks like, and what that is made of.
struct Answer {
    schema: RefOr<Schema>,
    parts: Vec<(String, RefOr<Schema>)>,
    pages: bool,
}

/// One thing.
fn one<T: ToSchema>() -> Answer {
    let mut parts = vec![(T::name().into_owned(), T::schema())];
    T::schemas(&mut parts);
    Answer {
        schema: Ref::from_schema_name(T::name()).into(),
        parts,
        pages: false,
    }
}

/// A page of a list of things: [`api::Listed`].
fn list_of<T: ToSchema>() -> Answer {
    let item = one::<T>();
    let next = SchemaType::from_iter([Type::String, Type::Null]);
    let list = ObjectBuilder::new()
        .property("items", ArrayBuilder::new().items(item.schema))
        .required("items")
        .property(
            "next",
            ObjectBuilder::new()
                .schema_type(next)
                .description(Some("Address of the next page; null after the last one.")),
        )
        .required("next");
    let name = format!("{}List", T::name());
    let mut parts = item.parts;
    parts.push((name.clone(), list.into()));
    Answer {
        schema: Ref::from_schema_name(name).into(),
        parts,
        pages: true,
    }
}

fn parameter(name: &str, of: ParameterIn, says: &str, schema: ObjectBuilder) -> Parameter {
    let required = match of {
        ParameterIn::Path => Required::True,
        _ => Required::False,
    };
    ParameterBuilder::new()
        .name(name)
        .parameter_in(of)
        .required(required)
        .description(Some(says))
        .schema(Some(schema))
        .build()
}

fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

fn whole(least: u32, most: u32) -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(Type::Integer)
        .minimum(Some(least))
        .maximum(Some(most))
}

/// A filter by a text.
fn filter(name: &str, says: &str) -> Parameter {
    parameter(name, ParameterIn::Query, says, text())
}

/// A filter by one of a closed list.
fn choice<'a>(name: &str, says: &str, of: impl Iterator<Item = &'a str>) -> Parameter {
    let schema = text().enum_values(Some(of.collect::<Vec<_>>()));
    parameter(name, ParameterIn::Query, says, schema)
}

/// What every list takes.
fn paging() -> [Parameter; 2] {
    let limit = whole(1, api::MOST).default(Some(api::SIZE.into()));
    [
        parameter(
            "limit",
            ParameterIn::Query,
            "The most rows of a page.",
            limit,
        ),
        filter(
            "after",
            "Where a page goes on: as `next` of the page before says it.",
        ),
    ]
}

/// Filters of topics.
fn of_topics() -> Vec<Parameter> {
    let steps = Step::ALL.iter().map(|s| s.code()).collect::<Vec<_>>();
    let numbers = (1..=Step::ALL.len()).map(|n| n.to_string());
    let steps: Vec<String> = steps
        .into_iter()
        .map(str::to_owned)
        .chain(numbers)
        .collect();
    vec![
        filter("community", "The community's slug or name."),
        filter("council", "The council's slug or name."),
        choice(
            "step",
            "The step by name or number; topics that are open or suspended at it.",
            steps.iter().map(String::as_str),
        ),
        filter("category", "The category's identifier or name."),
        choice(
            "source",
            "The source.",
            Source::ALL.iter().map(|s| s.code()),
        ),
        choice(
            "state",
            "The state.",
            Standing::ALL.iter().map(|s| s.code()),
        ),
        filter(
            "q",
            "Words that all stand in title, place, text or results; or a code.",
        ),
        choice(
            "sort",
            "What comes first. `newest` unless words are searched: then what fits best. Whoever reads all \
             pages while topics change stays with `newest`, in which none moves.",
            ["newest", "changed"].into_iter(),
        ),
    ]
}

/// Filters of tasks.
fn of_tasks() -> Vec<Parameter> {
    let day = |name, says| {
        let schema = text().format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)));
        parameter(name, ParameterIn::Query, says, schema)
    };
    vec![
        choice("status", "What became of it.", tasks::api::statuses()),
        choice(
            "overdue",
            "1: only those that are not done and past their date.",
            ["0", "1"].into_iter(),
        ),
        filter("community", "The community's slug or name."),
        day("from", "Promised on this day or later."),
        day("until", "Promised before this day."),
    ]
}

/// Every route.
fn entries() -> Vec<Entry> {
    vec![
        Entry {
            below: "/topics",
            handler: get(topics::api::list),
            name: "list_topics",
            says: "Topics that everybody may see",
            query: of_topics(),
            answer: list_of::<topics::api::TopicItem>(),
        },
        Entry {
            below: "/topics/{code}",
            handler: get(topics::api::topic),
            name: "get_topic",
            says: "A topic with what was agreed, promised and kept",
            query: Vec::new(),
            answer: one::<topics::api::Topic>(),
        },
        Entry {
            below: "/topics/{code}/record",
            handler: get(topics::api::record),
            name: "get_record",
            says: "The chain of a topic's entries with their hashes",
            query: Vec::new(),
            answer: one::<topics::api::Record>(),
        },
        Entry {
            below: "/sessions",
            handler: get(sessions::api::list),
            name: "list_sessions",
            says: "Sessions of councils, the latest one first",
            query: vec![filter("council", "The council's slug or name.")],
            answer: list_of::<sessions::api::SessionItem>(),
        },
        Entry {
            below: "/tasks",
            handler: get(tasks::api::list),
            name: "list_tasks",
            says: "What was promised and what became of it, the latest promise first",
            query: of_tasks(),
            answer: list_of::<tasks::api::TaskItem>(),
        },
        Entry {
            below: "/results",
            handler: get(tasks::api::results),
            name: "list_results",
            says: "Promises as the page of results shows them: what became of each, when it was done, with photos",
            query: of_tasks(),
            answer: list_of::<tasks::api::ResultItem>(),
        },
        Entry {
            below: "/statistics",
            handler: get(portal::api::statistics),
            name: "get_statistics",
            says: "The numbers of the street",
            query: Vec::new(),
            answer: one::<portal::api::Statistics>(),
        },
    ]
}

/// The routes as the one table has them; the description among them.
pub(super) fn of() -> Vec<Route> {
    let route = |path: String, handler: MethodRouter<AppState>| Route {
        method: Method::GET,
        path,
        verb: None,
        access: Access::Public,
        files: false,
        handler: handler.options(api::options),
    };
    let entries = entries().into_iter();
    entries
        .map(|e| route(format!("{ROOT}{}", e.below), e.handler))
        .chain([route(
            "/{street}/api/openapi.json".to_owned(),
            get(described),
        )])
        .collect()
}

/// `GET /{street}/api/openapi.json`.
async fn described(State(web): State<AppState>) -> PageResult {
    let text = description(Some(&web.config.public_url)).to_json();
    let text = text.map_err(PageError::fault)?;
    Ok(([(header::CONTENT_TYPE, "application/json")], text).into_response())
}

/// The description of the API; of one site, if one is named.
#[must_use]
pub fn description(site: Option<&str>) -> OpenApi {
    let mut paths = PathsBuilder::new();
    let mut parts = one::<Problem>().parts;
    for entry in entries() {
        let path = format!("{ROOT}{}", entry.below);
        let operation = OperationBuilder::new()
            .operation_id(Some(entry.name))
            .summary(Some(entry.says))
            .parameters(Some(in_path(&path).chain(entry.query)))
            .response("200", answered(&entry.answer))
            .response("304", Response::new("Nothing has changed since that ETag."));
        let mut problems = vec!["404", "429", "500", "503"];
        let operation = if entry.answer.pages {
            problems.push("422");
            operation.parameters(Some(paging()))
        } else {
            operation
        };
        let problem = |of: OperationBuilder, status: &str| {
            of.response(status, Ref::from_response_name("Problem"))
        };
        let operation = problems.into_iter().fold(operation, problem);
        paths = paths.path(path, PathItem::new(HttpMethod::Get, operation));
        parts.extend(entry.answer.parts);
    }
    let problem = ContentBuilder::new().schema(Some(Ref::from_schema_name(Problem::name())));
    let problem = ResponseBuilder::new()
        .description("Why there is no answer, as RFC 9457 says it.")
        .content("application/problem+json", problem.build());
    OpenApiBuilder::new()
        .info(
            InfoBuilder::new()
                .title("Yishi")
                .version(env!("CARGO_PKG_VERSION"))
                .description(Some(
                    "What the councils of a street deliberate: public data, read only, without a log-in. \
                     Times are UTC (RFC 3339).",
                ))
                .license(None::<License>),
        )
        .servers(site.map(|url| [ServerBuilder::new().url(url).build()]))
        .paths(paths)
        .components(Some(
            ComponentsBuilder::new()
                .schemas_from_iter(parts)
                .response("Problem", problem)
                .build(),
        ))
        .build()
}

/// The parameters that stand in a path.
fn in_path(path: &str) -> impl Iterator<Item = Parameter> + use<> {
    let known = [
        ("street", "The street's part of the address."),
        ("code", "The topic's number, such as YX-2026-0042."),
    ];
    let named = known.map(|(name, says)| {
        let stands = path.contains(&format!("{{{name}}}"));
        stands.then(|| parameter(name, ParameterIn::Path, says, text()))
    });
    named.into_iter().flatten()
}

fn answered(answer: &Answer) -> Response {
    let content = ContentBuilder::new().schema(Some(answer.schema.clone()));
    let response = ResponseBuilder::new()
        .description("The answer.")
        .content("application/json", content.build());
    let link = HeaderBuilder::new()
        .schema(Some(String::schema()))
        .description(Some("The next page, as rel=\"next\"."));
    match answer.pages {
        true => response.header("Link", link.build()).build(),
        false => response.build(),
    }
}
