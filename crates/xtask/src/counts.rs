//! Reading how many tests passed from what the test runners wrote.

use serde_json::Value;
use std::ops::Add;

/// Tests that passed and failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub passed: u64,
    pub failed: u64,
}

impl Add for Counts {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// From nextest's closing line:
/// `Summary [ 0.1s] 9 tests run: 7 passed (1 slow), 1 failed, 1 timed out, 2 skipped`.
pub fn nextest(screen: &str) -> Option<Counts> {
    let summary = screen.lines().rfind(|line| line.trim_start().starts_with("Summary ["))?;
    let (_, outcome) = summary.split_once("run: ")?;
    let mut counts = Counts::default();
    for part in without_brackets(outcome).split(", ") {
        let (number, word) = part.trim().split_once(' ')?;
        let number: u64 = number.parse().ok()?;
        match word.trim() {
            "passed" => counts.passed += number,
            "skipped" => {}
            _ => counts.failed += number,
        }
    }
    Some(counts)
}

/// `7 passed (1 slow, 1 leaky), 1 failed` without what stands in brackets.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    text.chars()
        .filter(|&letter| {
            depth += u32::from(letter == '(');
            let outside = depth == 0;
            depth -= u32::from(letter == ')');
            outside
        })
        .collect()
}

/// From vitest's JSON report. A file that could not be loaded counts as one failure.
pub fn vitest(report: &str) -> Option<Counts> {
    let report: Value = serde_json::from_str(report).ok()?;
    let number = |name: &str| report.get(name).and_then(Value::as_u64);
    let counts = Counts { passed: number("numPassedTests")?, failed: number("numFailedTests")? };
    let well = report.get("success").and_then(Value::as_bool)?;
    Some(Counts { failed: if well { counts.failed } else { counts.failed.max(1) }, ..counts })
}

/// From the lines the journeys write, one JSON object a test: `{"title": "…", "passed": true}`.
pub fn journeys(lines: &str) -> Option<Counts> {
    let mut counts = Counts::default();
    for line in lines.lines().filter(|line| !line.is_empty()) {
        let line: Value = serde_json::from_str(line).ok()?;
        if line.get("passed")?.as_bool()? {
            counts.passed += 1;
        } else {
            counts.failed += 1;
        }
    }
    Some(counts)
}

/// One text field of a JSON object.
pub fn text_field(json: &str, name: &str) -> Option<String> {
    let object: Value = serde_json::from_str(json).ok()?;
    Some(object.get(name)?.as_str()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nextest_summaries_are_read() {
        for (line, passed, failed) in [
            ("     Summary [   0.012s] 3 tests run: 3 passed, 0 skipped", 3, 0),
            (
                "     Summary [  61.0s] 9 tests run: 7 passed (1 slow, 1 leaky), 1 failed, 1 timed out, 2 skipped",
                7,
                2,
            ),
            ("     Summary [   1.0s] 5/9 tests run: 4 passed, 1 exec failed, 0 skipped", 4, 1),
            ("     Summary [   0.0s] 1 test run: 1 passed, 0 skipped", 1, 0),
        ] {
            assert_eq!(nextest(&format!("Starting\n{line}\n")), Some(Counts { passed, failed }), "{line}");
        }
        assert_eq!(nextest("error: could not compile"), None);
    }

    #[test]
    fn vitest_reports_are_read() {
        let report = |passed, failed, success| {
            format!(r#"{{"numPassedTests":{passed},"numFailedTests":{failed},"success":{success}}}"#)
        };
        assert_eq!(vitest(&report(12, 0, true)), Some(Counts { passed: 12, failed: 0 }));
        assert_eq!(vitest(&report(12, 2, false)), Some(Counts { passed: 12, failed: 2 }));
        assert_eq!(
            vitest(&report(12, 0, false)),
            Some(Counts { passed: 12, failed: 1 }),
            "a file did not load"
        );
        assert_eq!(vitest("not json"), None);
    }

    #[test]
    fn journeys_are_counted_line_by_line() {
        let lines = "{\"title\":\"opens\",\"passed\":true}\n{\"title\":\"locks\",\"passed\":false}\n";
        assert_eq!(journeys(lines), Some(Counts { passed: 1, failed: 1 }));
        assert_eq!(journeys(""), Some(Counts::default()));
        assert_eq!(journeys("half a li"), None);
    }

    #[test]
    fn sums_are_said_in_one_line() {
        let sum = Counts { passed: 3, failed: 0 } + Counts { passed: 4, failed: 1 };
        assert_eq!(sum.to_string(), "7 passed, 1 failed");
    }
}
