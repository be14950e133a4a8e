//! Pressing on trial, to learn which way of writing presses best.

use zstd::bulk::Compressor;

/// Keeps its workspace from one trial to the next.
pub(super) struct Press {
    compressor: Option<Compressor<'static>>,
    into: Vec<u8>,
}

impl Press {
    /// The fastest level: only lengths are compared.
    const LEVEL: i32 = 1;

    pub fn new() -> Self {
        Self { compressor: None, into: Vec::new() }
    }

    /// The length pressed; that of the text itself should the library have no memory left.
    pub fn trial(&mut self, text: &[u8]) -> usize {
        if self.compressor.is_none() {
            self.compressor = Compressor::new(Self::LEVEL).ok();
        }
        let room = zstd::zstd_safe::compress_bound(text.len());
        self.into.clear();
        self.into.reserve(room);
        let Some(compressor) = &mut self.compressor else { return text.len() };
        compressor.compress_to_buffer(text, &mut self.into).unwrap_or(text.len())
    }
}
