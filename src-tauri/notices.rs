//! Notices by the system, for whoever looks at another window.

/// Shows a notice; false where the system shows none.
#[cfg(target_os = "linux")]
pub fn show(title: &str, body: &str) -> bool {
    use gtk::gio;
    use gtk::glib::{ToVariant, VariantDict};

    let Ok(bus) = gio::bus_get_sync(gio::BusType::Session, gio::Cancellable::NONE) else { return false };
    let nobody: [&str; 0] = [];
    // Name, what it replaces, picture, title, text, actions, hints, milliseconds (the system's own).
    let notice = ("Rasid", 0_u32, "rasid", title, body, &nobody[..], VariantDict::new(None).end(), -1_i32).to_variant();
    let shown = bus.call_sync(
        Some("org.freedesktop.Notifications"),
        "/org/freedesktop/Notifications",
        "org.freedesktop.Notifications",
        "Notify",
        Some(&notice),
        None,
        gio::DBusCallFlags::NO_AUTO_START,
        2000,
        gio::Cancellable::NONE,
    );
    shown.is_ok()
}

/// Shows a notice; false where the system shows none.
#[cfg(target_os = "macos")]
pub fn show(title: &str, body: &str) -> bool {
    // Arguments, so that nothing in a name is read as a script.
    let script = "on run {heading, message}\ndisplay notification message with title heading\nend run";
    let quiet = std::process::Stdio::null;
    let status = std::process::Command::new("osascript").args(["-e", script, title, body]).stdout(quiet()).status();
    status.is_ok_and(|status| status.success())
}

/// Shows a notice; false where the system shows none.
#[cfg(target_os = "windows")]
pub fn show(_: &str, _: &str) -> bool {
    false
}
