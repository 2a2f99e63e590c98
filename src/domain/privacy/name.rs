//! How a resident's name is shown: masked, by salutation, or not at all. 后台实名、前台自愿.

use serde::{Deserialize, Serialize};

/// Surnames of two characters: the whole surname is shown.
const COMPOUND: &[&str] = &[
    "欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟", "闻人", "夏侯", "诸葛",
    "尉迟", "公羊", "赫连", "澹台", "皇甫", "宗政", "濮阳", "公冶", "太叔", "申屠", "公孙", "慕容",
    "仲孙", "钟离", "长孙", "宇文", "司徒", "鲜于", "司空", "闾丘", "令狐", "百里", "呼延", "东郭",
    "西门", "轩辕", "淳于", "单于",
];

/// How an author wants to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShowName {
    /// 王**.
    Masked,
    /// 王先生 or 王女士, for those who chose a salutation.
    Salutation,
    /// 居民, without a name.
    Resident,
}

impl ShowName {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::Masked, Self::Salutation, Self::Resident];

    /// The name in the database and in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Masked => "masked",
            Self::Salutation => "salutation",
            Self::Resident => "resident",
        }
    }

    /// The way with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// The catalogue key of its name.
    #[must_use]
    pub fn key(self) -> String {
        format!("show-name-{}", self.code())
    }
}

/// The surname of a Chinese name: one character, or two of a compound surname; of other names the
/// first letter.
#[must_use]
pub fn surname(name: &str) -> &str {
    let name = name.trim();
    let two = name.char_indices().nth(2).map_or(name.len(), |(i, _)| i);
    if COMPOUND.contains(&&name[..two]) && name.len() > two {
        return &name[..two];
    }
    let one = name.char_indices().nth(1).map_or(name.len(), |(i, _)| i);
    &name[..one]
}

/// The masked name: whole surname and two stars. 王**, 欧阳**.
#[must_use]
pub fn mask_name(name: &str) -> String {
    format!("{}**", surname(name))
}

/// The author's label as the public sees it. `salutation` is `mr`, `ms` or empty: without one,
/// [`ShowName::Salutation`] falls back to the masked name. Empty for [`ShowName::Resident`]: pages
/// then say "a resident" in the reader's language.
#[must_use]
pub fn public_label(name: &str, salutation: &str, show: ShowName) -> String {
    match (show, salutation) {
        (ShowName::Resident, _) => String::new(),
        (ShowName::Salutation, "mr") => format!("{}先生", surname(name)),
        (ShowName::Salutation, "ms") => format!("{}女士", surname(name)),
        (ShowName::Salutation | ShowName::Masked, _) => mask_name(name),
    }
}

/// Whether an author's label is a post: of those who act by one, and not as [`public_label`] makes it of a name.
#[must_use]
pub fn is_post(label: &str) -> bool {
    let name = ["**", "先生", "女士"]
        .iter()
        .any(|end| label.ends_with(end));
    !label.is_empty() && !name
}
