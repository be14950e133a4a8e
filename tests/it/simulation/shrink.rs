//! The shortest part of a failing schedule that still fails.

use super::schedule::Step;

/// Leaves out ever smaller pieces as long as what is left still fails.
pub fn shortest(mut steps: Vec<Step>, fails: impl Fn(&[Step]) -> bool) -> Vec<Step> {
    let mut piece = steps.len() / 2;
    while piece > 0 {
        let mut at = 0;
        while at < steps.len() {
            let end = (at + piece).min(steps.len());
            let without: Vec<Step> = steps[..at].iter().chain(&steps[end..]).copied().collect();
            match fails(&without) {
                true => steps = without,
                false => at = end,
            }
        }
        piece /= 2;
    }
    steps
}

#[test]
fn what_a_failure_does_not_need_is_left_out() {
    let steps = super::schedule::made_from(3, 40, super::schedule::Mostly::Work);
    let needed = [steps[7], steps[23]];
    let left = shortest(steps, |part| needed.iter().all(|one| part.contains(one)));
    assert_eq!(left, needed);
}
