//! Percent-encoding, and back.

/// Percent-encodes a path for use in a URL (RFC 3986 `pchar` and `/` stay as they are).
#[must_use]
pub fn encode_path(path: &str) -> String {
    // Every page asks for a dozen addresses, of which hardly any has something to encode.
    const STAYS: [bool; 256] = unencoded(b"/-._~!$&'()*+,;=:@");
    percent_encoded(path, &STAYS)
}

/// Percent-encodes a text for use as a value in a query (RFC 3986 `unreserved` stays as it is).
#[must_use]
pub fn encode_query_value(text: &str) -> String {
    const STAYS: [bool; 256] = unencoded(b"-._~");
    percent_encoded(text, &STAYS)
}

/// Whether each byte stays as it is: letters and digits of ASCII do, and some signs.
const fn unencoded(signs: &[u8]) -> [bool; 256] {
    let mut stays = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        stays[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    let mut sign = 0;
    while sign < signs.len() {
        stays[signs[sign] as usize] = true;
        sign += 1;
    }
    stays
}

fn percent_encoded(text: &str, stays: &[bool; 256]) -> String {
    if text.bytes().all(|byte| stays[usize::from(byte)]) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(2 * text.len());
    for byte in text.bytes() {
        if stays[usize::from(byte)] {
            out.push(char::from(byte));
        } else {
            push_encoded(&mut out, byte);
        }
    }
    out
}

/// Appends a byte, percent-encoded.
pub(crate) fn push_encoded(out: &mut String, byte: u8) {
    let digit = |n: u8| char::from(b"0123456789ABCDEF"[usize::from(n & 15)]);
    out.extend(['%', digit(byte >> 4), digit(byte)]);
}

/// A path without percent-encoding.
#[must_use]
pub fn percent_decoded(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = path.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (bytes[at], hex) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 3;
            }
            (byte, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}
