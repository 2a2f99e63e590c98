//! A browser without a window: it asks the router itself, and keeps cookies.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use chrono::{DateTime, Utc};
use http_body_util::BodyExt;
use scraper::{Html, Selector};
use tower::ServiceExt;
use yishi::service::App;
use yishi::web::{AppState, Config, router};

use super::people::PASSWORD;
use super::world::World;

/// Where the test's site is.
pub const SITE: &str = "http://yishi.test";

/// A visitor with cookies.
#[derive(Debug, Clone)]
pub struct Browser {
    router: Router,
    site: String,
    /// What is kept, by name.
    pub cookies: BTreeMap<String, String>,
    /// Headers that go with every request.
    pub headers: Vec<(&'static str, String)>,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its text.
    pub text: String,
}

impl Answer {
    /// A header's value; empty without.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |v| v.to_str().unwrap_or_default())
    }

    /// Where it leads.
    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// Every cookie that it sets, whole.
    pub fn set_cookies(&self) -> Vec<&str> {
        let all = self.headers.get_all(header::SET_COOKIE);
        all.iter().map(|v| v.to_str().unwrap()).collect()
    }

    /// The page as a tree.
    pub fn html(&self) -> Html {
        Html::parse_document(&self.text)
    }

    /// The text of the first element that a selector finds, spaces folded; empty without.
    pub fn text_of(&self, selector: &str) -> String {
        let selector = Selector::parse(selector).unwrap();
        let html = self.html();
        let found = html.select(&selector).next();
        found.map_or(String::new(), |e| {
            let text = e.text().collect::<String>();
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        })
    }

    /// An attribute of the first element that a selector finds; empty without.
    pub fn attribute(&self, selector: &str, name: &str) -> String {
        let selector = Selector::parse(selector).unwrap();
        let html = self.html();
        let found = html.select(&selector).next();
        found
            .and_then(|e| e.value().attr(name))
            .unwrap_or_default()
            .to_owned()
    }

    /// How many elements a selector finds.
    pub fn count(&self, selector: &str) -> usize {
        let selector = Selector::parse(selector).unwrap();
        self.html().select(&selector).count()
    }

    /// The names and values of the form with this address, as a browser would send them.
    pub fn form(&self, action: &str) -> Vec<(String, String)> {
        let html = self.html();
        let form = Selector::parse(&format!("form[action=\"{action}\"]")).unwrap();
        let form = html
            .select(&form)
            .next()
            .unwrap_or_else(|| panic!("no form {action}"));
        let fields = Selector::parse("input, textarea, select").unwrap();
        let mut pairs = Vec::new();
        for e in form.select(&fields) {
            let Some(name) = e.value().attr("name") else {
                continue;
            };
            let value = match e.value().name() {
                "textarea" => e.text().collect::<String>().trim_start_matches('\n').into(),
                "select" => {
                    let chosen = Selector::parse("option[selected]").unwrap();
                    let option = e.select(&chosen).next();
                    option
                        .and_then(|o| o.value().attr("value"))
                        .map(Into::into)
                        .unwrap_or_default()
                }
                _ => {
                    let kind = e.value().attr("type").unwrap_or("text");
                    let ticked = e.value().attr("checked").is_some();
                    if matches!(kind, "radio" | "checkbox") && !ticked {
                        continue;
                    }
                    e.value().attr("value").unwrap_or_default().to_owned()
                }
            };
            pairs.push((name.to_owned(), value));
        }
        pairs
    }
}

impl Browser {
    /// A visitor of the street, at [`SITE`].
    pub async fn new(world: &World) -> Self {
        Self::at(world, SITE).await
    }

    /// A visitor of a site with this public address.
    pub async fn at(world: &World, site: &str) -> Self {
        Self::with(&world.app, Config::new(site)).await
    }

    /// A visitor of a site that keeps pages, for longer than any test takes.
    pub async fn of_kept_pages(world: &World) -> Self {
        let config = Config {
            page_life: Duration::from_secs(3_600),
            ..Config::new(SITE)
        };
        Self::with(&world.app, config).await
    }

    /// A visitor of whatever streets a program serves.
    pub async fn of(app: &Arc<App>) -> Self {
        Self::with(app, Config::new(SITE)).await
    }

    async fn with(app: &Arc<App>, config: Config) -> Self {
        let site = config.public_url.clone();
        let state = AppState::new(app.clone(), config).await.unwrap();
        Self {
            router: router(&state),
            site,
            cookies: BTreeMap::new(),
            headers: Vec::new(),
        }
    }

    /// Somebody else at the same site, without cookies.
    pub fn other(&self) -> Self {
        Self {
            cookies: BTreeMap::new(),
            headers: Vec::new(),
            ..self.clone()
        }
    }

