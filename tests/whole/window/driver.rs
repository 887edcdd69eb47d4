//! A window that is driven: found by test ids and labels, waited for with a deadline, never with a bare pause.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;

use crate::programs::{at_home_in, rasid, rasid_cli};

const PATIENCE: Duration = Duration::from_secs(20);
/// Left for people to look at.
const PICTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/target/window-tests");
const LOOK_AGAIN: Duration = Duration::from_millis(40);

/// A home of its own with a window in it.
pub struct Window {
    pub client: Client,
    driver: Child,
    pub home: PathBuf,
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Where this home's book is.
pub fn book_of(home: &Path) -> PathBuf {
    home.join("data/rasid/book.rasid")
}

/// What the dialogs are to answer, one line a dialog.
pub fn answer_dialogs(home: &Path, answers: &[&Path]) {
    let lines: Vec<String> = answers.iter().map(|path| path.display().to_string()).collect();
    std::fs::write(home.join("dialogs.txt"), lines.join("\n")).unwrap();
}

/// The command line on this home's book.
pub fn command_line(home: &Path, arguments: &[&str]) -> serde_json::Value {
    let mut command = Command::new(rasid_cli());
    command.arg("--json").args(arguments);
    at_home_in(&mut command, home);
    let (code, json) = crate::programs::answer(&command.output().unwrap());
    assert_eq!(code, 0, "{json}");
    json
}

impl Window {
    /// Opens the window; nothing where this machine has no driver.
    pub async fn open(home: &Path) -> Option<Self> {
        let (Some(tauri_driver), Some(native)) =
            (std::env::var_os("TAURI_DRIVER"), std::env::var_os("WEBKIT_WEB_DRIVER"))
        else {
            assert!(std::env::var_os("CI").is_none(), "the window tests need a driver: run cargo xtask test");
            return None;
        };
        let (port, native_port) = (free_port(), free_port());
        let mut command = Command::new(tauri_driver);
        command.args(["--port", &port.to_string(), "--native-port", &native_port.to_string()]);
        command.arg("--native-driver").arg(native);
        at_home_in(&mut command, home);
        command.env("RASID_DIALOG_ANSWERS", home.join("dialogs.txt"));
        draw_quickly(&mut command, home);
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let driver = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let client = connect(port).await;
        Some(Self { client, driver, home: home.to_owned() })
    }

    /// Closes the window as a person does, so that the book is folded and free.
    pub async fn close(mut self) {
        let closing = tokio::time::timeout(PATIENCE, self.client.clone().close()).await;
        closing.expect("the window closes").unwrap();
        stop(&mut self.driver);
    }

    /// Ends the window as a power cut does: at once, with nothing said to it.
    pub fn crash(mut self) {
        stop(&mut self.driver);
        // The system takes its lock away only once it is gone altogether.
        let lock = std::fs::File::open(self.home.join("data/rasid/window.lock")).unwrap();
        let deadline = Instant::now() + PATIENCE;
        while lock.try_lock().is_err() {
            assert!(Instant::now() < deadline, "the window is gone");
            std::thread::sleep(LOOK_AGAIN);
        }
    }

    /// Tries until it holds; what was last seen where it never does.
    pub async fn until<T, F>(&self, what: &str, mut look: impl FnMut() -> F) -> T
    where
        F: Future<Output = Result<T, String>>,
    {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let seen = match tokio::time::timeout(PATIENCE, look()).await {
                Ok(found) => found,
                Err(_) => Err("the window does not answer".to_owned()),
            };
            match seen {
                Ok(found) => return found,
                Err(seen) if Instant::now() > deadline => {
                    self.picture("failed").await;
                    let text = tokio::time::timeout(PATIENCE, self.text()).await.unwrap_or_default();
                    panic!("waited for {what}; {seen}; the page says:\n{text}");
                }
                Err(_) => tokio::time::sleep(LOOK_AGAIN).await,
            }
        }
    }

    async fn locate(&self, what: &str, locator: Locator<'_>) -> Element {
        self.until(what, || async {
            let element = self.client.find(locator).await.map_err(|e| e.to_string())?;
            match element.is_displayed().await {
                Ok(true) => Ok(element),
                Ok(false) => Err("it is not shown".to_owned()),
                Err(e) => Err(e.to_string()),
            }
        })
        .await
    }

