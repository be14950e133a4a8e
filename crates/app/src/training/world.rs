//! The make-believe hub while its history is written: where everything is, so that no command asks for
//! what the rules would refuse.

use chrono::TimeDelta;
use domain::asset::AssetDetails;
use domain::command::ReceiveStock;
use domain::event::Particulars;
use domain::facts::Date;
use domain::item::{ItemDetails, Tracking};
use domain::{ActId, AssetId, Command, ItemId, PersonId, UnitId};

use super::assets::Assets;
use super::places::Places;
use super::profile::Profile;
use super::random::Random;
use super::serials::Serials;
use super::stock::Stock;
use crate::clock::{day, start_of_day_ms};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
const MINUTE_MS: i64 = 60 * 1000;

/// One act: what was asked for, and when that is claimed to have been.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Planned {
    pub act: ActId,
    pub at_ms: i64,
    pub commands: Vec<Command>,
}

/// A kind of thing, as the generator knows it.
pub(super) struct Item {
    pub id: ItemId,
    pub details: ItemDetails,
    /// NATO supply class, four digits.
    pub class: u16,
    /// The name the makers' table knows it by.
    pub known_as: String,
}

/// Somebody in a unit who signs for things.
pub(super) struct Recipient {
    pub id: PersonId,
    pub unit: usize,
}

pub(super) struct Unit {
    pub id: UnitId,
    pub nation: &'static str,
}

pub(super) struct World {
    pub profile: Profile,
    pub random: Random,
    pub items: Vec<Item>,
    pub places: Places,
    pub staff: Vec<PersonId>,
    pub recipients: Vec<Recipient>,
    pub units: Vec<Unit>,
    pub assets: Assets,
    pub stock: Stock,
    pub serials: Serials,
    plan: Vec<Planned>,
    /// Things without a number, with what is written down about them.
    pub unmarked: Vec<(AssetId, AssetDetails)>,
    today_ms: i64,
    now_ms: i64,
    documents: u32,
}

impl World {
    /// Nothing yet; `now_ms` only says which day it is.
    pub fn new(profile: Profile, seed: u64, now_ms: i64) -> Self {
        Self {
            profile,
            random: Random::new(seed),
            items: Vec::new(),
            places: Places::default(),
            staff: Vec::new(),
            recipients: Vec::new(),
            units: Vec::new(),
            assets: Assets::default(),
            stock: Stock::default(),
            serials: Serials::default(),
            plan: Vec::new(),
            unmarked: Vec::new(),
            today_ms: start_of_day_ms(now_ms),
            now_ms: i64::MIN,
            documents: 0,
        }
    }

    /// Makes it `minutes` after midnight, `days_ago` days before today. Time only goes forward.
    pub fn turn_to(&mut self, days_ago: i64, minutes: i64) {
        let at = self.today_ms - days_ago * DAY_MS + minutes * MINUTE_MS;
        self.now_ms = self.now_ms.max(at);
    }

    /// The short while between two papers of one pile.
    pub fn go_on(&mut self) {
        self.now_ms += MINUTE_MS / 4;
    }

    pub fn wait_minutes(&mut self, minutes: i64) {
        self.now_ms += minutes * MINUTE_MS;
    }

    /// The day it is in the make-believe.
    pub fn date(&self) -> Date {
        day(self.now_ms)
    }

    /// So many days from the real today.
    pub fn days_from_today(&self, days: i64) -> Date {
        Date(day(self.today_ms).0 + TimeDelta::days(days))
    }

    /// Writes an act into the plan.
    pub fn act(&mut self, commands: Vec<Command>) -> ActId {
        let act = match commands.first() {
            Some(Command::ReceiveStock(ReceiveStock { id, .. })) => *id,
            _ => self.random.act(),
        };
        self.plan.push(Planned { act, at_ms: self.now_ms, commands });
        act
    }

    /// Writes many commands, some of them an act.
    pub fn acts(&mut self, commands: Vec<Command>, an_act: usize) {
        let mut left = commands.into_iter().peekable();
        while left.peek().is_some() {
            let some = left.by_ref().take(an_act).collect();
            self.act(some);
            self.go_on();
        }
    }

    /// A paper with the hub's next document number (fourteen characters).
    pub fn document(&mut self) -> Particulars {
        use chrono::Datelike;
        self.documents += 1;
        let date = self.date().0;
        let number = format!(
            "KTRNG1{}{:03}{:04}",
            date.year().rem_euclid(10),
            date.ordinal(),
            self.documents % 10_000
        );
        Particulars { document: Some(number), remark: None }
    }

    /// The same with a remark now and then.
    pub fn document_and(&mut self, remarks: &[&str]) -> Particulars {
        let mut particulars = self.document();
        if self.random.percent(15) {
            particulars.remark = Some((*self.random.pick(remarks)).to_owned());
        }
        particulars
    }

    pub fn a_staff_member(&mut self) -> PersonId {
        *self.random.pick(&self.staff)
    }

    /// Indices of the items kept this way.
    pub fn items_kept_by(&self, tracking: Tracking) -> Vec<usize> {
        let kept = self.items.iter().enumerate().filter(|(_, item)| item.details.tracking == tracking);
        kept.map(|(index, _)| index).collect()
    }

    pub fn into_plan(self) -> Vec<Planned> {
        self.plan
    }
}
