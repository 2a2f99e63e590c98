//! Photos, pure: how many and how large, what can be wrong with one, and what a form says of them.
//!
//! A form posts the ids of the photos that it carries already as `photo`, those to be left out as
//! `photo_drop`, what each shows as `photo_alt_<id>`, and new files as `photos` with one `photos_alt` for
//! each or for all of them. The web floor takes new files in before a room reads the form: in their place
//! stand their ids, or a `photo_fault`. Scans of an original, which staff alone see, go by names of their own
//! ([`ORIGINALS`]), so that none of them becomes a public photo by a tick forgotten.

use uuid::Uuid;

use super::fields::{Fields, Raw};
use super::privacy;

/// The most photos of one text.
pub const MOST: usize = 6;

/// The most bytes of a file: 10 MB.
pub const BYTES: u64 = 10 * 1024 * 1024;

/// The most pixels of a JPEG that can be scaled while it is decoded.
pub const JPEG_PIXELS: u64 = 50_000_000;

/// The most pixels of anything else.
pub const PIXELS: u64 = 24_000_000;

/// The longest side of the photo as it is looked at, in pixels.
pub const LARGE: u32 = 1600;

/// The longest side of the photo as it stands in a page.
pub const SMALL: u32 = 480;

/// The most characters of a file's name that are said back.
const CALLED: usize = 40;

/// The most characters that say what a photo shows.
pub const ALT: usize = 120;

/// How long an upload waits for its topic, and a file that nothing refers to stays, in hours.
pub const HOURS_KEPT: i64 = 24;

/// The names by which a form posts a row of pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Names {
    /// The field of new files, which also bears the errors.
    pub field: &'static str,
    /// Ids of pictures taken already.
    pub ids: &'static str,
    /// Ids among them that are to be left out.
    pub dropped: &'static str,
    /// What was wrong with a new file.
    pub faults: &'static str,
}

/// Photos, for whoever may see the topic.
pub const PHOTOS: Names = Names {
    field: FIELD,
    ids: "photo",
    dropped: "photo_drop",
    faults: "photo_fault",
};

/// Scans of the paper that a topic was entered from, for staff.
pub const ORIGINALS: Names = Names {
    field: "originals",
    ids: "original",
    dropped: "original_drop",
    faults: "original_fault",
};

impl Names {
    /// The row whose new files come in this field.
    #[must_use]
    pub fn of(field: &str) -> Option<&'static Self> {
        [&PHOTOS, &ORIGINALS].into_iter().find(|n| n.field == field)
    }
}

/// The form's field of new photos.
pub const FIELD: &str = "photos";

/// What the new photos show.
pub const NEW_ALT: &str = "photos_alt";

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// Neither JPEG nor PNG nor WebP by its content, whatever its name says.
    Type,
    /// Cut off or damaged.
    Damaged,
    /// More than [`BYTES`].
    TooLarge,
    /// More than [`PIXELS`].
    TooManyPixels,
    /// So many bits a pixel that it does not fit into the decoder's memory.
    TooDeep,
    /// More than [`MOST`].
    TooMany,
    /// It took too long to read.
    TooSlow,
    /// Too many at once; again in a minute.
    Busy,
    /// The store of files is away.
    Away,
    /// Taken more than a day ago, or by somebody else.
    Gone,
}

impl Fault {
    /// Every fault.
    pub const ALL: [Self; 10] = [
        Self::Type,
        Self::Damaged,
        Self::TooLarge,
        Self::TooManyPixels,
        Self::TooDeep,
        Self::TooMany,
        Self::TooSlow,
        Self::Busy,
        Self::Away,
        Self::Gone,
    ];

    /// The name in forms.
    #[must_use]
    pub fn code(self) -> &'static str {
        let key = self.key();
        key.strip_prefix("error-photo-").unwrap_or(key)
    }

    /// The fault with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.code() == code)
    }

    /// Whether it is one file's own, and not of all that were sent.
    #[must_use]
    pub const fn is_of_one(self) -> bool {
        match self {
            Self::Type
            | Self::Damaged
            | Self::TooLarge
            | Self::TooManyPixels
            | Self::TooDeep
            | Self::TooSlow => true,
            Self::TooMany | Self::Busy | Self::Away | Self::Gone => false,
        }
    }

    /// The catalogue key of its sentence.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Type => "error-photo-type",
            Self::Damaged => "error-photo-damaged",
            Self::TooLarge => "error-photo-too-large",
            Self::TooManyPixels => "error-photo-pixels",
            Self::TooDeep => "error-photo-deep",
            Self::TooMany => "error-photo-too-many",
            Self::TooSlow => "error-photo-slow",
            Self::Busy => "error-photo-busy",
            Self::Away => "error-photo-away",
            Self::Gone => "error-photo-gone",
        }
    }
}

