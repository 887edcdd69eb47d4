//! A home folder for programs that must not touch the user's own, and the check that they did not.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, Result, bail};

use crate::display::Variables;

/// The folders below a home, by the variable that names them and their place.
const FOLDERS: [(&str, &str); 8] = [
    ("HOME", ""),
    ("USERPROFILE", ""),
    ("APPDATA", "AppData/Roaming"),
    ("LOCALAPPDATA", "AppData/Local"),
    ("XDG_DATA_HOME", ".local/share"),
    ("XDG_STATE_HOME", ".local/state"),
    ("XDG_CONFIG_HOME", ".config"),
    ("XDG_CACHE_HOME", ".cache"),
];

/// The environment of a program that lives in `home`; its folders are made.
pub fn variables(home: &Path) -> Result<Variables> {
    let mut variables: Variables = Vec::new();
    for (name, place) in FOLDERS {
        let folder = home.join(place);
        fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
        variables.push((name.to_owned(), Some(folder.into())));
    }
    let runtime = home.join("run");
    private_folder(&runtime)?;
    variables.push(("XDG_RUNTIME_DIR".to_owned(), Some(runtime.into())));
    // The build tools find their own folders from the home: say where they really are.
    for (name, place) in [("CARGO_HOME", ".cargo"), ("RUSTUP_HOME", ".rustup")] {
        let real = env::var_os(name).or_else(|| {
            let folder = user_home()?.join(place);
            folder.is_dir().then(|| folder.into_os_string())
        });
        if let Some(real) = real {
            variables.push((name.to_owned(), Some(real)));
        }
    }
    Ok(variables)
}

fn private_folder(folder: &Path) -> Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).with_context(|| format!("making {}", folder.display()))
}

fn user_home() -> Option<PathBuf> {
    let name = if cfg!(windows) { "USERPROFILE" } else { "HOME" };
    env::var_os(name).map(PathBuf::from)
}

/// Everything of Rasid's in the user's own folders: size and last change of each file.
#[derive(Debug, PartialEq, Eq)]
pub struct Traces(BTreeMap<PathBuf, (u64, Option<SystemTime>)>);

impl Traces {
    /// Looks at the user's folders.
    pub fn of_user() -> Self {
        let home = user_home();
        let below = |place: &str| home.as_ref().map(|home| home.join(place));
        let named = |name: &str| env::var_os(name).map(PathBuf::from);
        let mut bases: Vec<PathBuf> = FOLDERS.iter().filter_map(|(name, _)| named(name)).collect();
        bases.extend(FOLDERS.iter().filter_map(|(_, place)| below(place)));
        bases.extend(
            ["Library/Application Support", "Library/Caches", "Library/Logs", "Documents"]
                .iter()
                .filter_map(|place| below(place)),
        );
        Self::below(&bases)
    }

    fn below(bases: &[PathBuf]) -> Self {
        let mut traces = BTreeMap::new();
        for entry in bases.iter().flat_map(|base| entries(base)) {
            if is_ours(&entry.file_name()) && !is_source(&entry.path()) {
                collect(&entry.path(), &mut traces);
            }
        }
        Self(traces)
    }

    /// Fails when they are not as they were.
    pub fn unchanged_since(&self, before: &Self) -> Result<()> {
        let changed: Vec<String> = self
            .0
            .iter()
            .filter(|(path, state)| before.0.get(*path) != Some(state))
            .map(|(path, _)| path)
            .chain(before.0.keys().filter(|path| !self.0.contains_key(*path)))
            .map(|path| path.display().to_string())
            .collect();
        if changed.is_empty() {
            Ok(())
        } else {
            bail!("a test touched the user's own folders:\n  {}", changed.join("\n  "))
        }
    }
}

fn is_ours(name: &std::ffi::OsStr) -> bool {
    name.to_string_lossy().to_lowercase().contains("rasid")
}

/// A clone of this repository in the home folder is no trace.
fn is_source(path: &Path) -> bool {
    path.join("Cargo.toml").is_file() || path.join(".git").exists()
}

fn entries(folder: &Path) -> Vec<fs::DirEntry> {
    fs::read_dir(folder).map_or_else(|_| Vec::new(), |entries| entries.flatten().collect())
}

fn collect(path: &Path, traces: &mut BTreeMap<PathBuf, (u64, Option<SystemTime>)>) {
    let Ok(about) = fs::symlink_metadata(path) else {
        return;
    };
    if about.is_dir() {
        for entry in entries(path) {
            collect(&entry.path(), traces);
        }
        traces.insert(path.to_owned(), (0, None));
    } else {
        traces.insert(path.to_owned(), (about.len(), about.modified().ok()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = env::temp_dir().join(format!("rasid-xtask-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn a_new_home_holds_every_folder_and_keeps_the_build_tools() {
        let home = folder("home");
        let variables = variables(&home).unwrap();
        let cache = Some(home.join(".cache").into_os_string());
        assert!(variables.contains(&("XDG_CACHE_HOME".to_owned(), cache)));
        assert!(home.join(".local/share").is_dir());
        fs::remove_dir_all(home).unwrap();
    }

    #[test]
    fn new_changed_and_removed_traces_are_seen() {
        let base = folder("traces");
        let ours = base.join("dz.rasid.desktop");
        fs::create_dir_all(&ours).unwrap();
        fs::write(ours.join("shop.db"), "1").unwrap();
        fs::write(base.join("other"), "1").unwrap();
        let bases = [base.clone()];
        let before = Traces::below(&bases);
        assert_eq!(before.0.len(), 2);

        fs::write(base.join("other"), "22").unwrap();
        Traces::below(&bases).unchanged_since(&before).unwrap();

        fs::write(ours.join("shop.db"), "22").unwrap();
        let error = Traces::below(&bases).unchanged_since(&before).unwrap_err();
        assert!(error.to_string().contains("shop.db"));

        fs::remove_dir_all(&ours).unwrap();
        assert!(Traces::below(&bases).unchanged_since(&before).is_err());
        fs::remove_dir_all(base).unwrap();
    }
}
