//! Reading Rust well enough: without comments and literals, and with its paths resolved.

use std::fs;
use std::path::Path;

/// A source file.
#[derive(Debug)]
pub struct File {
    /// Its path from the top of the repository.
    pub name: String,
    /// All of it.
    pub text: String,
    /// It without comments and with empty literals.
    pub code: String,
    /// Its module path below the crate, such as `store`, `tasks`, `list`.
    pub module: Vec<String>,
}

/// Every `.rs` file under a folder of the repository, by name.
pub fn files(folder: &str) -> Vec<File> {
    let mut names = Vec::new();
    walk(folder, ".rs", &mut names);
    names
        .into_iter()
        .map(|name| {
            let text = fs::read_to_string(top().join(&name)).unwrap();
            File::new(&name, &text)
        })
        .collect()
}

/// The names of the files under a folder of the repository that end so, sorted.
pub fn walk(folder: &str, end: &str, names: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(top().join(folder)) else {
        return;
    };
    let mut entries: Vec<_> = entries.map(|e| e.unwrap()).collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let file = entry.file_name().into_string().unwrap();
        let name = format!("{folder}/{file}");
        if file == "node_modules" || file == "target" {
            continue;
        }
        if entry.file_type().unwrap().is_dir() {
            walk(&name, end, names);
        } else if file.ends_with(end) {
            names.push(name);
        }
    }
}

/// The top of the repository.
pub fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

impl File {
    /// From a name and a text.
    pub fn new(name: &str, text: &str) -> Self {
        let stem = name.trim_start_matches("src/").trim_end_matches(".rs");
        let mut module: Vec<String> = stem.split('/').map(str::to_owned).collect();
        if matches!(
            module.last().map(String::as_str),
            Some("mod" | "lib" | "main")
        ) {
            module.pop();
        }
        Self {
            name: name.to_owned(),
            text: text.to_owned(),
            code: bare(text),
            module,
        }
    }

    /// The floor it stands on; none for `lib.rs` and `main.rs`.
    pub fn floor(&self) -> Option<&str> {
        self.module.first().map(String::as_str)
    }

    /// The room on its floor; none for the floor's own file.
    pub fn room(&self) -> Option<&str> {
        self.module.get(1).map(String::as_str)
    }

    /// Every path of the crate that it names, absolute, without `crate`.
    pub fn paths(&self) -> Vec<Vec<String>> {
        let tokens = tokens(&self.code);
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let starts = ["crate", "super", "self", "yishi"].contains(&tokens[at].as_str())
                && tokens.get(at + 1).is_some_and(|t| t == "::")
                && (at == 0 || tokens[at - 1] != "::");
            if starts {
                let base = match tokens[at].as_str() {
                    "crate" | "yishi" => Vec::new(),
                    "self" => self.module.clone(),
                    _ => parent(&self.module),
                };
                tree(&tokens, &mut (at + 2), base, &mut found);
            }
            at += 1;
        }
        found
    }
}

fn parent(module: &[String]) -> Vec<String> {
    module[..module.len().saturating_sub(1)].to_vec()
}

/// Reads what follows a `::`: a name, `super`, `*` or a group of such.
fn tree(tokens: &[String], at: &mut usize, base: Vec<String>, found: &mut Vec<Vec<String>>) {
    match tokens.get(*at).map(String::as_str) {
        Some("{") => {
            *at += 1;
            while tokens.get(*at).is_some_and(|t| t != "}") {
                if tokens[*at] == "," {
                    *at += 1;
                    continue;
                }
                tree(tokens, at, base.clone(), found);
            }
            *at += 1;
        }
        Some("super") => go_on(tokens, at, parent(&base), found),
        Some("self" | "*") => go_on(tokens, at, base, found),
        Some(name) if is_name(name) => {
            let mut path = base;
            path.push(name.to_owned());
            go_on(tokens, at, path, found);
        }
        _ => {
            found.push(base);
            *at += 1;
        }
    }
}

fn go_on(tokens: &[String], at: &mut usize, path: Vec<String>, found: &mut Vec<Vec<String>>) {
    *at += 1;
    if tokens.get(*at).is_some_and(|t| t == "::") {
        *at += 1;
        tree(tokens, at, path, found);
        return;
    }
    found.push(path);
    if tokens.get(*at).is_some_and(|t| t == "as") {
        *at += 2;
    }
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Names, `::` and `=>` whole; every other sign alone.
pub fn tokens(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_whitespace() {
            continue;
        }
        let mut token = c.to_string();
        if c.is_alphanumeric() || c == '_' {
            while let Some(n) = chars.next_if(|n| n.is_alphanumeric() || *n == '_') {
                token.push(n);
            }
        } else if let Some(n) = chars.next_if(|n| matches!((c, *n), (':', ':') | ('=', '>'))) {
            token.push(n);
        }
        found.push(token);
    }
    found
}

/// The code without comments, with the insides of string and character literals taken out.
pub fn bare(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let skip = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |i| i + 2)
        } else if let Some(n) = raw_string(rest, out.chars().last()) {
            out.push_str("\"\"");
            n
        } else if c == '"' {
            out.push_str("\"\"");
            quoted(rest, '"')
        } else if c == '\'' && is_char(rest) {
            out.push_str("' '");
            quoted(rest, '\'')
        } else {
            out.push(c);
            c.len_utf8()
        };
        rest = &rest[skip..];
    }
    out
}

/// The string literals of the code, comments aside.
pub fn literals(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let (mut rest, mut before) = (text, None);
    while let Some(c) = rest.chars().next() {
        let skip = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(n) = raw_string(rest, before) {
            found.push(rest[..n].to_owned());
            n
        } else if c == '"' {
            let n = quoted(rest, '"');
            found.push(rest[1..n - 1].to_owned());
            n
        } else if c == '\'' && is_char(rest) {
            let n = quoted(rest, '\'');
            found.push(rest[1..n - 1].to_owned());
            n
        } else {
            c.len_utf8()
        };
        before = Some(c);
        rest = &rest[skip..];
    }
    found
}

/// The length of the raw string that begins here, if one does.
fn raw_string(rest: &str, before: Option<char>) -> Option<usize> {
    if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
        return None;
    }
    let after = rest.strip_prefix('r').or_else(|| rest.strip_prefix("br"))?;
    let hashes = after.chars().take_while(|c| *c == '#').count();
    let inside = after[hashes..].strip_prefix('"')?;
    let start = rest.len() - inside.len();
    let end = format!("\"{}", "#".repeat(hashes));
    Some(
        inside
            .find(&end)
            .map_or(rest.len(), |i| start + i + end.len()),
    )
}

/// The length of the literal in these quotes that begins here.
fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (i, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return i + 1,
            _ => {}
        }
    }
    rest.len()
}

/// A character literal, not a lifetime.
fn is_char(rest: &str) -> bool {
    let mut chars = rest.chars().skip(1);
    matches!(
        (chars.next(), chars.next()),
        (Some('\\'), _) | (_, Some('\''))
    )
}
