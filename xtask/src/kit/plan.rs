//! What a task does, as a list of named steps: the command shows them one by one, `test` counts what they find.

use crate::kit::apt;
use crate::kit::cost::{self, Cost};
use crate::kit::count::Tally;
use crate::kit::ctx::Ctx;
use crate::kit::report::Report;
use crate::kit::ui::Steps;
use anyhow::{Result, bail};
use std::panic::resume_unwind;
use std::sync::{Mutex, PoisonError, mpsc};
use std::{iter, thread};

pub struct Plan<'a> {
    /// Names in the table of tools.
    tools: Vec<&'static str>,
    /// Why nothing of it can be done on this machine.
    impossible: Option<&'static str>,
    steps: Vec<Step<'a>>,
}

struct Step<'a> {
    name: String,
    run: Box<dyn FnOnce() -> Result<Report> + 'a>,
    /// Those after it need it.
    prepares: bool,
}

/// A step that runs beside others, with a context of its own.
pub type Aside = (&'static str, fn(&Ctx) -> Result<Report>);

/// How a step ended.
pub struct Row {
    pub name: String,
    pub report: Report,
    pub cost: Cost,
}

impl<'a> Plan<'a> {
    pub fn new(tools: impl IntoIterator<Item = &'static str>) -> Plan<'a> {
        Plan { tools: tools.into_iter().collect(), impossible: None, steps: Vec::new() }
    }

    pub fn impossible(reason: &'static str) -> Plan<'a> {
        Plan { impossible: Some(reason), ..Plan::new([]) }
    }

    /// Adds a step that tests something.
    pub fn test(&mut self, name: impl Into<String>, run: impl FnOnce() -> Result<Report> + 'a) {
        self.steps.push(Step { name: name.into(), run: Box::new(run), prepares: false });
    }

    /// Adds a step that others need. It is no test, but counts as one if it fails.
    pub fn prepare(&mut self, name: impl Into<String>, run: impl FnOnce() -> Result<()> + 'a) {
        let run = || run().map(|()| Report::default());
        self.steps.push(Step { name: name.into(), run: Box::new(run), prepares: true });
    }

    pub fn then(mut self, other: Plan<'a>) -> Plan<'a> {
        self.tools.extend(other.tools);
        self.steps.extend(other.steps);
        Plan { impossible: self.impossible.or(other.impossible), ..self }
    }

    /// The tests whose names contain this, and what prepares them; nothing if there are none.
    pub fn named(mut self, text: &str) -> Option<Plan<'a>> {
        self.steps.retain(|step| step.prepares || step.name.contains(text));
        self.steps.iter().any(|step| !step.prepares).then_some(self)
    }

    /// For a command: shows each step and what it tells, and stops at the first that fails.
    pub fn run(self, ctx: &Ctx) -> Result<()> {
        if let Some(reason) = self.impossible {
            bail!("{reason}");
        }
        apt::ensure(ctx, &self.tools)?;
        let mut steps = Steps::new(self.steps.len());
        for step in self.steps {
            let report = show(&mut steps, step).report;
            if !report.told.is_empty() {
                println!("{}", report.told.trim_end());
            }
            report.into_result()?;
        }
        Ok(())
    }

    /// For `test`, as one of its steps: does all of it, and says nothing but the sum.
    pub fn check(self, ctx: &Ctx) -> Result<Report> {
        if let Some(reason) = self.impossible {
            return Ok(Report::skipped(reason));
        }
        apt::ensure(ctx, &self.tools)?;
        let mut sum = Report::default();
        for Step { name, run, prepares } in self.steps {
            let report = run().unwrap_or_else(|error| Report::failed(error.context(name)));
            let useless = prepares && report.failure.is_some();
            sum.add(report);
            if useless {
                break;
            }
        }
        Ok(sum)
    }

    /// For `test` itself: shows each step, goes on after failures, and gives what every step found.
    pub fn rows(self, ctx: &Ctx) -> Result<Vec<Row>> {
        apt::ensure(ctx, &self.tools)?;
        let mut steps = Steps::new(self.steps.len());
        Ok(self.steps.into_iter().map(|step| told(show(&mut steps, step))).collect())
    }

    /// The same in two lanes, for most programs keep one core busy. One takes the steps of the plan. The other begins with `apart`, which
    /// need none of them. Once it has done so, and what prepares others is done, both take what is left of `deep`: each time steps that
    /// must not run beside one another.
    pub fn rows_in_lanes(mut self, ctx: &Ctx, apart: &[Aside], deep: &[&[Aside]]) -> Result<Vec<Row>> {
        apt::ensure(ctx, &self.tools)?;
        let all = self.steps.len() + apart.len() + deep.iter().map(|steps| steps.len()).sum::<usize>();
        let (steps, waiting, verbose) = (&Mutex::new(Steps::new(all)), &Mutex::new(deep.iter()), ctx.verbose);
        let along = |ctx: &Ctx, lane: &[Aside]| -> Vec<Row> {
            lane.iter().map(|&(name, run)| in_lane(steps, name.to_owned(), || run(ctx))).collect()
        };
        let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
        let others = self.steps.split_off(self.steps.iter().rposition(|step| step.prepares).map_or(0, |last| last + 1));
        let own = |step: Step<'_>| in_lane(steps, step.name, step.run);
        let (prepared, ready) = mpsc::channel();
        thread::scope(|scope| {
            let aside = scope.spawn(move || -> Result<Vec<Row>> {
                // A shell is for one thread.
                let ctx = Ctx::new(verbose)?;
                let mut rows = along(&ctx, apart);
                // It fails if the other lane has panicked.
                if ready.recv().is_ok() {
                    rows.extend(iter::from_fn(next).flat_map(|lane| along(&ctx, lane)));
                }
                Ok(rows)
            });
            let mut rows: Vec<Row> = self.steps.into_iter().map(own).collect();
            // It fails if the other lane could not begin.
            let _ = prepared.send(());
            rows.extend(others.into_iter().map(own));
            rows.extend(iter::from_fn(next).flat_map(|lane| along(ctx, lane)));
            rows.extend(aside.join().unwrap_or_else(|panic| resume_unwind(panic))?);
            Ok(rows)
        })
    }
}

/// A step beside which others run: its line is shown once it has ended.
fn in_lane(steps: &Mutex<Steps>, name: String, run: impl FnOnce() -> Result<Report>) -> Row {
    let (report, cost) = cost::of_own_children(|| run().unwrap_or_else(Report::failed));
    let mut steps = steps.lock().unwrap_or_else(PoisonError::into_inner);
    steps.begin(&name);
    steps.end(report.failure.is_none(), &note(&report), cost);
    told(Row { name, report, cost })
}

/// Shows at once why a step failed.
fn told(row: Row) -> Row {
    if let Some(failure) = &row.report.failure {
        print!("{}", crate::kit::ui::indented(&format!("{failure:#}\n")));
    }
    row
}

fn show(steps: &mut Steps, Step { name, run, .. }: Step<'_>) -> Row {
    steps.begin(&name);
    let (report, cost) = cost::of(|| run().unwrap_or_else(Report::failed));
    steps.end(report.failure.is_none(), &note(&report), cost);
    Row { name, report, cost }
}

fn note(report: &Report) -> String {
    let skipped = report.skipped.iter().map(|reason| format!("(skipped: {reason})"));
    let count = match report.tally {
        Tally { passed: 0 | 1, failed: 0 } => String::new(),
        Tally { passed, failed: 0 } => format!("{passed} passed"),
        Tally { passed, failed } => format!("{passed} passed, {failed} failed"),
    };
    [count].into_iter().filter(|text| !text.is_empty()).chain(skipped).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    fn plan<'a>(done: &'a Cell<u32>, prepared: bool) -> Plan<'a> {
        let count = move || done.set(done.get() + 1);
        let mut plan = Plan::new([]);
        plan.prepare("build", move || if prepared { Ok(()) } else { bail!("does not compile") });
        plan.test("first", move || {
            count();
            bail!("broken")
        });
        plan.test("second", move || {
            count();
            Ok(Report::passed())
        });
        plan
    }

    fn ctx() -> Ctx {
        Ctx::new(false).expect("the repository is there")
    }

    #[test]
    fn a_command_stops_at_the_first_failure() {
        let done = Cell::new(0);
        assert!(plan(&done, true).run(&ctx()).is_err());
        assert_eq!(done.get(), 1);
    }

    #[test]
    fn tests_go_on_after_a_failure_and_name_the_step() {
        let done = Cell::new(0);
        let report = plan(&done, true).check(&ctx()).unwrap();
        assert_eq!((report.tally, done.get()), (Tally { passed: 1, failed: 1 }, 2));
        assert!(format!("{:#}", report.failure.unwrap()).contains("first: broken"));
    }

    #[test]
    fn nothing_is_done_after_a_preparation_that_failed() {
        let done = Cell::new(0);
        let report = plan(&done, false).check(&ctx()).unwrap();
        assert_eq!((report.tally, done.get()), (Tally { passed: 0, failed: 1 }, 0));
    }

    #[test]
    fn a_word_chooses_steps() {
        let done = Cell::new(0);
        let chosen = plan(&done, true).named("sec").map(|plan| plan.check(&ctx()).unwrap().tally);
        assert_eq!((chosen, done.get()), (Some(Tally { passed: 1, failed: 0 }), 1));
        assert!(plan(&done, true).named("build").is_none());
    }

    #[test]
    fn lanes_go_on_after_a_failure() {
        const GOOD: Aside = ("good", |_| Ok(Report::passed()));
        const BAD: Aside = ("bad", |_| bail!("broken"));
        let done = Cell::new(0);
        let rows = plan(&done, true).rows_in_lanes(&ctx(), &[BAD, GOOD], &[&[BAD, GOOD], &[GOOD]]).unwrap();
        let found: Vec<_> = rows.iter().map(|row| (&*row.name, row.report.tally.failed)).collect();
        assert_eq!(found[..3], [("build", 0), ("first", 1), ("second", 0)]);
        // Which lane takes what is left is chance.
        let count = |wanted| found.iter().filter(|name| **name == wanted).count();
        assert_eq!((count(("bad", 1)), count(("good", 0)), found.len(), done.get()), (2, 3, 8, 2));
    }

    #[test]
    fn what_is_impossible_here_is_skipped_by_tests_and_refused_by_the_command() {
        assert_eq!(Plan::impossible("not here").check(&ctx()).unwrap().skipped, ["not here"]);
        assert!(Plan::impossible("not here").run(&ctx()).unwrap_err().to_string().contains("not here"));
    }
}
