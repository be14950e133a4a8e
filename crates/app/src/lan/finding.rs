//! Finding neighbours by multicast DNS. What is announced names neither hub nor laptop to a stranger: both stand
//! as hashes that only those who know them can tell, and the keys are proved when they meet.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};

use feed::{DeviceKey, HubId};
use mdns_sd::{ResolvedService, ServiceDaemon, ServiceEvent, ServiceInfo};

use crate::hex::hex;

const SERVICE: &str = "_komora._udp.local.";
const LAPTOP: &str = "d";

/// Announces this laptop and hears of others; withdrawn when dropped.
pub(super) struct Finding {
    daemon: ServiceDaemon,
    announced: String,
}

/// Somebody answers there, who says they are this laptop.
pub(super) struct Found {
    pub device: DeviceKey,
    pub addresses: Vec<SocketAddr>,
}

impl Finding {
    /// Announces that this laptop, `own`, answers at `port`, and tells `heard` of each of `others` that answers too.
    ///
    /// # Errors
    /// The system lets nobody speak multicast.
    pub fn new(
        hub: HubId,
        own: DeviceKey,
        others: &[DeviceKey],
        port: u16,
        heard: impl Fn(Found) + Send + 'static,
    ) -> Result<Self, mdns_sd::Error> {
        let daemon = ServiceDaemon::new()?;
        let name = sign(hub, own);
        let host = format!("{name}.local.");
        let info = ServiceInfo::new(SERVICE, &name, &host, (), port, &[(LAPTOP, name.as_str())][..])?;
        let announced = info.get_fullname().to_owned();
        daemon.register(info.enable_addr_auto())?;
        let events = daemon.browse(SERVICE)?;
        let known: HashMap<String, DeviceKey> =
            others.iter().map(|device| (sign(hub, *device), *device)).collect();
        std::thread::spawn(move || {
            // Ends when the daemon is shut down.
            while let Ok(event) = events.recv() {
                if let ServiceEvent::ServiceResolved(service) = event
                    && let Some(device) =
                        service.get_property_val_str(LAPTOP).and_then(|sign| known.get(sign))
                {
                    heard(Found { device: *device, addresses: addresses(&service) });
                }
            }
        });
        Ok(Self { daemon, announced })
    }
}

impl Drop for Finding {
    fn drop(&mut self) {
        // Said in a hurry: whoever does not hear it finds nobody at the address.
        let _ = self.daemon.unregister(&self.announced);
        let _ = self.daemon.shutdown();
    }
}

/// By which those who know a laptop recognise it, and nobody else.
fn sign(hub: HubId, device: DeviceKey) -> String {
    let mut hasher = blake3::Hasher::new_derive_key("komora 2026 laptop on a local network");
    hasher.update(hub.as_bytes()).update(device.as_bytes());
    hex(&hasher.finalize().as_bytes()[..16])
}

/// IPv4 first: link-local addresses of IPv6 say nothing without the interface they were heard on.
fn addresses(service: &ResolvedService) -> Vec<SocketAddr> {
    let usable = |address: &IpAddr| match address {
        IpAddr::V4(_) => true,
        IpAddr::V6(address) => !address.is_unicast_link_local(),
    };
    let mut addresses: Vec<IpAddr> =
        service.addresses.iter().map(mdns_sd::ScopedIp::to_ip_addr).filter(usable).collect();
    addresses.sort_unstable();
    addresses.into_iter().map(|address| SocketAddr::new(address, service.port)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_tells_a_laptop_to_those_who_know_it_and_nothing_to_others() {
        let (hub, other_hub) = (HubId::from_bytes([1; 32]), HubId::from_bytes([2; 32]));
        let (one, other) = (DeviceKey::from_bytes([3; 32]), DeviceKey::from_bytes([4; 32]));
        let signs = [sign(hub, one), sign(hub, other), sign(other_hub, one)];
        assert_eq!(signs[0], sign(hub, one));
        assert!(signs[0] != signs[1] && signs[0] != signs[2] && signs[1] != signs[2]);
        assert!(signs.iter().all(|sign| sign.len() == 32 && !sign.contains(&hex(one.as_bytes())[..8])));
    }
}
