//! The rules of people: names, and the ways of a registration.

use proptest::prelude::*;
use yishi::domain::fields::{Fields, Raw};
use yishi::domain::people::name;

/// The name as it is taken, or the key of what is wrong with it.
fn taken(typed: &str) -> Result<String, &'static str> {
    let raw = Raw::of([("name", typed)]);
    let mut f = Fields::new(&raw);
    let name = name(&mut f);
    match f.done() {
        Ok(()) => Ok(name),
        Err(errors) => Err(errors.of("name").unwrap().key),
    }
}

#[test]
fn a_name_of_one_sign_is_too_short_and_one_of_twenty_one_too_long() {
    assert_eq!(taken("张"), Err("error-too-short"));
    assert_eq!(taken(&"张".repeat(21)), Err("error-too-long"));
    assert_eq!(taken(&"张".repeat(20)), Ok("张".repeat(20)));
    assert_eq!(taken(" "), Err("error-empty"));
}

proptest! {
    #[test]
    fn every_name_of_letters_is_taken_as_it_is(name in "[一-龥]{1,8}[·]?[一-龥A-Za-zÀ-Öа-я]{1,8}") {
        prop_assert_eq!(taken(&name), Ok(name));
    }

    #[test]
    fn no_name_with_a_figure_a_sign_or_markup_is_taken(
        before in "[一-龥]{1,4}", wrong in "[0-9０-９<>&\"@#_+=/(){}😀-😏]", after in "[一-龥]{0,4}",
    ) {
        let typed = format!("{before}{wrong}{after}");
        prop_assert_eq!(taken(&typed), Err("error-name"));
    }

    #[test]
    fn whatever_is_taken_holds_letters_and_what_stands_between_them_only(typed in "\\PC{0,24}") {
        if let Ok(name) = taken(&typed) {
            prop_assert!((2..=20).contains(&name.chars().count()));
            prop_assert!(!name.chars().any(|c| c.is_ascii_digit() || "<>&\"".contains(c)));
        }
    }
}
