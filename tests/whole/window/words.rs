//! The page's own texts, so that a test presses what a person reads in that language.

use serde_json::Value;

use super::driver::plain;

/// A language that the window speaks.
#[derive(Clone, Copy)]
pub struct Speech(pub &'static str);

impl Speech {
    /// A text by its key, such as `platforms.form.name`.
    pub fn said(self, key: &str) -> String {
        self.said_of(key, &[])
    }

    /// A text with what is put into it.
    pub fn said_of(self, key: &str, put: &[(&str, &str)]) -> String {
        let (room, path) = key.split_once('.').unwrap();
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src/locales").join(self.0);
        let texts: Value =
            serde_json::from_slice(&std::fs::read(folder.join(format!("{room}.json"))).unwrap()).unwrap();
        let text = path.split('.').fold(&texts, |texts, step| &texts[step]);
        let text = plain(text.as_str().unwrap_or_else(|| panic!("no text {key}")));
        put.iter().fold(text, |text, (name, value)| text.replace(&format!("{{{{{name}}}}}"), value))
    }

    /// An amount of dinars: its digits are the same everywhere.
    pub fn money(self, figure: &str) -> String {
        format!("{figure} {}", if self.0 == "ar" { "د.ج" } else { "DA" })
    }

    /// The name of a picture.
    pub fn picture(self, name: &str) -> String {
        format!("{}-{name}", self.0)
    }
}

/// A test of the window in the two languages of the counter.
macro_rules! in_both_languages {
    ($test:ident) => {
        mod $test {
            #[tokio::test(flavor = "multi_thread")]
            async fn in_french() {
                super::$test(crate::window::words::Speech("fr")).await;
            }

            #[tokio::test(flavor = "multi_thread")]
            async fn in_arabic() {
                super::$test(crate::window::words::Speech("ar")).await;
            }
        }
    };
}
pub(super) use in_both_languages;
