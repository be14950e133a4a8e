//! Whether an entry stands. A function of the entries held, never of the order in which they came.

use crate::causality::{Clock, Placed};
use crate::entry::Entry;
use crate::evidence::{Evidence, EvidenceRole};
use crate::ids::{Hash, PersonId};
use crate::membership::{
    CutView, DeviceCut, DeviceEnrolledByVoucher, Membership, MembershipEvent, SessionOpened, kinds, roles,
};
use crate::reason::Reason;
use crate::scope::Scope;
use crate::sessions::Sessions;

/// What becomes of an entry whose ancestors are all held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Folded,
    /// Kept, shown, forwarded, not folded.
    Quarantined(Reason),
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
    if membership.is_released(placed.scope, placed.order.hash) {
        return Standing::Folded;
    }
    let case = Case { entry, placed, clock, membership };
    let judged = if case.has(|kind| kind == kinds::FOUNDED) {
        case.founding()
    } else if case.by_registrar() {
        case.registers(view)
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
        && !membership.is_released(placed.scope, placed.order.hash)
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
        let scope = self.placed.scope;
        if !scope.is_control() {
            return Err(Reason::OutsideControlScope);
        }
        let events = self.entry.header.events.iter().zip(&self.entry.payload);
        for (event, payload) in events {
            match MembershipEvent::decode(event.kind, payload) {
                Err(_) => return Err(Reason::Undecodable),
                Ok(Some(MembershipEvent::DeviceCut(cut))) => self.cut(&cut)?,
                Ok(Some(MembershipEvent::DeviceEnrolledByVoucher(claim))) => self.by_voucher(&claim)?,
                Ok(Some(MembershipEvent::RegistrarNamed(named))) => {
                    if !self.membership.may_name(scope, &named, self.clock) {
                        return Err(Reason::BadRegistrar);
                    }
                }
                Ok(Some(MembershipEvent::CenterRolledBack(_))) if scope != Scope::Network => {
                    return Err(Reason::OutsideNetwork);
                }
                Ok(_) => {}
            }
        }
        if self.may_say() { Ok(()) } else { Err(Reason::NotAdministrator) }
    }

    /// Administrators say everything; what takes two officers, other officers say too.
    fn may_say(&self) -> bool {
        let Placed { scope, actor, .. } = *self.placed;
        let holds = |role| self.membership.holds(scope, actor, role, self.clock);
        let only = |one| !self.has(|kind| kinds::is_membership(kind) && kind != one);
        holds(roles::ADMINISTRATOR)
            || (only(kinds::RELEASED) && holds(roles::HUB_COMMANDER))
            || (only(kinds::CENTER_ROLLED_BACK) && holds(roles::COORDINATOR))
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

    /// Two uses in one entry would not see each other.
    fn by_voucher(&self, claim: &DeviceEnrolledByVoucher) -> Result<(), Reason> {
        if self.entry.header.events.len() != 1 {
            return Err(Reason::BadVoucher);
        }
        self.membership.check_claim_at(self.placed, self.clock, claim)
    }

    fn by_registrar(&self) -> bool {
        self.membership.is_bound(self.placed.scope, self.placed.device, self.clock)
    }

    /// A registrar acts for itself, without a session.
    fn registers(&self, view: CutView) -> Result<(), Reason> {
        let Placed { scope, device, actor, .. } = *self.placed;
        if !scope.is_control() || actor != PersonId::of_registrar(&device) {
            return Err(Reason::RegistrarOverreach);
        }
        if !self.membership.may_register(scope, device, self.clock) {
            return Err(Reason::DeviceNotEnrolled);
        }
        self.registrar_uncut(view)?;
        match self.only_event() {
            Some(MembershipEvent::DeviceEnrolledByVoucher(claim)) => self.by_voucher(&claim),
            Some(MembershipEvent::DeviceCut(cut))
                if self.membership.may_register_cut(scope, &cut, self.clock) =>
            {
                Ok(())
            }
            _ => Err(Reason::RegistrarOverreach),
        }
    }

    /// What Network says of a registrar reaches everything it wrote in the Rosters, cuts included: Network
    /// is settled before them. Within one scope no cut undoes another by reaching back.
    fn registrar_uncut(&self, view: CutView) -> Result<(), Reason> {
        let Placed { scope, device, order, position, .. } = *self.placed;
        let cut = |by, view: CutView| {
            self.membership.is_cut(by, device, &order, position, view.seen_by(self.clock))
        };
        let from_above = scope != Scope::Network && cut(Scope::Network, CutView::All);
        if from_above || cut(scope, view) { Err(Reason::DeviceCut) } else { Ok(()) }
    }
}
