//! `citewire serve` as a process, and a small HTTP client that can also say what no browser would.

#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::Value;

/// Nothing takes this long, unless it never happens.
const DEADLINE: Duration = Duration::from_secs(30);

/// A server that is ended with the test.
pub struct Server {
    child: Child,
    pub address: SocketAddr,
    /// The line that names the address.
    pub greeting: String,
    stderr: Receiver<String>,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    /// Whether the script that reloads was added.
    pub fn text_has_script(&self) -> bool {
        String::from_utf8_lossy(&self.body).contains("<script src=\"/__citewire/reload.js\" data-generation=\"")
    }

    /// The body without the script that reloads.
    pub fn unscripted(&self) -> Vec<u8> {
        let text = match String::from_utf8(self.body.clone()) {
            Ok(text) => text,
            Err(_) => return self.body.clone(),
        };
        let Some(start) = text.find("<script src=\"/__citewire/reload.js\"") else { return text.into_bytes() };
        let end = start + text[start..].find("</script>").unwrap() + "</script>".len();
        format!("{}{}", &text[..start], &text[end..]).into_bytes()
    }
}

impl Server {
    /// Starts the command and waits until it says where it serves.
    pub fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let stderr = lines(child.stderr.take().unwrap());
        let mut greeting = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut greeting).unwrap();
        let Some((_, rest)) = greeting.split_once("http://") else {
            panic!("no address in {greeting:?}: {:?}", stderr.iter().collect::<Vec<_>>());
        };
        let port = rest.split([':', '/']).nth(1).unwrap().parse().unwrap();
        Self { child, address: SocketAddr::from(([127, 0, 0, 1], port)), greeting, stderr }
    }

    /// Waits for a line of talk that holds this text.
    pub fn says(&self, text: &str) -> String {
        let mut heard = Vec::new();
        let until = Instant::now() + DEADLINE;
        while let Ok(line) = self.stderr.recv_timeout(until.saturating_duration_since(Instant::now())) {
            if line.contains(text) {
                return line;
            }
            heard.push(line);
        }
        panic!("nobody said {text:?}, but {heard:#?}");
    }

    /// Sends the bytes of a request, and reads what comes until the server closes.
    pub fn raw(&self, request: &str) -> Vec<u8> {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(DEADLINE)).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        // A server that refuses may close before it has read everything; what it sent before counts.
        _ = stream.read_to_end(&mut answer);
        answer
    }

    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        let host = format!("Host: {}\r\n", self.address);
        let host = if headers.iter().any(|(name, _)| *name == "Host") { String::new() } else { host };
        let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        parse(&self.raw(&format!("{method} {path} HTTP/1.1\r\n{host}{headers}Connection: close\r\n\r\n")))
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[])
    }

    /// Asks until the answer is as it should be.
    pub fn until(&self, path: &str, good: impl Fn(&Answer) -> bool) -> Answer {
        let until = Instant::now() + DEADLINE;
        loop {
            let answer = self.get(path);
            if good(&answer) {
                return answer;
            }
            assert!(
                Instant::now() < until,
                "{path} stays {}: {}",
                answer.status,
                String::from_utf8_lossy(&answer.body)
            );
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    pub fn until_shows(&self, path: &str, text: &str) -> Answer {
        self.until(path, |answer| answer.status == 200 && answer.text().contains(text))
    }

    /// The stream of events.
    pub fn events(&self) -> Events {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(DEADLINE)).unwrap();
        let request = format!("GET /__citewire/events HTTP/1.1\r\nHost: {}\r\n\r\n", self.address);
        stream.write_all(request.as_bytes()).unwrap();
        Events(BufReader::new(stream))
    }

    /// Interrupts it as Ctrl-C would, and returns its exit code.
    #[cfg(unix)]
    pub fn interrupt(mut self) -> Option<i32> {
        let sent = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// An open stream of events.
pub struct Events(BufReader<TcpStream>);

impl Events {
    /// Waits for the next event.
    pub fn next(&mut self) -> Value {
        loop {
            let mut line = String::new();
            assert_ne!(self.0.read_line(&mut line).unwrap(), 0, "the stream of events ended");
            if let Some(data) = line.strip_prefix("data: ") {
                return serde_json::from_str(data).unwrap();
            }
        }
    }

    /// Waits for an event that is as it should be.
    pub fn until(&mut self, good: impl Fn(&Value) -> bool) -> Value {
        let until = Instant::now() + DEADLINE;
        loop {
            let event = self.next();
            if good(&event) {
                return event;
            }
            assert!(Instant::now() < until, "the last event was {event}");
        }
    }

    /// Waits until there are, or are no, errors.
    pub fn until_errors(&mut self, errors: bool) -> Value {
        self.until(|event| event["errors"].as_array().unwrap().is_empty() != errors)
    }
}

fn lines(stderr: ChildStderr) -> Receiver<String> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        BufReader::new(stderr).lines().map_while(Result::ok).all(|line| sender.send(line).is_ok())
    });
    receiver
}

/// Reads an answer whose length is announced, or that ends with the connection.
fn parse(bytes: &[u8]) -> Answer {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n");
    let end = end.unwrap_or_else(|| panic!("no answer: {:?}", String::from_utf8_lossy(bytes)));
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let mut lines = head.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let header = |line: &str| line.split_once(": ").map(|(name, value)| (name.to_lowercase(), value.to_owned()));
    Answer { status, headers: lines.filter_map(header).collect(), body: bytes[end + 4..].to_vec() }
}
