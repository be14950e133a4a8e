//! Scopes (who may read), and feeds (what one device wrote in one scope).

use std::fmt;

use minicbor::encode::Write;
use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};

use crate::canonical::{self, Malformed};
use crate::hashing::{FEED_ID, SCOPE_ID};
use crate::ids::{DeviceKey, Epoch, FeedId, Hash, HubId};

/// An audience: everything in a scope is held by the same replicas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Written by coordination, held by everyone.
    Network,
    /// Devices, keys, roles and cuts of a hub; ids only, no names. Held by everyone in the network.
    Roster(HubId),
    /// All that happens inside a hub. Held by the hub and coordination.
    Hub(HubId),
    /// What passes between two parties, the smaller first. Make it with [`Scope::link`].
    Link(Party, Party),
}

/// As operators and scripts read it: the kind of audience, and whose, with ids in full.
impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Network => f.write_str("network"),
            Self::Roster(hub) => write!(f, "roster {hub}"),
            Self::Hub(hub) => write!(f, "hub {hub}"),
            Self::Link(one, other) => write!(f, "link {one} {other}"),
        }
    }
}

/// One end of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    Headquarters,
    Hub(HubId),
}

impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Headquarters => f.write_str("headquarters"),
            Self::Hub(hub) => write!(f, "{hub}"),
        }
    }
}

/// What one device writes in one scope, until its next epoch.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Feed {
    #[n(0)]
    pub device: DeviceKey,
    #[n(1)]
    pub scope: Scope,
    #[n(2)]
    pub epoch: Epoch,
}

impl Scope {
    /// Names it in as few bytes as a hub: for what is told apart by scope.
    pub fn id(&self) -> Hash {
        SCOPE_ID.digest(&[&canonical::to_bytes(self)])
    }

    /// The link of two parties, in whatever order they are given; `None` for a party with itself.
    pub fn link(one: Party, other: Party) -> Option<Self> {
        (one != other).then(|| Self::Link(one.min(other), one.max(other)))
    }

    /// Network and rosters say who belongs; they travel first.
    pub fn is_control(&self) -> bool {
        matches!(self, Self::Network | Self::Roster(_))
    }

    /// The control scopes whose heads an entry of this scope may name as seen, beside its own scope's.
    pub fn controls(&self) -> Vec<Scope> {
        match *self {
            Self::Network => Vec::new(),
            Self::Roster(_) => vec![Self::Network],
            Self::Hub(hub) => vec![Self::Network, Self::Roster(hub)],
            Self::Link(one, other) => {
                let hubs = [one, other].into_iter().filter_map(Party::hub).map(Self::Roster);
                std::iter::once(Self::Network).chain(hubs).collect()
            }
        }
    }

    /// The control scopes whose members write in this scope.
    pub fn governors(&self) -> impl Iterator<Item = Scope> + use<> {
        let (first, second) = match *self {
            Self::Network => (Self::Network, None),
            Self::Roster(hub) | Self::Hub(hub) => (Self::Roster(hub), None),
            Self::Link(one, other) => (one.control(), Some(other.control())),
        };
        std::iter::once(first).chain(second)
    }

    /// A link put together by hand may have its parties the wrong way round.
    pub(crate) fn check(&self) -> Result<(), Malformed> {
        match self {
            Self::Link(one, other) if one >= other => Err(Malformed::LinkParties),
            _ => Ok(()),
        }
    }
}

impl Party {
    fn hub(self) -> Option<HubId> {
        match self {
            Self::Headquarters => None,
            Self::Hub(hub) => Some(hub),
        }
    }

    fn control(self) -> Scope {
        match self {
            Self::Headquarters => Scope::Network,
            Self::Hub(hub) => Scope::Roster(hub),
        }
    }
}

impl Feed {
    pub fn id(&self) -> FeedId {
        FeedId::from_bytes(*FEED_ID.digest(&[&self.to_bytes()]).as_bytes())
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        canonical::to_bytes(self)
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Malformed> {
        let feed: Self = canonical::from_bytes(bytes)?;
        feed.scope.check()?;
        Ok(feed)
    }
}

impl<C> Encode<C> for Scope {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, c: &mut C) -> Result<(), encode::Error<W::Error>> {
        match self {
            Self::Network => e.array(1)?.u8(0)?.ok(),
            Self::Roster(hub) => e.array(2)?.u8(1)?.encode_with(hub, c)?.ok(),
            Self::Hub(hub) => e.array(2)?.u8(2)?.encode_with(hub, c)?.ok(),
            Self::Link(one, other) => e.array(3)?.u8(3)?.encode_with(one, c)?.encode_with(other, c)?.ok(),
        }
    }
}

impl<'b, C> Decode<'b, C> for Scope {
    fn decode(d: &mut Decoder<'b>, c: &mut C) -> Result<Self, decode::Error> {
        match (d.array()?, d.u8()?) {
            (Some(1), 0) => Ok(Self::Network),
            (Some(2), 1) => Ok(Self::Roster(d.decode_with(c)?)),
            (Some(2), 2) => Ok(Self::Hub(d.decode_with(c)?)),
            (Some(3), 3) => Ok(Self::Link(d.decode_with(c)?, d.decode_with(c)?)),
            _ => Err(decode::Error::message("unknown scope")),
        }
    }
}

impl<C> Encode<C> for Party {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, c: &mut C) -> Result<(), encode::Error<W::Error>> {
        match self {
            Self::Headquarters => e.array(1)?.u8(0)?.ok(),
            Self::Hub(hub) => e.array(2)?.u8(1)?.encode_with(hub, c)?.ok(),
        }
    }
}

impl<'b, C> Decode<'b, C> for Party {
    fn decode(d: &mut Decoder<'b>, c: &mut C) -> Result<Self, decode::Error> {
        match (d.array()?, d.u8()?) {
            (Some(1), 0) => Ok(Self::Headquarters),
            (Some(2), 1) => Ok(Self::Hub(d.decode_with(c)?)),
            _ => Err(decode::Error::message("unknown party")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_is_written_with_its_ids_in_full() {
        let (one, other) = (HubId::from_bytes([0x1a; 32]), HubId::from_bytes([0x2b; 32]));
        let (one_text, other_text) = ("1a".repeat(32), "2b".repeat(32));
        let link = |one, other| Scope::link(one, other).unwrap();
        for (scope, text) in [
            (Scope::Network, "network".to_owned()),
            (Scope::Roster(one), format!("roster {one_text}")),
            (Scope::Hub(other), format!("hub {other_text}")),
            (link(Party::Hub(other), Party::Hub(one)), format!("link {one_text} {other_text}")),
            (link(Party::Hub(one), Party::Headquarters), format!("link headquarters {one_text}")),
        ] {
            assert_eq!(scope.to_string(), text);
        }
    }
}
