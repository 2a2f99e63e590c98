//! A row of photos, each leading to itself in full.

use askama::Template;
use askama::filters::HtmlSafe;

use super::shell::Shell;
use crate::domain::photos::SMALL;
use crate::store::photos::Thumb;

/// A photo of the row.
#[derive(Debug, Clone)]
struct Shown {
    href: String,
    alt: String,
    width: u32,
    height: u32,
}

/// A row of photos; nothing when there are none.
#[derive(Debug, Clone, Default, Template)]
#[template(
    source = r#"{% if !photos.is_empty() %}<ul class="photos" role="list">{% for p in photos %}<li><a href="{{ p.href }}"><img src="{{ p.href }}/small" alt="{{ p.alt }}" width="{{ p.width }}" height="{{ p.height }}" loading="lazy"></a></li>{% endfor %}</ul>{% endif %}"#,
    ext = "html"
)]
pub struct PhotoStrip {
    photos: Vec<Shown>,
}

impl HtmlSafe for PhotoStrip {}

impl PhotoStrip {
    /// Whether there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.photos.is_empty()
    }

    /// Of these photos, in their order.
    #[must_use]
    pub fn of<'a>(ui: &Shell, photos: impl IntoIterator<Item = &'a Thumb>) -> Self {
        let photos = photos.into_iter().enumerate();
        Self {
            photos: photos.map(|(i, p)| shown(ui, i + 1, p)).collect(),
        }
    }
}

/// Sizes as the page has them, so that nothing jumps when they come. What nobody described is called by
/// its number.
fn shown(ui: &Shell, n: usize, p: &Thumb) -> Shown {
    let longest = p.width.max(p.height).max(1);
    let side = |n: u32| match longest > SMALL {
        true => (n * SMALL / longest).max(1),
        false => n,
    };
    Shown {
        href: ui.path(&format!("/photos/{}", p.id)),
        alt: match p.alt.is_empty() {
            true => ui.t("photos-nth").arg("n", n).to_string(),
            false => p.alt.clone(),
        },
        width: side(p.width),
        height: side(p.height),
    }
}
