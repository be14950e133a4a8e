//! Events of the live channel, as text between two empty lines (server-sent events).

use feed::Scope;

/// What the channel tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LiveEvent {
    /// Something new in a scope this device may read.
    Changed(Scope),
    /// Nothing; the channel is alive.
    Quiet,
}

impl LiveEvent {
    /// As it is sent.
    pub fn text(&self) -> String {
        match self {
            Self::Quiet => ": quiet\n\n".to_owned(),
            Self::Changed(scope) => {
                let bytes = minicbor::to_vec(scope).expect("writing to memory cannot fail");
                let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
                format!("event: changed\ndata: {hex}\n\n")
            }
        }
    }

    /// Takes the first event of `text`, if it is whole; inside, `None` if it is none of ours.
    pub(crate) fn take(text: &mut Vec<u8>) -> Option<Option<Self>> {
        let end = text.windows(2).position(|pair| pair == b"\n\n")?;
        let event: Vec<u8> = text.drain(..end + 2).collect();
        let event = std::str::from_utf8(&event[..end]).ok();
        Some(event.and_then(read))
    }
}

fn read(event: &str) -> Option<LiveEvent> {
    if event.starts_with(':') {
        return Some(LiveEvent::Quiet);
    }
    let data = event.strip_prefix("event: changed\ndata: ")?;
    read_scope(data).map(LiveEvent::Changed)
}

fn read_scope(hex: &str) -> Option<Scope> {
    let digits = hex.as_bytes();
    let pairs = digits.chunks(2).map(|pair| {
        let pair = std::str::from_utf8(pair).ok()?;
        u8::from_str_radix(pair, 16).ok()
    });
    let bytes: Vec<u8> = pairs.collect::<Option<_>>()?;
    minicbor::decode(&bytes).ok()
}

#[cfg(test)]
mod tests {
    use feed::HubId;

    use super::*;

    #[test]
    fn events_are_told_and_read() {
        let hub = HubId::from_bytes([5; 32]);
        let mut text = Vec::new();
        for scope in [Scope::Network, Scope::Roster(hub), Scope::Hub(hub)] {
            text.extend_from_slice(LiveEvent::Changed(scope).text().as_bytes());
            text.extend_from_slice(LiveEvent::Quiet.text().as_bytes());
        }
        text.extend_from_slice(b"event: chan");
        for scope in [Scope::Network, Scope::Roster(hub), Scope::Hub(hub)] {
            assert_eq!(LiveEvent::take(&mut text), Some(Some(LiveEvent::Changed(scope))));
            assert_eq!(LiveEvent::take(&mut text), Some(Some(LiveEvent::Quiet)));
        }
        assert_eq!(LiveEvent::take(&mut text), None, "half an event waits for the rest");
        let mut strange = b"event: changed\ndata: zz\n\n".to_vec();
        assert_eq!(LiveEvent::take(&mut strange), Some(None));
    }
}
