//! Links that lose, double, cut and reorder what they carry, and the line to the center, on which either end
//! may fall silent.

use feed::DeviceKey;
use wire::Refused;
use wire::message::{
    BlobsAnswer, BlobsRequest, HeadsAnswer, HeadsRequest, Message, PullAnswer, PullPartAnswer,
    PullPartRequest, PullRequest, PushAnswer, PushPartAnswer, PushPartRequest, PushRequest,
};

use super::kyiv::Kyiv;
use crate::dice::Dice;

/// How a link treats what it carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// Everything arrives once, in order.
    Good,
    /// Of pages a sixth is lost, a third comes twice, an eighth is cut, and any may overtake another. Of
    /// requests a tenth is lost, and of answers; a third comes twice.
    Bad,
}

/// What arrives of the pages that were sent over a bad link.
pub fn travelled(pages: Vec<Vec<u8>>, dice: &mut Dice) -> Vec<Vec<u8>> {
    let mut arrived = Vec::new();
    for page in pages {
        if dice.one_in(6) {
            continue;
        }
        if dice.one_in(8) {
            arrived.push(cut(&page, dice));
            continue;
        }
        if dice.one_in(3) {
            arrived.push(page.clone());
        }
        arrived.push(page);
    }
    for at in (1..arrived.len()).rev() {
        if dice.one_in(3) {
            arrived.swap(at, dice.below(at as u64 + 1) as usize);
        }
    }
    arrived
}

/// The first bytes of it.
pub fn cut(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    bytes[..dice.below(bytes.len() as u64) as usize].to_vec()
}

/// Why no answer came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// Nobody knows whether the request arrived.
    Off,
    /// The center said no.
    Refused(Refused),
}

/// A laptop's connection to the center.
pub struct Line<'a> {
    pub kyiv: &'a mut Kyiv,
    pub device: DeviceKey,
    pub link: Link,
    pub dice: &'a mut Dice,
    /// Requests left until an operator cuts this device off.
    pub cut_after: Option<u64>,
}

impl Line<'_> {
    pub fn heads(&mut self, request: &HeadsRequest) -> Result<HeadsAnswer, Broken> {
        self.ask(&request.to_bytes(), Kyiv::heads)
    }

    pub fn pull(&mut self, request: &PullRequest) -> Result<PullAnswer, Broken> {
        self.ask(&request.to_bytes(), Kyiv::pull)
    }

    pub fn blobs(&mut self, request: &BlobsRequest) -> Result<BlobsAnswer, Broken> {
        self.ask(&request.to_bytes(), Kyiv::blobs)
    }

    pub fn pull_part(&mut self, request: &PullPartRequest) -> Result<PullPartAnswer, Broken> {
        self.ask(&request.to_bytes(), Kyiv::pull_part)
    }

    pub fn push_part(&mut self, request: &PushPartRequest) -> Result<PushPartAnswer, Broken> {
        self.ask(&request.to_bytes(), Kyiv::push_part)
    }

    /// What is given up on the way may arrive long after.
    pub fn push(&mut self, request: &PushRequest) -> Result<PushAnswer, Broken> {
        if self.link == Link::Bad && self.dice.one_in(10) {
            match self.dice.one_in(2) {
                true => self.kyiv.late.push((self.device, request.page.clone())),
                false => self.part_of(&request.page),
            }
            return Err(Broken::Off);
        }
        self.ask(&request.to_bytes(), Kyiv::push)
    }

    /// The first bytes of a page change nothing.
    fn part_of(&mut self, page: &[u8]) {
        let part = PushRequest { page: cut(page, self.dice) };
        let answer = self.kyiv.push(self.device, &part);
        assert!(answer.is_err(), "half a page was taken for a whole one");
    }

    fn ask<Q: Message, A: Message>(
        &mut self,
        request: &[u8],
        answer: impl Fn(&mut Kyiv, DeviceKey, &Q) -> Result<A, Refused>,
    ) -> Result<A, Broken> {
        self.operator();
        let bad = self.link == Link::Bad;
        if bad && self.dice.one_in(10) {
            return Err(Broken::Off);
        }
        let request = Q::from_bytes(request).expect("it was just written");
        self.perhaps_a_crash();
        if bad && self.dice.one_in(3) {
            // Sent again by a side that did not hear the answer.
            drop(answer(self.kyiv, self.device, &request));
        }
        let answered = answer(self.kyiv, self.device, &request);
        self.perhaps_a_crash();
        if bad && self.dice.one_in(10) {
            return Err(Broken::Off);
        }
        let answered = answered.map_err(Broken::Refused)?;
        Ok(A::from_bytes(&answered.to_bytes()).expect("it was just written"))
    }

    fn operator(&mut self) {
        match self.cut_after {
            Some(0) => {
                self.cut_after = None;
                self.kyiv.cut(self.device);
            }
            Some(left) => self.cut_after = Some(left - 1),
            None => {}
        }
    }

    fn perhaps_a_crash(&mut self) {
        if self.link == Link::Bad && self.dice.one_in(60) {
            self.kyiv.crash();
        }
    }
}
