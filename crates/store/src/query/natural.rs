//! The order in which serials stand: numbers in them by their value, so that M-2 stands before M-10 however
//! many digits the maker used.

use std::cmp::Ordering;

/// A serial that is sorted among others.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Serial(pub Box<str>);

impl Ord for Serial {
    fn cmp(&self, other: &Self) -> Ordering {
        by_number(self.0.as_bytes(), other.0.as_bytes()).then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for Serial {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Serials that differ only in leading zeros are equal here.
fn by_number(mut one: &[u8], mut other: &[u8]) -> Ordering {
    loop {
        let alike = one.iter().zip(other).take_while(|(a, b)| a == b && !a.is_ascii_digit()).count();
        (one, other) = (&one[alike..], &other[alike..]);
        let (a, b) = (digits(one), digits(other));
        if a == 0 || b == 0 {
            return one.cmp(other);
        }
        let (number, than) = (without_zeros(&one[..a]), without_zeros(&other[..b]));
        let order = number.len().cmp(&than.len()).then_with(|| number.cmp(than));
        if order.is_ne() {
            return order;
        }
        (one, other) = (&one[a..], &other[b..]);
    }
}

fn digits(text: &[u8]) -> usize {
    text.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

fn without_zeros(digits: &[u8]) -> &[u8] {
    &digits[digits.iter().take_while(|digit| **digit == b'0').count()..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn serial(text: &str) -> Serial {
        Serial(text.into())
    }

    #[test]
    fn numbers_stand_by_their_value() {
        let sorted =
            ["", "7", "007A", "7B", "10", "AK-2", "AK-0002A", "AK-10", "AK-10-9", "AK-10-10", "AK1", "АК-3"];
        assert!(sorted.is_sorted_by_key(|text| serial(text)), "{sorted:?}");
    }

    proptest! {
        #[test]
        fn it_is_an_order(a in "[A0-2-]{0,6}", b in "[A0-2-]{0,6}", c in "[A0-2-]{0,6}") {
            let (a, b, c) = (serial(&a), serial(&b), serial(&c));
            prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
            prop_assert_eq!(a.cmp(&b).is_eq(), a == b);
            if a <= b && b <= c {
                prop_assert!(a <= c);
            }
        }
    }
}
