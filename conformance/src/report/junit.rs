//! JUnit XML: a test suite per adapter and area, a test case per run.

use std::io::Write;

use anyhow::Result;
use quick_junit::{NonSuccessKind, Report as Junit, TestCase, TestCaseStatus, TestSuite};

use super::{Line, Report};

pub fn write(report: &Report<'_>, out: impl Write) -> Result<()> {
    let mut junit = Junit::new("polyatom-conformance");
    for adapter in report.adapters {
        for area in report.areas() {
            let mut suite = TestSuite::new(format!("{}.{area}", adapter.name));
            suite.add_test_cases(report.of(&adapter.name).filter(|line| line.area == area).map(test_case));
            junit.add_test_suite(suite);
        }
    }
    junit.serialize(out)?;
    Ok(())
}

fn test_case(line: &Line) -> TestCase {
    let mut case = TestCase::new(line.id.clone(), status(line));
    case.set_classname(line.op);
    case
}

/// What does not fail the run is no failure here either: it counts as skipped, with its reason.
fn status(line: &Line) -> TestCaseStatus {
    let mut status = match line.status {
        _ if line.fatal && line.status == "crashed" => TestCaseStatus::non_success(NonSuccessKind::Error),
        _ if line.fatal => TestCaseStatus::non_success(NonSuccessKind::Failure),
        "passed" | "partial" => return TestCaseStatus::success(),
        _ => TestCaseStatus::skipped(),
    };
    status.set_message(line.reason.clone());
    if line.fatal {
        status.set_description(format!("in: {}\nexpected: {}\ngot: {}", line.input, line.expected, line.got));
    }
    status
}
