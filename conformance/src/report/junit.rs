//! JUnit XML: a test suite per adapter and area, a test case per case.

use std::io::Write;

use super::terminal::shorten;
use anyhow::Result;
use quick_junit::{NonSuccessKind, Report as Junit, TestCase, TestCaseStatus, TestSuite};

use super::{Report, Test};
use crate::quotes;

pub fn write(report: &Report<'_>, out: impl Write) -> Result<()> {
    let mut junit = Junit::new("polyatom-conformance");
    for adapter in report.adapters {
        for area in report.areas() {
            let mut suite = TestSuite::new(format!("{}.{area}", adapter.name));
            let tests = report.tests(&adapter.name);
            suite.add_test_cases(tests.iter().filter(|test| test.first().area == area).map(test_case));
            junit.add_test_suite(suite);
        }
    }
    junit.serialize(out)?;
    Ok(())
}

fn test_case(test: &Test<'_>) -> TestCase {
    let mut case = TestCase::new(test.id(), status(test));
    case.set_classname(test.group());
    case
}

/// What does not fail the run is no failure here either: it counts as skipped, with its reason.
fn status(test: &Test<'_>) -> TestCaseStatus {
    let line = test.worst();
    let mut status = match line.status {
        _ if line.fatal && line.status == "crashed" => TestCaseStatus::non_success(NonSuccessKind::Error),
        _ if line.fatal => TestCaseStatus::non_success(NonSuccessKind::Failure),
        "passed" | "partial" => return TestCaseStatus::success(),
        _ => TestCaseStatus::skipped(),
    };
    status.set_message(line.reason.clone());
    if line.fatal {
        status.set_description(format!(
            "EAPI: {}\nin: {}\nexpected: {}\ngot: {}\nPMS: {}{}",
            test.eapis().join(" "),
            shorten(&line.input),
            shorten(&line.expected),
            shorten(&line.got),
            line.pms.join(", "),
            quotes::of(test.group()).iter().map(|quote| format!("\nit says: {}", quote.shown())).collect::<String>()
        ));
    }
    status
}
