//! Declares every command to Tauri, so that a window may call only what its capability lists.

use tauri_build::{AppManifest, Attributes};

include!("commands/names.rs");

fn main() {
    println!("cargo:rerun-if-changed=src-tauri/commands/names.rs");
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    let attributes = Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*")
        .app_manifest(AppManifest::new().commands(COMMANDS));
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo:warning={error:#}");
        std::process::exit(1);
    }
}
