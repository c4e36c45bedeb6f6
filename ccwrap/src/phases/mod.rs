//! The phases: pure functions over typed arguments, each of which gives the next what it made.

mod add;
mod clean;
mod normalize;
mod reorder;
mod reproduce;
mod rules;
mod translate;

use crate::Text;
use crate::arg::{self, Arg};
use crate::config::{Compiled, Config, Rules, Switch};
use crate::error::{ArgError, Error};
use crate::mode::{self, Aim};
use crate::tool::Tool;
use crate::trace::Trace;

/// What phases may know.
pub struct Context<'a> {
    pub tool: Tool,
    pub settings: &'a Config,
    pub rules: &'a Rules,
    /// Says whether there is such a file: libtool's archives are looked for.
    pub exists: &'a dyn Fn(&[u8]) -> bool,
}

impl<'a> Context<'a> {
    pub fn new(tool: Tool, config: &'a Compiled, exists: &'a dyn Fn(&[u8]) -> bool) -> Self {
        Self { tool, settings: &config.settings, rules: &config.rules, exists }
    }

    /// Parses words as this tool does.
    fn parse(&self, words: &[Text]) -> Result<Vec<Arg>, ArgError> {
        arg::parse(words, self.tool.tables(), self.settings.strict.0)
    }

    fn words(&self, args: &[Arg]) -> Vec<Text> {
        arg::render(args, self.tool.is_linker())
    }
}

type Phase = fn(Vec<Arg>, &Context<'_>, &mut Trace) -> Result<Vec<Arg>, Error>;

/// The phases, in order. What rules made may need the second cleaning.
const PHASES: [(&str, Phase); 7] = [
    ("normalize", normalize::normalize),
    ("clean", clean::clean),
    ("rules", rules::rules),
    ("reorder", reorder::reorder),
    ("translate", translate::translate),
    ("clean again", clean::clean),
    ("reproduce", reproduce::reproduce),
];

/// Words in the one spelling of every option, for comparing: no rule has changed them.
pub fn normalized(words: &[Text], tool: Tool) -> Result<Vec<Text>, Error> {
    let config = Config { strict: Switch(false), ..Config::default() }.compile()?;
    let context = Context::new(tool, &config, &|_| false);
    let args = normalize::normalize(context.parse(words)?, &context, &mut Trace::default())?;
    Ok(context.words(&args))
}

/// A command line after all phases.
pub struct Outcome {
    pub words: Vec<Text>,
    pub args: Vec<Arg>,
    pub aim: Aim,
}

/// Takes the words after the program's name through all phases.
pub fn run(words: &[Text], context: &Context<'_>, trace: &mut Trace) -> Result<Outcome, Error> {
    let parsed = context.parse(words)?;
    let aim = mode::aim(&parsed, context.tool);
    trace.begin("add");
    let mut args = add::add(parsed, &aim, context)?;
    trace.end(|| context.words(&args));
    for (name, phase) in PHASES {
        trace.begin(name);
        args = phase(args, context, trace)?;
        trace.end(|| context.words(&args));
    }
    Ok(Outcome { words: context.words(&args), args, aim })
}
