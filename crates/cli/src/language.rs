//! Which language the sentences are in.

use rasid_core::settings::Language;

/// The language that `RASID_LANG` asks for.
pub fn asked_for() -> Option<Language> {
    of_variable("RASID_LANG")
}

/// The system's language, French where it is another or none.
pub fn of_system() -> Language {
    ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(of_variable).unwrap_or(Language::Fr)
}

fn of_variable(name: &str) -> Option<Language> {
    of_locale(&std::env::var(name).ok()?)
}

/// `fr`, `fr_DZ.UTF-8`, `ar-DZ`.
fn of_locale(locale: &str) -> Option<Language> {
    let code = locale.split(['_', '-', '.', '@']).next()?;
    Language::from_code(&code.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_names_its_language_first() {
        assert_eq!(of_locale("fr"), Some(Language::Fr));
        assert_eq!(of_locale("ar_DZ.UTF-8"), Some(Language::Ar));
        assert_eq!(of_locale("EN-gb"), Some(Language::En));
        for other in ["", "C", "C.UTF-8", "POSIX", "frp", "de_DE.UTF-8"] {
            assert_eq!(of_locale(other), None, "{other}");
        }
    }
}