/// A photo of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// Its id.
    pub id: Uuid,
    /// What it shows, private numbers masked; may be empty.
    pub alt: String,
}

/// The field in which stands what a photo shows.
#[must_use]
pub fn alt_field(id: Uuid) -> String {
    format!("photo_alt_{id}")
}

/// The ids of the pictures of a row that a form carries and does not leave out, each once.
#[must_use]
pub fn kept(raw: &Raw, names: &Names) -> Vec<Uuid> {
    let ids = |name| {
        let all = raw.all(name).iter();
        all.filter_map(|v| Uuid::try_parse(v.trim()).ok())
    };
    let dropped: Vec<Uuid> = ids(names.dropped).collect();
    let mut kept = Vec::new();
    for id in ids(names.ids).filter(|id| !dropped.contains(id)) {
        if !kept.contains(&id) {
            kept.push(id);
        }
    }
    kept
}

/// The form with what became of the new files of a row, in their order, each with its name: ids, what they show,
/// and what was wrong with others (`type:IMG_1.jpg`). What a photo shows that was not taken stays, for another
/// one in its place.
#[must_use]
pub fn with_taken(
    raw: &Raw,
    names: &Names,
    files: &[Result<Uuid, Fault>],
    called: &[String],
) -> Raw {
    let mut raw = raw.clone();
    for (n, file) in files.iter().enumerate() {
        match file {
            Ok(id) => raw.add(names.ids, id.to_string()),
            Err(fault) => {
                let name: String = called.get(n).map_or("", String::as_str).trim().to_owned();
                let name: String = name.chars().take(CALLED).collect();
                raw.add(names.faults, format!("{}:{name}", fault.code()));
            }
        }
    }
    if *names == PHOTOS {
        describe(&mut raw, files);
    }
    raw
}

/// Gives each photo what it shows.
fn describe(raw: &mut Raw, files: &[Result<Uuid, Fault>]) {
    let alts = raw.0.remove(NEW_ALT).unwrap_or_default();
    // One for all, or one for each.
    let one = alts.len() == 1;
    for (n, id) in (0..).zip(files).filter_map(|(n, f)| Some((n, f.ok()?))) {
        let alt = alts.get(if one { 0 } else { n });
        raw.add(alt_field(id), alt.cloned().unwrap_or_default());
    }
    let some_refused = files.iter().any(Result::is_err);
    let left: Vec<String> = (0..)
        .zip(alts)
        .filter(|(n, _)| match files.get(*n) {
            Some(file) => file.is_err() || (one && some_refused),
            None => true,
        })
        .map(|(_, alt)| alt)
        .collect();
    if left.iter().any(|alt| !alt.trim().is_empty()) {
        raw.0.insert(NEW_ALT.to_owned(), left);
    }
}

/// The pictures of a row, with what was wrong with new ones at its field.
fn ids(f: &mut Fields<'_>, names: &Names) -> Vec<Uuid> {
    let raw = f.raw();
    let faults = raw.all(names.faults);
    let mut each: Vec<(Vec<String>, &'static str)> = Vec::new();
    for fault in faults {
        let (code, name) = fault.split_once(':').unwrap_or((fault, ""));
        let Some(fault) = Fault::from_code(code) else {
            continue;
        };
        let at = each.iter().position(|(_, key)| *key == fault.key());
        let at = at.unwrap_or_else(|| {
            each.push((Vec::new(), fault.key()));
            each.len() - 1
        });
        if fault.is_of_one() && !name.is_empty() {
            each[at].0.push(name.to_owned());
        }
    }
    f.fail_each(names.field, each);
    let ids = kept(raw, names);
    if ids.len() > MOST {
        f.fail(names.field, Fault::TooMany.key());
    }
    ids
}

/// Reads the scans of an original.
pub fn originals(f: &mut Fields<'_>) -> Vec<Uuid> {
    ids(f, &ORIGINALS)
}

/// Reads the photos of a form.
pub fn read(f: &mut Fields<'_>) -> Vec<Chosen> {
    ids(f, &PHOTOS)
        .into_iter()
        .map(|id| {
            let name = alt_field(id);
            let alt = f.opt_line(&name, ALT);
            if !f.ok(&name) {
                f.fail(FIELD, "error-photo-alt");
            }
            Chosen {
                id,
                alt: privacy::mask(&alt),
            }
        })
        .collect()
}
