//! Two holders of history meet: what each says it has, what each then sends, and the pages it travels in.
//!
//! The same for the center, a colleague's laptop and a file on a stick. A meeting goes in rounds: both say
//! their [`Holdings`], both [`plan`] and send [`Run`]s cut into pages by a [`Pager`]; when nothing is left to
//! send or to ask, it is over. Every step may be lost, repeated or reordered; nothing here is believed: what
//! a page holds still goes through [`verify`](crate::verify).

mod bytes;
mod frame;
mod holdings;
mod names;
mod page;
mod pager;
mod plan;
mod receipt;
mod weight;

pub use holdings::{
    Bounded, Have, Holdings, HoldingsError, MAX_FEEDS, MAX_HOLDINGS_BYTES, MAX_LADDER, MAX_TIPS, Tip, ladder,
};
pub use names::{Names, NoNames, SubjectPlace};
pub use page::{MAX_PAGE_BYTES, MAX_PAGE_CONTENT, MAX_PAGE_ENTRIES, PageError, decode_page, encode_page};
pub use pager::Pager;
pub use plan::{HeldBranch, HeldFeed, Plan, Resolved, Run, Theirs, Unknown, plan};
pub use receipt::{MAX_RECEIPT_HEADS, Receipt};
