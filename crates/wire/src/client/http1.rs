//! As much of HTTP/1.1 as a client of one server needs.

use super::connection::Connection;
use crate::error::WireError;
use crate::route::MEDIA_TYPE;

const LONGEST_HEAD_BYTES: usize = 16 * 1024;
const MOST_FIELDS: usize = 32;
const LONGEST_CHUNK_LINE: usize = 64;

/// What an answer begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Head {
    pub status: u16,
    pub length: Length,
    pub keeps_alive: bool,
}

/// How the end of a body is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Length {
    Bytes(usize),
    Chunks,
}

/// One request; `body` decides whether it has one.
pub(super) fn send(
    connection: &mut Connection,
    method: &str,
    path: &str,
    host: &str,
    body: Option<&[u8]>,
) -> Result<(), WireError> {
    let mut bytes = format!("{method} {path} HTTP/1.1\r\nhost: {host}\r\n").into_bytes();
    if let Some(body) = body {
        let fields = format!("content-type: {MEDIA_TYPE}\r\ncontent-length: {}\r\n", body.len());
        bytes.extend_from_slice(fields.as_bytes());
    }
    bytes.extend_from_slice(b"\r\n");
    // In one write with the head: one packet for small requests.
    bytes.extend_from_slice(body.unwrap_or_default());
    connection.write_all(&bytes)
}

pub(super) fn read_head(connection: &mut Connection) -> Result<Head, WireError> {
    let mut bytes = Vec::new();
    loop {
        let line = connection.read_line(LONGEST_HEAD_BYTES - bytes.len())?;
        bytes.extend_from_slice(&line);
        if matches!(&line[..], b"\r\n" | b"\n") {
            return parse_head(&bytes).ok_or(WireError::BadAnswer);
        }
        if bytes.len() >= LONGEST_HEAD_BYTES {
            return Err(WireError::BadAnswer);
        }
    }
}

fn parse_head(bytes: &[u8]) -> Option<Head> {
    let mut fields = [httparse::EMPTY_HEADER; MOST_FIELDS];
    let mut response = httparse::Response::new(&mut fields);
    if !response.parse(bytes).ok()?.is_complete() {
        return None;
    }
    let value = |name: &str| {
        let field = response.headers.iter().find(|field| field.name.eq_ignore_ascii_case(name));
        field.and_then(|field| std::str::from_utf8(field.value).ok())
    };
    let length = match (value("transfer-encoding"), value("content-length")) {
        (Some(coding), None) if coding.eq_ignore_ascii_case("chunked") => Length::Chunks,
        (None, Some(length)) => Length::Bytes(length.parse().ok()?),
        _ => return None,
    };
    let keeps_alive = value("connection").is_none_or(|value| !value.eq_ignore_ascii_case("close"));
    Some(Head { status: response.code?, length, keeps_alive })
}

/// All of a body of at most `limit_bytes`.
pub(super) fn read_all(
    connection: &mut Connection,
    head: &Head,
    limit_bytes: usize,
) -> Result<Vec<u8>, WireError> {
    let mut body = Vec::new();
    match head.length {
        Length::Bytes(length) => read_exactly(connection, length, limit_bytes, &mut body)?,
        Length::Chunks => while read_chunk(connection, limit_bytes, &mut body)? {},
    }
    Ok(body)
}

/// One chunk added to `body`; `false` at the end of all.
pub(super) fn read_chunk(
    connection: &mut Connection,
    limit_bytes: usize,
    body: &mut Vec<u8>,
) -> Result<bool, WireError> {
    let line = connection.read_line(LONGEST_CHUNK_LINE)?;
    let length = chunk_length(&line).ok_or(WireError::BadAnswer)?;
    read_exactly(connection, length, limit_bytes, body)?;
    match &connection.read_line(2)?[..] {
        b"\r\n" => Ok(length > 0),
        _ => Err(WireError::BadAnswer),
    }
}

fn chunk_length(line: &[u8]) -> Option<usize> {
    let text = std::str::from_utf8(line.strip_suffix(b"\r\n")?).ok()?;
    let digits = text.split(';').next()?.trim_end();
    let plain = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    plain.then(|| usize::from_str_radix(digits, 16).ok()).flatten()
}

/// Room is made as bytes come, not as the other end promises.
fn read_exactly(
    connection: &mut Connection,
    length: usize,
    limit_bytes: usize,
    body: &mut Vec<u8>,
) -> Result<(), WireError> {
    let end = body.len().saturating_add(length);
    if end > limit_bytes {
        return Err(WireError::AnswerTooLarge { limit_bytes });
    }
    let mut piece = [0; 16 * 1024];
    while body.len() < end {
        let most = piece.len().min(end - body.len());
        let read = connection.read(&mut piece[..most])?;
        body.extend_from_slice(&piece[..read]);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_read_or_turned_away() {
        let bytes = |length| Some(Length::Bytes(length));
        for (text, expected) in [
            ("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n", bytes(5)),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n", Some(Length::Chunks)),
            ("HTTP/1.1 200 OK\r\n\r\n", None),
            ("HTTP/1.1 200 OK\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n", None),
            ("HTTP/1.1 200 OK\r\ncontent-length: -5\r\n\r\n", None),
            ("SSH-2.0-OpenSSH\r\n\r\n", None),
        ] {
            assert_eq!(parse_head(text.as_bytes()).map(|head| head.length), expected, "{text}");
        }
    }

    #[test]
    fn lengths_of_chunks_are_hexadecimal() {
        for (line, expected) in [
            ("1a\r\n", Some(26)),
            ("0;ext=1\r\n", Some(0)),
            ("\r\n", None),
            ("+1\r\n", None),
            ("fffffffffffffffffff\r\n", None),
        ] {
            assert_eq!(chunk_length(line.as_bytes()), expected, "{line:?}");
        }
    }
}
