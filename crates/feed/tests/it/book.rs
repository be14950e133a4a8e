//! All entries of a small network in one place, with their clocks, as a store would keep them.

use feed::membership::MembershipEvent;
use feed::{
    ActId, Branch, Claimed, Clock, ControlAct, Draft, DraftEvent, Entry, Feed, Head, Membership, OrderKey,
    PersonId, Placed, Position, Scope, Sessions, Settled, SigningKey, Standing, SubjectId, Writer, depth,
    judge, settle,
};

pub struct Act {
    pub entry: Entry,
    pub placed: Placed,
    pub clock: Clock,
    /// The act before it and those it saw.
    pub parents: Vec<usize>,
}

/// A branch of a feed being written.
struct Line {
    feed: Feed,
    key: SigningKey,
    last: Option<usize>,
}

#[derive(Default)]
pub struct Book {
    lines: Vec<Line>,
    pub acts: Vec<Act>,
    pub branches: Sessions,
}

impl Book {
    pub fn line(&mut self, device: u8, scope: Scope, epoch: u8) -> usize {
        let feed = crate::known::feed(device, scope, epoch);
        self.lines.push(Line { feed, key: crate::known::key(device), last: None });
        self.lines.len() - 1
    }

    /// A second branch of the same feed, going on from an act already written.
    pub fn fork(&mut self, line: usize, from: usize) -> usize {
        let Line { feed, key, .. } = &self.lines[line];
        let forked = Line { feed: feed.clone(), key: key.clone(), last: Some(from) };
        self.lines.push(forked);
        let branch = self.lines.len() - 1;
        self.branches.branch_off(number(branch), self.acts[from].placed.position);
        branch
    }

    pub fn feed(&self, line: usize) -> &Feed {
        &self.lines[line].feed
    }

    pub fn last(&self, line: usize) -> Option<usize> {
        self.lines[line].last
    }

    pub fn head(&self, act: usize) -> Head {
        self.acts[act].entry.head()
    }

    /// Membership events, or others by their kind.
    pub fn act(
        &mut self,
        line: usize,
        actor: PersonId,
        events: Vec<(u32, Vec<u8>)>,
        seen: &[usize],
    ) -> usize {
        let Line { feed, key, last } = &self.lines[line];
        let mut writer = match last {
            None => Writer::new(feed.clone(), key.clone()),
            Some(last) => Writer::resume(feed.clone(), key.clone(), self.head(*last)),
        };
        let number_of_act = self.acts.len() as u128;
        let events = events.into_iter().map(|(kind, payload)| DraftEvent {
            subject: SubjectId::from_bytes([1; 16]),
            kind,
            payload,
            personal: None,
        });
        let draft = Draft {
            seen: seen.iter().map(|act| self.head(*act)).collect(),
            at: Claimed { ms: 0, unsure: false },
            actor,
            act: ActId::from_bytes(number_of_act.to_be_bytes()),
            events: events.collect(),
            personal_salt: [0; 16],
        };
        let entry = writer.append(draft).expect("well formed");
        let act = self.place(line, entry, seen);
        self.lines[line].last = Some(self.acts.len());
        self.acts.push(act);
        self.acts.len() - 1
    }

    fn place(&self, line: usize, entry: Entry, seen: &[usize]) -> Act {
        let Line { feed, last, .. } = &self.lines[line];
        let depths: Vec<u64> = seen.iter().map(|act| self.acts[*act].placed.order.depth).collect();
        let clocks: Vec<&Clock> = seen.iter().map(|act| &self.acts[*act].clock).collect();
        let before = last.map(|last| &self.acts[last]);
        let Head { feed: id, seq, hash } = entry.head();
        let position = Position { branch: number(line), seq };
        let depth = depth(before.map(|act| act.placed.order.depth), &depths);
        let placed = Placed {
            position,
            order: OrderKey { depth, feed: id, seq, hash },
            scope: feed.scope,
            device: feed.device,
            actor: entry.header.actor,
        };
        let clock = Clock::advance(before.map(|act| &act.clock), &clocks, position);
        Act { entry, placed, clock, parents: seen.iter().copied().chain(*last).collect() }
    }

    pub fn say(&mut self, line: usize, actor: PersonId, event: MembershipEvent, seen: &[usize]) -> usize {
        self.act(line, actor, vec![(event.kind(), event.to_bytes())], seen)
    }

    /// The control scopes settled from `start`, the acts handed in as `order` has them.
    pub fn settled_from(&self, start: &Membership, order: &[usize]) -> Settled {
        let acts: Vec<ControlAct<'_>> = order
            .iter()
            .map(|index| &self.acts[*index])
            .map(|act| ControlAct { entry: &act.entry, placed: act.placed, clock: &act.clock })
            .collect();
        settle(start, &self.branches, &acts)
    }

    pub fn control_acts(&self) -> Vec<usize> {
        (0..self.acts.len()).filter(|act| self.acts[*act].placed.scope.is_control()).collect()
    }

    pub fn settled(&self) -> Settled {
        self.settled_from(&Membership::new(), &self.control_acts())
    }

    /// The standing of every act, in the order written.
    pub fn standings(&self) -> Vec<Standing> {
        self.standings_from(&Membership::new())
    }

    pub fn standings_from(&self, start: &Membership) -> Vec<Standing> {
        let control = self.control_acts();
        let Settled { membership, mut sessions, standings: settled } = self.settled_from(start, &control);
        let mut standings = vec![Standing::Folded; self.acts.len()];
        for (act, standing) in control.iter().zip(settled) {
            standings[*act] = standing;
        }
        let mut rest: Vec<usize> = (0..self.acts.len()).filter(|act| !control.contains(act)).collect();
        rest.sort_by_key(|act| self.acts[*act].placed.order);
        for index in rest {
            let Act { entry, placed, clock, .. } = &self.acts[index];
            standings[index] = judge(entry, placed, clock, &membership, &sessions);
            if standings[index] == Standing::Folded {
                sessions.fold(placed, entry);
            }
        }
        standings
    }
}

fn number(line: usize) -> Branch {
    Branch(u32::try_from(line).expect("a test has few lines"))
}
