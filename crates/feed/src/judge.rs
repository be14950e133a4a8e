//! Whether an entry stands. A function of the entries held, never of the order in which they came.

use crate::causality::{Clock, Placed};
use crate::entry::Entry;
use crate::evidence::{Evidence, EvidenceRole};
use crate::ids::Hash;
use crate::membership::{CutView, DeviceCut, Membership, MembershipEvent, SessionOpened, kinds, roles};
use crate::scope::Scope;
use crate::sessions::Sessions;

/// What becomes of an entry whose ancestors are all held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Folded,
    /// Kept, shown, forwarded, not folded.
    Quarantined(Reason),
}

/// Why an entry is quarantined. The numbers are stored: add, never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Reason {
    /// The device was not enrolled in the entry's causal past.
    DeviceNotEnrolled = 1,
    /// A cut of the device leaves this entry out.
    DeviceCut = 2,
    /// The actor was not enrolled in the entry's causal past.
    ActorNotEnrolled = 3,
    /// No session, or another person's, is open in this feed.
    NoSession = 4,
    /// A session that its person did not sign, for another feed, or not alone in its entry.
    BadSession = 5,
    /// A founding that its authority did not sign, of another scope, or not alone and before everything else.
    BadFounding = 6,
    /// A membership act by someone who was no administrator.
    NotAdministrator = 7,
    /// A membership act outside the control scopes.
    OutsideControlScope = 8,
    /// A membership act that does not decode.
    Undecodable = 9,
    /// A signature of the actor's own is due and missing.
    LacksEvidence = 10,
    /// A cut in one entry with other acts, or one that replaces a cut its author did not know of.
    BadCut = 11,
}

impl Reason {
    const ALL: [Self; 11] = [
        Self::DeviceNotEnrolled,
        Self::DeviceCut,
        Self::ActorNotEnrolled,
        Self::NoSession,
        Self::BadSession,
        Self::BadFounding,
        Self::NotAdministrator,
        Self::OutsideControlScope,
        Self::Undecodable,
        Self::LacksEvidence,
        Self::BadCut,
    ];

    pub fn code(self) -> u8 {
        self as u8
    }

    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// Judges an entry of the books by the settled membership in its causal past, and by every cut. What two
/// officers released stands. Entries of the control scopes make the membership: [`settle`](crate::settle)
/// judges them.
pub fn judge(
    entry: &Entry,
    placed: &Placed,
    clock: &Clock,
    membership: &Membership,
    sessions: &Sessions,
) -> Standing {
    judge_in(CutView::All, entry, placed, clock, membership, sessions)
}

pub(crate) fn judge_in(
    view: CutView,
    entry: &Entry,
    placed: &Placed,
    clock: &Clock,
    membership: &Membership,
    sessions: &Sessions,
) -> Standing {
    if membership.is_released(placed.order.hash) {
        return Standing::Folded;
    }
    let case = Case { entry, placed, clock, membership };
    let judged = if case.has(|kind| kind == kinds::FOUNDED) {
        case.founding()
    } else if case.has(kinds::is_session) {
        case.writes(view).and_then(|()| case.session(sessions))
    } else {
        case.writes(view).and_then(|()| case.acts(sessions)).and_then(|()| case.membership_act())
    };
    judged.map_or_else(Standing::Quarantined, |()| Standing::Folded)
}

/// Whether an entry has an event whose kind `requires` the actor's own signature, and carries none by the
/// key the actor had in the entry's causal past. Such an entry is quarantined.
pub fn lacking_evidence(
    entry: &Entry,
    placed: &Placed,
    clock: &Clock,
    membership: &Membership,
    evidence: &[Evidence],
    requires: impl Fn(u32) -> bool,
) -> bool {
    let case = Case { entry, placed, clock, membership };
    let actor = entry.header.actor;
    let signed = |key| {
        evidence.iter().any(|one| {
            one.role == EvidenceRole::Actor
                && one.person == actor
                && one.key == key
                && one.verify(placed.order.hash)
        })
    };
    case.has(requires)
        && !membership.is_released(placed.order.hash)
        && !case.governors().filter_map(|scope| membership.key_of(scope, actor, clock)).any(signed)
}

struct Case<'a> {
    entry: &'a Entry,
    placed: &'a Placed,
    clock: &'a Clock,
    membership: &'a Membership,
}