    /// Chooses a language.
    pub fn speaks(mut self, language: &str) -> Self {
        self.cookies
            .insert("yishi_language".into(), language.into());
        self
    }

    /// Reads a page.
    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path), Body::empty()).await
    }

    /// Posts a form, as one of our own pages would.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let origin = self.site.clone();
        self.post_from(&origin, path, fields).await
    }

    /// Posts a form from a page of another origin.
    pub async fn post_from(&mut self, origin: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body: Vec<String> = fields
            .iter()
            .map(|(n, v)| format!("{}={}", encode(n), encode(v)))
            .collect();
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ORIGIN, origin);
        self.send(request, Body::from(body.join("&"))).await
    }

    /// Posts a form with files, as one of our own pages would.
    pub async fn post_files(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &[u8])],
    ) -> Answer {
        self.post_files_as("photos", path, fields, files).await
    }

    /// The same with the files in another field.
    pub async fn post_files_as(
        &mut self,
        field: &str,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &[u8])],
    ) -> Answer {
        let mark = "----yishi-test-7d1f";
        let mut body = Vec::new();
        for (name, value) in fields {
            let head = format!(
                "--{mark}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend_from_slice(head.as_bytes());
        }
        for (name, bytes) in files {
            let head = format!(
                "--{mark}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
                 Content-Type: image/jpeg\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{mark}--\r\n").as_bytes());
        let request = Request::post(path)
            .header(
                header::CONTENT_TYPE,
                format!("multipart/form-data; boundary={mark}"),
            )
            .header(header::ORIGIN, self.site.clone());
        self.send(request, Body::from(body)).await
    }

    /// Fills the form of a page and sends it.
    pub async fn submit(&mut self, page: &str, action: &str, fields: &[(&str, &str)]) -> Answer {
        let shown = self.get(page).await;
        assert_eq!(shown.status, StatusCode::OK, "{page}: {}", shown.text);
        let mut pairs = shown.form(action);
        for (name, _) in fields {
            pairs.retain(|(n, _)| n != name);
        }
        let own: Vec<(&str, &str)> = pairs
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .chain(fields.iter().copied())
            .collect();
        self.post(action, &own).await
    }

    /// Logs somebody of the street in.
    pub async fn log_in(&mut self, world: &World, key: &str) {
        let phone = world.street.person(key).phone.clone();
        let path = format!("/{}/login", world.street.slug);
        let answer = self
            .post(&path, &[("phone", &phone), ("password", PASSWORD)])
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        // An administrator sets up the second factor first.
        if answer.location().ends_with("/login/set-up") {
            let page = answer.location().to_owned();
            let key = self.get(&page).await.text_of("#second-key");
            let code = app_code(&key, world.now());
            let answer = self.submit(&page, &page, &[("code", &code)]).await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        }
    }

    /// Registers somebody of a community, as the two pages ask; gives the last answer.
    pub async fn register(
        &mut self,
        world: &World,
        phone: &str,
        name: &str,
        community: usize,
    ) -> Answer {
        let path = format!("/{}/register", world.street.slug);
        let code = format!("{path}/code");
        let first = [("phone", phone), ("birth_year", "1968"), ("consent", "yes")];
        let answer = self.submit(&path, &path, &first).await;
        assert_eq!(answer.location(), code, "{}", answer.text);
        let community = world.street.communities[community].id.to_string();
        let second = [
            ("code", &*world.last_code(phone)),
            ("name", name),
            ("community", &community),
            ("password", PASSWORD),
        ];
        self.submit(&code, &code, &second).await
    }

    /// Sends a request.
    pub async fn send(&mut self, request: axum::http::request::Builder, body: Body) -> Answer {
        let kept: Vec<String> = self
            .cookies
            .iter()
            .map(|(n, v)| format!("{n}={v}"))
            .collect();
        let mut request = request.header(header::HOST, self.site.split("//").last().unwrap());
        if !kept.is_empty() {
            request = request.header(header::COOKIE, kept.join("; "));
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let request = request.body(body).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let answer = Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
        };
        for cookie in answer.set_cookies() {
            let (name, rest) = cookie.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap_or_default();
            if rest.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        answer
    }
}

/// What an authenticator app shows for a key at a moment.
pub fn app_code(key: &str, at: DateTime<Utc>) -> String {
    let key = totp_rs::Secret::try_from_base32(key.replace(' ', "")).unwrap();
    let app = totp_rs::Builder::new().with_secret(key).build().unwrap();
    let at = u64::try_from(at.timestamp()).unwrap();
    app.generate(at).to_string()
}

fn encode(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(b).to_string(),
            _ => format!("%{b:02X}"),
        })
        .collect()
}
