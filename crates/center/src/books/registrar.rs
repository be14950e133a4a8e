//! What the center itself writes: enrolments by voucher, and cuts. Its feeds begin anew with each generation
//! of the database, so that a restored one does not fork them.

use feed::membership::{DeviceCut, MembershipEvent};
use feed::{
    ActId, Claimed, DeviceKey, Draft, DraftEvent, Epoch, Feed, Head, PersonId, Scope, SubjectId, Writer,
};

use super::stage::{Stage, Staged};
use super::{Books, State, device_of};
use crate::error::CenterError;

impl Books {
    /// Writes one act of the registrar into a control scope; safe on disk when it returns.
    ///
    /// # Errors
    /// The database fails, or the act is too large.
    pub(super) fn write(
        &self,
        scope: Scope,
        event: &MembershipEvent,
        now_ms: i64,
    ) -> Result<Head, CenterError> {
        self.in_turn(|state| {
            let registrar = device_of(&self.keys.registrar);
            if !serves(state, scope, &registrar) {
                return Err(CenterError::NotRegistrar);
            }
            let mut writer = self.pen(state, scope);
            let run = writer.write(vec![self.draft(state, &writer, scope, event, now_ms)?])?;
            let mut stage = Stage::new(&*self.storage, &state.index);
            if stage.add(&run)? != Staged::Kept {
                return Err(CenterError::Damaged { table: "branch" });
            }
            let row = self.ledger.row(state.last(), now_ms, registrar, &stage.deed());
            Ok((Some(stage.batch(row)), run.head()))
        })
    }

    /// Shuts a device out. Of what it wrote, `last` is accepted; without, all that is held.
    ///
    /// # Errors
    /// The database fails.
    pub fn cut(
        &self,
        scope: Scope,
        device: DeviceKey,
        last: Option<Vec<Head>>,
        now_ms: i64,
    ) -> Result<Head, CenterError> {
        let state = self.refresh()?;
        let all = || state.index.all().filter(|held| held.feed.device == device).flat_map(|held| held.tips());
        let mut last: Vec<Head> = last.unwrap_or_else(|| all().collect());
        last.sort_unstable();
        let event = MembershipEvent::DeviceCut(DeviceCut { device, last, replaces: Vec::new() });
        self.write(scope, &event, now_ms)
    }

    fn pen(&self, state: &State, scope: Scope) -> Writer {
        let device = device_of(&self.keys.registrar);
        let feed = Feed { device, scope, epoch: Epoch::from_bytes(state.generation) };
        let tip = state.index.get(&feed.id()).and_then(|held| held.tips().next());
        match tip {
            Some(head) => Writer::resume(feed, self.keys.registrar.clone(), head),
            None => Writer::new(feed, self.keys.registrar.clone()),
        }
    }

    fn draft(
        &self,
        state: &State,
        writer: &Writer,
        scope: Scope,
        event: &MembershipEvent,
        now_ms: i64,
    ) -> Result<Draft, CenterError> {
        let act = (self.draw)()?;
        let subject = SubjectId::from_bytes(act);
        Ok(Draft {
            seen: news(state, writer, scope),
            at: Claimed { ms: now_ms, unsure: false },
            actor: PersonId::of_registrar(&device_of(&self.keys.registrar)),
            act: ActId::from_bytes(act),
            events: vec![DraftEvent {
                subject,
                kind: event.kind(),
                payload: event.to_bytes(),
                personal: None,
            }],
            personal_salt: [0; 16],
        })
    }
}

/// Whether what the registrar writes there would stand: it is named, and not cut.
fn serves(state: &State, scope: Scope, registrar: &DeviceKey) -> bool {
    let mut named = state.roll.membership.registrars().filter(|(_, key, _)| key == registrar);
    named.any(|(by, _, cut)| !cut && (by == scope || by == Scope::Network))
}

/// Heads of the scope and its controls that the registrar's last entry did not know.
fn news(state: &State, writer: &Writer, scope: Scope) -> Vec<Head> {
    let controls = scope.controls();
    let last = writer.head().and_then(|head| state.roll.controls.clock_of(&head));
    let heads = state
        .index
        .all()
        .filter(|held| held.feed.scope == scope || controls.contains(&held.feed.scope))
        .filter(|held| held.id != writer.feed_id())
        .flat_map(|held| held.branches.iter().map(|branch| (held.id, *branch)));
    heads
        .filter_map(|(feed, branch)| {
            let head = Head { feed, seq: branch.tip, hash: branch.hash };
            // One that waits for its ancestors would make the registrar's entry wait too.
            state.roll.controls.clock_of(&head)?;
            let position = feed::Position { branch: feed::Branch(branch.n), seq: branch.tip };
            (!last.is_some_and(|clock| clock.contains(position))).then_some(head)
        })
        .collect()
}
