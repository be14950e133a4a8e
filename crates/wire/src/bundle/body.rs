//! The age stream between the head and the mark at the end of a file.

use std::io::{self, BufRead, Cursor, Read};

use super::{BundleError, END_MARK, FORM, MAGIC, MAX_RECIPIENTS};

/// Bytes of the longest list of recipients: 100 each, and what age puts in front, behind and between.
const MAX_HEADER_BYTES: usize = 100 * MAX_RECIPIENTS + 1_024;

/// Lines of it: two for each recipient. age reads the list anew with each line, so they are counted too.
const MAX_HEADER_LINES: usize = 2 * MAX_RECIPIENTS + 16;

const BUFFER: usize = 64 * 1024;

/// What age reads: the list of recipients, read and found bounded before, and the rest.
pub(super) type Sealed<R> = io::Chain<Cursor<Vec<u8>>, Body<R>>;

/// Reads up to the end mark and says `UnexpectedEof` if there is none.
pub(super) struct Body<R> {
    input: R,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    ended: bool,
}

/// What stands after the head of a bundle this program reads.
pub(super) fn sealed<R: Read>(mut input: R) -> Result<Sealed<R>, BundleError> {
    head(&mut input)?;
    let mut body = Body { input, buffer: vec![0; BUFFER], start: 0, end: 0, ended: false };
    let recipients = recipients(&mut body)?;
    Ok(Cursor::new(recipients).chain(body))
}

fn head(input: &mut impl Read) -> Result<(), BundleError> {
    let mut head = Vec::with_capacity(MAGIC.len() + 1);
    input.take(MAGIC.len() as u64 + 1).read_to_end(&mut head).map_err(BundleError::Io)?;
    match head.strip_prefix(MAGIC) {
        Some([FORM]) => Ok(()),
        Some([0]) => Err(BundleError::Damaged),
        Some([form]) => Err(BundleError::Newer { form: *form }),
        Some(_) => Err(BundleError::Truncated),
        None if !head.is_empty() && MAGIC.starts_with(&head) => Err(BundleError::Truncated),
        None => Err(BundleError::NotABundle),
    }
}

/// Whoever may write to the stick could make age's list of recipients as long as the stick.
fn recipients(body: &mut impl BufRead) -> Result<Vec<u8>, BundleError> {
    let mut list = Vec::new();
    for _ in 0..MAX_HEADER_LINES {
        let (start, left) = (list.len(), MAX_HEADER_BYTES - list.len());
        body.by_ref().take(left as u64).read_until(b'\n', &mut list)?;
        if list.last() != Some(&b'\n') || list.len() == start {
            return Err(BundleError::Damaged);
        }
        if list[start..].starts_with(b"---") {
            return Ok(list);
        }
    }
    Err(BundleError::Damaged)
}

impl<R: Read> BufRead for Body<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while !self.ended && self.end - self.start <= END_MARK.len() {
            self.buffer.copy_within(self.start..self.end, 0);
            (self.start, self.end) = (0, self.end - self.start);
            match self.input.read(&mut self.buffer[self.end..]) {
                Ok(0) => self.ended = true,
                Ok(read) => self.end += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        // Before the rest is handed out: so what was cut off is told before age finds it unreadable.
        if self.ended && !self.buffer[self.start..self.end].ends_with(END_MARK) {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(&self.buffer[self.start..self.end - END_MARK.len()])
    }

    fn consume(&mut self, read: usize) {
        self.start += read;
    }
}

impl<R: Read> Read for Body<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(into)?;
        self.consume(read);
        Ok(read)
    }
}
