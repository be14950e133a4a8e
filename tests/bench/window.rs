//! The real window on a screen of its own, driven through WebDriver.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::measure::Outcome;

const PATIENCE: Duration = Duration::from_secs(30);
const STRIDE: Duration = Duration::from_millis(20);
/// How often a request is sent again that nobody answered.
const TRIES: usize = 2;

/// A virtual screen; gone when dropped.
pub struct Screen {
    server: Child,
    pub display: String,
}

/// The WebDriver server with the app in its hand; gone when dropped.
pub struct Driver {
    child: Child,
    port: u16,
}

/// One run of the app.
pub struct Session<'a> {
    driver: &'a Driver,
    id: String,
}

impl Screen {
    pub fn open() -> Outcome<Self> {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1920x1080x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut number = String::new();
        let stdout = server.stdout.take().ok_or("the screen has no output")?;
        BufReader::new(stdout).read_line(&mut number)?;
        Ok(Self { server, display: format!(":{}", number.trim()) })
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

impl Driver {
    /// `data` becomes the app's data folder; nothing of the person's own desktop is seen.
    pub fn start(screen: &Screen, data: &Path, home: &Path) -> Outcome<Self> {
        let (port, native) = (free_port()?, free_port()?);
        let driver = std::env::var_os("KOMORA_DRIVER").map_or_else(|| "tauri-driver".into(), PathBuf::from);
        let child = Command::new(driver)
            .args(["--port", &port.to_string(), "--native-port", &native.to_string()])
            .env("DISPLAY", &screen.display)
            .env("KOMORA_DATA", data)
            .env("KOMORA_LANGUAGE", "en")
            .env("XDG_DATA_HOME", home.join("share"))
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_CACHE_HOME", home.join("cache"))
            .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
            .envs([("GTK_USE_PORTAL", "0"), ("GDK_BACKEND", "x11"), ("NO_AT_BRIDGE", "1"), ("TZ", "UTC")])
            .envs([("LIBGL_ALWAYS_SOFTWARE", "1"), ("WEBKIT_DISABLE_DMABUF_RENDERER", "1")])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()?;
        let driver = Self { child, port };
        for port in [port, native] {
            until("the driver to answer", || Ok(TcpStream::connect(("127.0.0.1", port)).ok()))?;
        }
        Ok(driver)
    }

    /// Starts the app.
    pub fn open(&self, app: &Path) -> Outcome<Session<'_>> {
        let wanted = json!({ "browserName": "wry", "tauri:options": { "application": app } });
        let capabilities = json!({ "capabilities": { "alwaysMatch": wanted } });
        let answer = self.call("POST", "/session", &capabilities)?;
        let id = answer["sessionId"].as_str().ok_or("the driver opened no session")?.to_owned();
        Ok(Session { driver: self, id })
    }

    fn call(&self, method: &str, path: &str, body: &Value) -> Outcome<Value> {
        let body = body.to_string();
        // The driver hands a request on over a connection that may just have been let go: then it hangs up without
        // an answer, and the request has reached nobody.
        let mut answer = self.ask(method, path, &body)?;
        for _ in 0..TRIES {
            if answer.is_empty() {
                std::thread::sleep(STRIDE);
                answer = self.ask(method, path, &body)?;
            }
        }
        let start = answer.iter().position(|byte| *byte == b'{').ok_or_else(|| {
            format!("the driver's answer to {path} has no body: {:?}", String::from_utf8_lossy(&answer))
        })?;
        let end = answer.iter().rposition(|byte| *byte == b'}').ok_or("the driver's answer has no end")?;
        let answer: Value = serde_json::from_slice(&answer[start..=end])?;
        match answer["value"]["error"].as_str() {
            Some(error) => Err(format!("{error}: {}", answer["value"]["message"]).into()),
            None => Ok(answer["value"].clone()),
        }
    }

    fn ask(&self, method: &str, path: &str, body: &str) -> Outcome<Vec<u8>> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        )?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(answer)
    }
}

impl Drop for Driver {
    /// Ends the process group that `start` began: the driver and whatever it started.
    fn drop(&mut self) {
        let group = format!("-{}", self.child.id());
        let _ = Command::new("kill").args(["-TERM", "--", &group]).status();
        let _ = self.child.wait();
    }
}

impl Session<'_> {
    /// Runs a script in the page and gives what it returns.
    pub fn execute(&self, script: &str, arguments: Value) -> Outcome<Value> {
        let path = format!("/session/{}/execute/sync", self.id);
        self.driver.call("POST", &path, &json!({ "script": script, "args": arguments }))
    }

    /// Asks again until the script returns something.
    pub fn until(&self, what: &str, script: &str) -> Outcome<Value> {
        until(what, || Ok(Some(self.execute(script, json!([]))?).filter(|value| !value.is_null())))
    }

    pub fn close(self) -> Outcome<()> {
        // The driver may hang up before it has answered: the app it held is gone all the same.
        let _ = self.driver.call("DELETE", &format!("/session/{}", self.id), &json!({}));
        Ok(())
    }
}

fn until<T>(what: &str, mut look: impl FnMut() -> Outcome<Option<T>>) -> Outcome<T> {
    let started = Instant::now();
    while started.elapsed() < PATIENCE {
        if let Some(found) = look()? {
            return Ok(found);
        }
        std::thread::sleep(STRIDE);
    }
    Err(format!("waited in vain for {what}").into())
}

fn free_port() -> Outcome<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