    pub async fn find(&self, testid: &str) -> Element {
        self.locate(testid, Locator::Css(&format!("[data-testid='{testid}']"))).await
    }

    pub async fn labelled(&self, label: &str) -> Element {
        let path = format!("//*[@id=//label[starts-with({}, \"{label}\")]/@for]", read_as("."));
        self.locate(label, Locator::XPath(&path)).await
    }

    /// A field by its label within the element of a test id, where others are labelled the same.
    pub async fn labelled_in(&self, testid: &str, label: &str) -> Element {
        let within = format!("//*[@data-testid='{testid}']");
        let path = format!("{within}//*[@id={within}//label[starts-with({}, \"{label}\")]/@for]", read_as("."));
        self.locate(label, Locator::XPath(&path)).await
    }

    pub async fn click(&self, testid: &str) {
        self.until(testid, || async { self.find(testid).await.click().await.map_err(|e| e.to_string()) }).await;
    }

    /// A button or a choice by its words.
    pub async fn click_words(&self, words: &str) {
        let path = format!(
            "//*[self::button or self::a or @role='option' or @role='menuitem' or @role='button' or self::label]\
             [contains({}, \"{words}\")]",
            read_as(".")
        );
        self.until(words, || async {
            let all = self.client.find_all(Locator::XPath(&path)).await.map_err(|e| e.to_string())?;
            for element in all {
                if element.is_displayed().await.unwrap_or(false) && element.click().await.is_ok() {
                    return Ok(());
                }
            }
            Err("no such words to click".to_owned())
        })
        .await;
    }

    /// The first row of a table that shows these words.
    pub async fn click_row_with(&self, words: &str) {
        let path = format!("//*[@role='row' or self::tr][contains({}, \"{words}\")]", read_as("."));
        self.until(words, || async {
            let element = self.client.find(Locator::XPath(&path)).await.map_err(|e| e.to_string())?;
            element.click().await.map_err(|e| e.to_string())
        })
        .await;
    }

    /// A button by its accessible name.
    pub async fn click_named(&self, name: &str) {
        self.click_button("", name).await;
    }

    /// A button of a platform's card: a notice about the platform may have one of the same name.
    pub async fn click_on_card(&self, platform: &str, name: &str) {
        self.click_button(&format!("//article[@aria-label=\"{platform}\"]"), name).await;
    }

    async fn click_button(&self, within: &str, name: &str) {
        let path = format!("{within}//button[{}=\"{name}\"]", read_as("@aria-label"));
        self.until(name, || async {
            let element = self.client.find(Locator::XPath(&path)).await.map_err(|e| e.to_string())?;
            element.click().await.map_err(|e| e.to_string())
        })
        .await;
    }

    pub async fn fill(&self, label: &str, text: &str) {
        self.labelled(label).await.send_keys(text).await.unwrap();
    }

    /// Types over what a field proposes.
    pub async fn retype(&self, label: &str, text: &str) {
        self.type_over(&self.labelled(label).await, text).await;
    }

    /// Types over what stands in the field of a test id.
    pub async fn overtype(&self, testid: &str, text: &str) {
        self.type_over(&self.find(testid).await, text).await;
    }

