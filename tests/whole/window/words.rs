//! The page's own texts, so that a test presses what a person reads in that language.

/// A text by its key, such as `platforms.form.name`, with a name put in where it takes one.
pub fn said(language: &str, key: &str, name: &str) -> String {
    let (room, path) = key.split_once('.').unwrap();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src/locales").join(language);
    let texts = std::fs::read(folder.join(format!("{room}.json"))).unwrap();
    let texts: serde_json::Value = serde_json::from_slice(&texts).unwrap();
    let text = path.split('.').fold(&texts, |texts, step| &texts[step]);
    text.as_str().unwrap_or_else(|| panic!("no text {key}")).replace("{{name}}", name)
}