impl Case<'_> {
    fn has(&self, test: impl Fn(u32) -> bool) -> bool {
        self.entry.header.events.iter().any(|event| test(event.kind))
    }

    fn governors(&self) -> impl Iterator<Item = Scope> + use<> {
        self.placed.scope.governors()
    }

    /// The one event of an entry that must have no other.
    fn only_event(&self) -> Option<MembershipEvent> {
        let ([event], [payload]) = (&self.entry.header.events[..], &self.entry.payload[..]) else {
            return None;
        };
        MembershipEvent::decode(event.kind, payload).ok().flatten()
    }

    /// The founding stands whatever cuts say: without it there is no hub.
    fn founding(&self) -> Result<(), Reason> {
        let Some(MembershipEvent::Founded(founded)) = self.only_event() else {
            return Err(Reason::BadFounding);
        };
        // Told again after other acts it would give its first administrator back what was taken since.
        let first = self.entry.header.seq == 1 && self.entry.header.seen.is_empty();
        let sound = first
            && founded.device == self.placed.device
            && founded.person == self.placed.actor
            && self.membership.trusts(self.placed.scope, &founded);
        if sound { Ok(()) } else { Err(Reason::BadFounding) }
    }

    fn writes(&self, view: CutView) -> Result<(), Reason> {
        let Placed { device, order, position, .. } = *self.placed;
        let seen = view.seen_by(self.clock);
        let mut refusal = Reason::DeviceNotEnrolled;
        for scope in self.governors() {
            if !self.membership.is_device(scope, device, self.clock) {
                continue;
            }
            if !self.membership.is_cut(scope, device, &order, position, seen) {
                return Ok(());
            }
            refusal = Reason::DeviceCut;
        }
        Err(refusal)
    }

    /// A session is opened by the person's own signature, and closed by the person.
    fn session(&self, sessions: &Sessions) -> Result<(), Reason> {
        match self.only_event() {
            Some(MembershipEvent::SessionOpened(opened)) => self.session_opened(&opened),
            Some(MembershipEvent::SessionClosed(closed)) => {
                self.acts(sessions)?;
                if closed.person == self.placed.actor { Ok(()) } else { Err(Reason::BadSession) }
            }
            _ => Err(Reason::BadSession),
        }
    }

    fn session_opened(&self, opened: &SessionOpened) -> Result<(), Reason> {
        let mut keys =
            self.governors().filter_map(|scope| self.membership.key_of(scope, opened.person, self.clock));
        let known = keys.next().ok_or(Reason::ActorNotEnrolled)?;
        let sound = opened.person == self.placed.actor
            && opened.feed == self.entry.header.feed
            && (opened.key == known || keys.any(|key| key == opened.key))
            && opened.verify();
        if sound { Ok(()) } else { Err(Reason::BadSession) }
    }

    fn acts(&self, sessions: &Sessions) -> Result<(), Reason> {
        let actor = self.placed.actor;
        if !self.governors().any(|scope| self.membership.key_of(scope, actor, self.clock).is_some()) {
            return Err(Reason::ActorNotEnrolled);
        }
        match sessions.before(self.placed.position) {
            Some(open) if open.person == actor => Ok(()),
            _ => Err(Reason::NoSession),
        }
    }

    fn membership_act(&self) -> Result<(), Reason> {
        if !self.has(kinds::is_membership) {
            return Ok(());
        }
        let Placed { scope, actor, .. } = *self.placed;
        if !scope.is_control() {
            return Err(Reason::OutsideControlScope);
        }
        let events = self.entry.header.events.iter().zip(&self.entry.payload);
        for (event, payload) in events {
            match MembershipEvent::decode(event.kind, payload) {
                Err(_) => return Err(Reason::Undecodable),
                Ok(Some(MembershipEvent::DeviceCut(cut))) => self.cut(&cut)?,
                Ok(_) => {}
            }
        }
        let holds = |role| self.membership.holds(scope, actor, role, self.clock);
        let releases_only = !self.has(|kind| kinds::is_membership(kind) && kind != kinds::RELEASED);
        if holds(roles::ADMINISTRATOR) || (releases_only && holds(roles::HUB_COMMANDER)) {
            Ok(())
        } else {
            Err(Reason::NotAdministrator)
        }
    }

    /// A cut is spared by the cuts its author did not know of, so it must not shelter other acts, nor take
    /// the place of a cut it does not stand under.
    fn cut(&self, cut: &DeviceCut) -> Result<(), Reason> {
        let known = |hash: &Hash| self.membership.has_cut(self.placed.scope, cut.device, *hash, self.clock);
        if self.has(|kind| kind != kinds::DEVICE_CUT) || !cut.replaces.iter().all(known) {
            return Err(Reason::BadCut);
        }
        Ok(())
    }
}