    pub async fn type_over(&self, field: &Element, text: &str) {
        let select = "arguments[0].focus(); arguments[0].select()";
        self.client.execute(select, vec![serde_json::to_value(field).unwrap()]).await.unwrap();
        field.send_keys(&char::from(Key::Backspace).to_string()).await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Keys to whatever has the focus, one by one as a person types.
    pub async fn keys(&self, keys: &str) {
        for key in keys.chars() {
            let focus = self.client.active_element().await.unwrap();
            focus.send_keys(&key.to_string()).await.unwrap();
        }
    }

    pub async fn press(&self, key: Key) {
        self.keys(&char::from(key).to_string()).await;
    }

    /// A key while another is held down.
    pub async fn press_with(&self, held: Key, key: impl Into<char>) {
        let focus = self.client.active_element().await.unwrap();
        focus.send_keys(&String::from_iter([held.into(), key.into()])).await.unwrap();
    }

    pub async fn text(&self) -> String {
        plain(self.run("return document.body.innerText").await.as_str().unwrap_or_default())
    }

    /// A table's rows as a person reads them, its head first; two lines of one cell are two readings.
    pub async fn rows(&self, testid: &str) -> Vec<Vec<String>> {
        self.find(testid).await;
        let script = format!(
            "const table = document.querySelector('[data-testid=\"{testid}\"]'); \
             return [...table.querySelectorAll('tr, [role=row]')].map(row => \
             [...row.querySelectorAll('td, th, [role=cell], [role=columnheader]')].map(cell => cell.innerText))"
        );
        let rows: Vec<Vec<String>> = serde_json::from_value(self.run(&script).await).unwrap();
        let readings = |cell: &String| plain(cell).trim().lines().map(str::to_owned).collect::<Vec<_>>();
        rows.iter().map(|row| row.iter().flat_map(readings).collect()).collect()
    }

    /// Waits until a table has a row with these cells side by side.
    pub async fn has_row(&self, testid: &str, cells: &[&str]) {
        self.until(&format!("a row {cells:?}"), || async {
            let rows = self.rows(testid).await;
            let found = rows.iter().any(|row| row.windows(cells.len()).any(|part| part == cells));
            if found { Ok(()) } else { Err(format!("the rows are {rows:?}")) }
        })
        .await;
    }

    /// Waits until a platform's card shows these words.
    pub async fn card_reads(&self, platform: &str, words: &str) {
        let path = format!("//article[@aria-label=\"{platform}\"]");
        self.until(platform, || async {
            let card = self.client.find(Locator::XPath(&path)).await.map_err(|e| e.to_string())?;
            let text = self.reading(&card).await?;
            if text.contains(words) { Ok(()) } else { Err(format!("it reads {text:?} and not {words:?}")) }
        })
        .await;
    }

    /// Waits until no dialog is open: it keeps the keys for itself to its last moment.
    pub async fn dialog_closed(&self) {
        self.none_of("[role='dialog']").await;
    }

    /// Waits until nothing of a test id is there.
    pub async fn gone(&self, testid: &str) {
        self.none_of(&format!("[data-testid='{testid}']")).await;
    }

    async fn none_of(&self, selector: &str) {
        self.until(&format!("{selector} to go"), || async {
            let there = self.client.find_all(Locator::Css(selector)).await.map_err(|e| e.to_string())?;
            if there.is_empty() { Ok(()) } else { Err("it is there".to_owned()) }
        })
        .await;
    }

    /// Waits until the page shows these words.
    pub async fn sees(&self, words: &str) {
        self.until(words, || async {
            let text = self.text().await;
            if text.contains(words) { Ok(()) } else { Err("not there".to_owned()) }
        })
        .await;
    }

    /// What a person reads in an element: the driver's own reading leaves words out.
    async fn reading(&self, element: &Element) -> Result<String, String> {
        let element = serde_json::to_value(element).map_err(|e| e.to_string())?;
        let read = self.client.execute("return arguments[0].innerText", vec![element]).await;
        Ok(plain(read.map_err(|e| e.to_string())?.as_str().unwrap_or_default()))
    }

    /// Waits until the element of a test id shows these words.
    pub async fn reads(&self, testid: &str, words: &str) {
        self.until(testid, || async {
            let text = self.reading(&self.find(testid).await).await?;
            if text.contains(words) { Ok(()) } else { Err(format!("it reads {text:?} and not {words:?}")) }
        })
        .await;
    }

    /// Waits until an open list offers these words.
    pub async fn offers(&self, words: &str) {
        self.until(words, || async {
            let options = self.client.find_all(Locator::Css("[role='option']")).await.map_err(|e| e.to_string())?;
            for option in &options {
                if self.reading(option).await?.contains(words) {
                    return Ok(());
                }
            }
            Err(format!("{} others are offered", options.len()))
        })
        .await;
    }

    /// Waits until an element has the focus.
    pub async fn focused(&self, testid: &str) {
        let script = "const e = document.activeElement; return e && e.getAttribute('data-testid')";
        self.until(testid, || async {
            let value = self.client.execute(script, Vec::new()).await.map_err(|e| e.to_string())?;
            if value.as_str() == Some(testid) { Ok(()) } else { Err(format!("the focus is on {value}")) }
        })
        .await;
    }

    /// Waits until a field within an element has the focus.
    pub async fn field_focused_in(&self, testid: &str) {
        let script = format!(
            "const e = document.activeElement; \
             return e.matches('input, textarea') && e.closest('[data-testid=\"{testid}\"]') !== null"
        );
        self.until(testid, || async {
            let there = self.client.execute(&script, Vec::new()).await.map_err(|e| e.to_string())?;
            if there == true { Ok(()) } else { Err("no field of it has the focus".to_owned()) }
        })
        .await;
    }

    /// A picture of the window, for people to judge.
    pub async fn picture(&self, name: &str) {
        std::fs::create_dir_all(PICTURES).unwrap();
        // A page at rest paints no frame, and the driver waits for the next one: a corner point blinks meanwhile.
        // What the page holds by now has to be on the frame that is taken, not only in the page.
        let drawn = "const point = document.createElement('div'); let n = 0, frames = 3; const done = arguments[0]; \
             point.style.cssText = 'position: fixed; inset: auto auto 0 0; width: 1px; height: 1px; z-index: 9999'; \
             document.body.append(point); \
             const blinking = setInterval(() => { point.style.background = n++ % 2 ? '#eee' : '#fff'; }, 16); \
             window.still = () => { clearInterval(blinking); point.remove(); }; \
             const next = () => frames-- ? requestAnimationFrame(next) : setTimeout(done, 50); next();";
        let frames = tokio::time::timeout(PATIENCE, self.client.execute_async(drawn, Vec::new())).await;
        frames.expect("frames").unwrap();
        let picture = tokio::time::timeout(PATIENCE, self.client.screenshot()).await;
        std::fs::write(format!("{PICTURES}/{name}.png"), picture.expect("a frame").unwrap()).unwrap();
        self.run("window.still()").await;
    }

    /// What a script of the page's own answers.
    pub async fn run(&self, script: &str) -> serde_json::Value {
        let answer = tokio::time::timeout(PATIENCE, self.client.execute(script, Vec::new())).await;
        answer.expect("the page answers").unwrap()
    }
}

/// An XPath of what a person reads of a text, as `plain` has it.
fn read_as(text: &str) -> String {
    format!("translate(normalize-space({text}), '\u{A0}\u{202F}\u{2066}\u{2067}\u{2068}\u{2069}\u{200C}', '  ')")
}

/// Nothing fades, and no graphics card is imitated for what nobody watches: a third of the time.
fn draw_quickly(command: &mut Command, home: &Path) {
    let gtk = home.join("config/gtk-3.0");
    std::fs::create_dir_all(&gtk).unwrap();
    std::fs::write(gtk.join("settings.ini"), "[Settings]\ngtk-enable-animations=0\n").unwrap();
    command.env("WEBKIT_DISABLE_DMABUF_RENDERER", "1");
}

/// Spaces of every width are one space, the marks of direction and of joining none: what a person reads.
pub fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\u{2066}'..='\u{2069}' | '\u{200C}' | '\u{200E}' | '\u{200F}'))
        .map(|c| if matches!(c, '\u{00A0}' | '\u{202F}') { ' ' } else { c })
        .collect()
}

async fn connect(port: u16) -> Client {
    let mut capabilities = Capabilities::new();
    capabilities.insert("browserName".into(), "wry".into());
    capabilities.insert("tauri:options".into(), serde_json::json!({ "application": rasid() }));
    let deadline = Instant::now() + PATIENCE;
    loop {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let address = format!("http://127.0.0.1:{port}");
        let attempt = builder.capabilities(capabilities.clone()).connect(&address);
        match tokio::time::timeout(PATIENCE, attempt).await {
            Ok(Ok(client)) => return client,
            Ok(Err(error)) => assert!(Instant::now() < deadline, "no window: {error}"),
            Err(_) => panic!("no window: the driver waits for one"),
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        stop(&mut self.driver);
    }
}

/// The driver with all that it started: a failed test leaves no window behind.
fn stop(driver: &mut Child) {
    #[cfg(unix)]
    drop(Command::new("kill").args(["-9", "--", &format!("-{}", driver.id())]).stderr(Stdio::null()).status());
    drop(driver.kill());
    drop(driver.wait());
}
