//! Icons: a small set of one stroke weight, inside the page. They decorate; the words beside them
//! say the same, so that a reader by ear loses nothing.

use std::fmt;

use askama::filters::HtmlSafe;

/// An icon of the set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Icon(&'static str);

/// Names and paths, drawn on 24 x 24.
const SET: [(&str, &str); 16] = [
    ("check", "M5 12.5l4.5 4.5L19 7.5"),
    ("open", "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z"),
    ("cross", "M6 6l12 12M18 6L6 18"),
    ("arrow", "M5 12h14M13 6l6 6-6 6"),
    ("back", "M19 12H5M11 6l-6 6 6 6"),
    ("menu", "M4 7h16M4 12h16M4 17h16"),
    ("clock", "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.5l3 2"),
    (
        "place",
        "M12 21s-7-6.2-7-11a7 7 0 0 1 14 0c0 4.8-7 11-7 11zM12 7.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
    ),
    (
        "people",
        "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20a6.5 6.5 0 0 1 13 0M16 4.5a3.5 3.5 0 0 1 0 6.5M18 14.5a6.5 6.5 0 0 1 3.5 5.5",
    ),
    ("paper", "M7 3h7l4 4v14H7zM14 3v4h4M10 12h5M10 16h5"),
    ("pen", "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3"),
    (
        "loop",
        "M4 12a8 8 0 0 1 14-5.3L20 9M20 4v5h-5M20 12a8 8 0 0 1-14 5.3L4 15M4 20v-5h5",
    ),
    ("warning", "M12 4L2.5 20h19zM12 10v4.5M12 17.2v.3"),
    ("lock", "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3"),
    ("type", "M3 19l5.5-14L14 19M5 14h7M15 19l3-8 3 8M16 16.5h4"),
    (
        "language",
        "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM4 12h16M12 4c2.5 2.2 3.7 5 3.7 8s-1.2 5.8-3.7 8c-2.5-2.2-3.7-5-3.7-8S9.500 6.200 12 4z",
    ),
];

impl Icon {
    /// The icon of this name; an unknown one draws nothing.
    #[must_use]
    pub fn of(name: &str) -> Self {
        let path = SET.iter().find(|(n, _)| *n == name).map_or("", |(_, p)| p);
        Self(path)
    }
}

impl fmt::Display for Icon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            r#"<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{}"/></svg>"#,
            self.0
        )
    }
}

impl HtmlSafe for Icon {}
