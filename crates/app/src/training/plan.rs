//! All acts of a training hub, in order.

use super::profile::Profile;
use super::world::{Planned, World};
use super::{catalogue, days, holdings, people, places};
use crate::api::problem::Problem;

/// Every training hub is made of this.
const SEED: u64 = 0x4b6f_6d6f_7261;

/// The acts of a hub of this size. The same on the same day.
///
/// # Errors
/// A built-in table that does not read.
pub(super) fn plan(profile: Profile, now_ms: i64) -> Result<Vec<Planned>, Problem> {
    let mut world = World::new(profile, SEED, now_ms);
    let began = profile.began_days_ago();
    world.turn_to(began, 5 * 60);
    people::muster(&mut world);
    places::lay_out(&mut world);
    catalogue::describe(&mut world)?;
    people::authorise(&mut world);
    holdings::open_lots(&mut world);
    let later = holdings::open_assets(&mut world);
    holdings::open_stock(&mut world);
    world.turn_to(began - 1, 4 * 60);
    days::first_issues(&mut world);
    days::work(&mut world, later);
    Ok(world.into_plan())
}
