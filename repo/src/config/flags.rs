//! The USE flags of a package, and for each all that was said about it.

use std::collections::HashMap;
use std::sync::Arc;

use polyatom::{Cpn, Iuse, Package};

use super::Reader;
use super::accept::{WordRules, add_words, lines_of};
use super::variables::{Layers, Settings};
use crate::error::Error;
use crate::format::profile_lines::{PackageFlags, PackageWords};
use crate::format::{Code, Fault};
use crate::profile::{
    Files, FlagRules, Layer, PackageRules, PackageSay, Place, Profile, SourceFile, Topic, add_word, expand_prefix,
};

/// The layers of a user after those of the profile, in their order.
const MAKE_CONF: u32 = 0;
const ENV_USE: u32 = 1;
const PACKAGE_USE: u32 = 2;
const ENV_EXPAND: u32 = 3;
const GIVEN: u32 = 4;

/// What is said about flags, besides what the profile says.
#[derive(Debug, Default)]
pub(super) struct UserFlags {
    first: u32,
    rules: FlagRules,
    package_use: PackageRules,
    package_env: WordRules,
    /// What the files that `package.env` names say about flags.
    env: HashMap<Box<str>, Vec<EnvFlag>>,
    /// Whether tests are wanted, for which there is a flag.
    wants_tests: bool,
    arch: Option<(Box<str>, Option<Place<'static>>)>,
}

/// A word of a file that `package.env` names.
#[derive(Debug)]
struct EnvFlag {
    layer: u32,
    flag: Box<str>,
    on: bool,
    file: Arc<SourceFile>,
    line: u32,
}

/// The state of a flag of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlagState<'a> {
    /// The flag.
    pub name: String,
    /// Whether it is on in the end.
    pub on: bool,
    /// Whether it must not be on.
    pub masked: bool,
    /// Whether it has to be on. A mask goes before that.
    pub forced: bool,
    /// Everything that was said about it, in order: about its use, about masking and about forcing it. Of each topic the last counts.
    pub because: Vec<FlagReason<'a>>,
}

/// One line about a flag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlagReason<'a> {
    /// What the line decides.
    pub topic: Topic,
    /// What it says.
    pub on: bool,
    /// The line; none for what is built in or was given.
    pub place: Option<Place<'a>>,
}

/// The verdict without its reasons.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Verdict {
    pub(super) on: bool,
    pub(super) masked: bool,
    pub(super) forced: bool,
}

impl UserFlags {
    pub(super) fn new(
        layers: &Layers<'_>,
        profile: Option<&Profile>,
        package_use: &Files<PackageFlags>,
        package_env: &Files<PackageWords>,
        reader: &mut Reader<'_>,
    ) -> Self {
        let mut flags = Self { first: profile.map_or(0, Profile::layers), ..Self::default() };
        let expand = layers.words("USE_EXPAND");
        flags.add_make_conf(layers, package_use);
        let expanded: Vec<&str> = expand.into_iter().collect();
        flags.add_expanded(MAKE_CONF, layers.user, &expanded);
        flags.add_package_use(package_use);
        flags.add_package_env(layers, package_env, &expanded, reader);
        flags.add_given(layers, &expanded);
        flags.rules.sort();
        flags.wants_tests = layers.words("FEATURES").contains("test");
        let arch = layers.profile.and_then(|variables| variables.given("ARCH").last());
        flags.arch = arch.map(|given| {
            (given.value.as_str().trim().into(), given.value.words().next().map(|(line, _)| Place::new(&given.file, line).kept()))
        });
        flags
    }

    fn layer(&self, number: u32) -> Layer {
        Layer { topic: Topic::Use, number: self.first + number, stable: false }
    }

    /// `USE` of `make.conf`, then what `package.use` says about everything.
    fn add_make_conf(&mut self, layers: &Layers<'_>, package_use: &Files<PackageFlags>) {
        let layer = self.layer(MAKE_CONF);
        let unprefixed = layers.words("USE_EXPAND_UNPREFIXED");
        for set in unprefixed.into_iter().chain(["USE"]).filter_map(|name| layers.user.get(name)) {
            let file = self.rules.file(&set.file);
            for (line, word) in set.value.words() {
                add_word(&mut self.rules, layer, file, line, "", word);
            }
        }
        for (file, line) in package_use.iter().filter(|(_, line)| line.selector.is_everything()) {
            let file = self.rules.file(file);
            line.toggles.iter().for_each(|toggle| self.rules.add_toggle(layer, file, line.line, toggle));
        }
    }

    /// A variable of `USE_EXPAND` replaces what was before: what it does not have is off, and a hyphen means nothing.
    fn add_expanded(&mut self, number: u32, settings: &Settings, expand: &[&str]) {
        let layer = self.layer(number);
        for name in expand {
            let Some(set) = settings.get(name) else { continue };
            let (file, prefix) = (self.rules.file(&set.file), expand_prefix(name));
            self.rules.add(layer, file, set.value.line(), &format!("{prefix}*"), false);
            for (line, word) in set.value.words().filter(|(_, word)| !word.starts_with(['-', '+'])) {
                add_word(&mut self.rules, layer, file, line, &prefix, word);
            }
        }
    }

    fn add_package_use(&mut self, files: &Files<PackageFlags>) {
        let layer = self.layer(PACKAGE_USE);
        for lines in &files.files {
            self.package_use.add(layer, lines, true, |selector| selector.is_everything());
        }
    }

    fn add_package_env(&mut self, layers: &Layers<'_>, files: &Files<PackageWords>, expand: &[&str], reader: &mut Reader<'_>) {
        let everywhere = add_words(&mut self.package_env, files);
        let mut read: HashMap<Box<str>, Settings> = HashMap::new();
        let named = files.iter().flat_map(|(file, line)| line.words.iter().map(move |name| (file, line.line, name)));
        for (file, line, name) in named {
            if !read.contains_key(name) {
                let place = Place::new(file, line);
                read.insert(name.clone(), read_env(layers, name, &place, reader));
            }
        }
        for settings in everywhere.iter().filter_map(|(_, name)| read.get(name)) {
            self.add_env_everywhere(settings, expand);
        }
        self.env = read.into_iter().map(|(name, settings)| (name, env_flags(&settings, expand))).collect();
    }

    /// What a file says about everything stands after `make.conf`.
    fn add_env_everywhere(&mut self, settings: &Settings, expand: &[&str]) {
        let layer = self.layer(MAKE_CONF);
        if let Some(set) = settings.get("USE") {
            let file = self.rules.file(&set.file);
            for (line, word) in set.value.words() {
                add_word(&mut self.rules, layer, file, line, "", word);
            }
        }
        self.add_expanded(MAKE_CONF, settings, expand);
    }

    /// What was given besides files.
    fn add_given(&mut self, layers: &Layers<'_>, expand: &[&str]) {
        let layer = self.layer(GIVEN);
        let file = self.rules.no_file();
        if let Some(value) = layers.given.get("USE") {
            value.words().for_each(|(_, word)| add_word(&mut self.rules, layer, file, 0, "", word));
        }
        for name in expand {
            let Some(value) = layers.given.get(*name) else { continue };
            let prefix = expand_prefix(name);
            self.rules.add(layer, file, 0, &format!("{prefix}*"), false);
            let words = value.words().filter(|(_, word)| !word.starts_with(['-', '+']));
            words.for_each(|(_, word)| add_word(&mut self.rules, layer, file, 0, &prefix, word));
        }
    }

    /// Whether tests are wanted.
    pub(super) fn wants_tests(&self) -> bool {
        self.wants_tests
    }

    /// What is said about the flags of one package.
    pub(super) fn of<'a>(&'a self, profile: Option<&'a Profile>, cpn: &Cpn, package: &'a Package, stable: bool) -> FlagsOf<'a> {
        let mut said = Vec::new();
        if let Some(profile) = profile {
            profile.package_rules().of_package(cpn, package, stable, &mut said);
        }
        self.package_use.of_package(cpn, package, stable, &mut said);
        for line in lines_of(&self.package_env, cpn, package) {
            let flags = line.get().words.iter().filter_map(|name| self.env.get(name)).flatten();
            said.extend(flags.zip(1..).map(|(flag, at)| PackageSay {
                topic: Topic::Use,
                order: self.layer(flag.layer).order(at),
                on: flag.on,
                flag: &flag.flag,
                file: &flag.file,
                line: flag.line,
            }));
        }
        said.sort_by_key(|say| (say.topic, say.order));
        FlagsOf { user: self, profile, stable, said }
    }
}

/// Reads a file that a line names.
fn read_env(layers: &Layers<'_>, name: &str, named: &Place<'_>, reader: &mut Reader<'_>) -> Settings {
    let mut settings = Settings::after(layers.user.environment().clone());
    let path = reader.portage.join("env").join(name);
    if !settings.read_file(reader.disk, path.clone(), &mut Vec::new(), &mut reader.errors) {
        let fault = Fault::line_is(Code::NoFile, named.line(), named.text()).because(path.as_str());
        reader.errors.push(Error::new(named.path(), fault));
    }
    settings
}

fn env_flags(settings: &Settings, expand: &[&str]) -> Vec<EnvFlag> {
    let mut found = Vec::new();
    let flag = |layer, file: &Arc<SourceFile>, line, prefix: &str, word: &str| {
        let (on, name) = word.strip_prefix('-').map_or((true, word), |name| (false, name));
        EnvFlag { layer, flag: format!("{prefix}{name}").into(), on, file: Arc::clone(file), line }
    };
    if let Some(set) = settings.get("USE") {
        found.extend(set.value.words().map(|(line, word)| flag(ENV_USE, &set.file, line, "", word)));
    }
    for name in expand {
        let Some(set) = settings.get(name) else { continue };
        let prefix = expand_prefix(name);
        found.push(flag(ENV_EXPAND, &set.file, set.value.line(), &prefix, "-*"));
        let words = set.value.words().filter(|(_, word)| !word.starts_with(['-', '+']));
        found.extend(words.map(|(line, word)| flag(ENV_EXPAND, &set.file, line, &prefix, word)));
    }
    found
}

/// What is said about the flags of one package.
pub(super) struct FlagsOf<'a> {
    user: &'a UserFlags,
    profile: Option<&'a Profile>,
    stable: bool,
    /// By topic and in order.
    said: Vec<PackageSay<'a>>,
}

/// One word about a flag, wherever it comes from.
enum Word<'w, 'a> {
    Package(&'w PackageSay<'a>),
    Global(&'a FlagRules, &'w crate::profile::Say),
}

impl<'a> Word<'_, 'a> {
    fn place(&self) -> Option<Place<'a>> {
        match self {
            Self::Package(say) => Some(say.place()),
            Self::Global(rules, say) => rules.place(say),
        }
    }
}

impl<'a> FlagsOf<'a> {
    /// Goes through all that is said about a flag, in order.
    fn each(&self, topic: Topic, flag: &str, mut each: impl FnMut(bool, Word<'_, 'a>)) {
        let mut of_package = self.said.iter().filter(|say| say.topic == topic && say.is_about(flag)).peekable();
        let profile = self.profile.map(Profile::flag_rules);
        for rules in profile.into_iter().chain([&self.user.rules]) {
            rules.of_flag(topic, flag, self.stable, |say| {
                while let Some(before) = of_package.next_if(|before| before.order < say.order) {
                    each(before.on, Word::Package(before));
                }
                each(say.on, Word::Global(rules, say));
            });
        }
        of_package.for_each(|say| each(say.on, Word::Package(say)));
    }

    fn last(&self, topic: Topic, flag: &str, before: bool) -> bool {
        let mut on = before;
        self.each(topic, flag, |said, _| on = said);
        on
    }

    /// Whether a flag is on where nothing is said: by the default in `IUSE`, or for tests that are wanted.
    fn default(&self, iuse: &Iuse, flag: &str, no_tests: bool) -> bool {
        let wanted = self.user.wants_tests && flag == "test";
        if wanted && no_tests { false } else { iuse.default_of(flag).unwrap_or(wanted) }
    }

    fn is_arch(&self, flag: &str) -> bool {
        self.user.arch.as_ref().is_some_and(|(arch, _)| **arch == *flag)
    }

    /// What becomes of a flag.
    pub(super) fn judge(&self, iuse: &Iuse, flag: &str, no_tests: bool) -> Verdict {
        let masked = self.last(Topic::Mask, flag, false);
        let forced = self.last(Topic::Force, flag, false);
        let on = self.last(Topic::Use, flag, self.default(iuse, flag, no_tests)) || self.is_arch(flag);
        Verdict { on: (on || forced) && !masked, masked, forced }
    }

    /// The same with everything that was said. `of_iuse` is the line of `IUSE`.
    pub(super) fn explain(
        &self,
        iuse: &Iuse,
        flag: &str,
        no_tests: bool,
        of_iuse: impl Fn() -> Option<Place<'a>>,
    ) -> FlagState<'a> {
        let mut because = Vec::new();
        let default = self.default(iuse, flag, no_tests);
        if iuse.default_of(flag).is_some() || default {
            because.push(FlagReason { topic: Topic::Use, on: default, place: iuse.default_of(flag).and_then(|_| of_iuse()) });
        }
        for topic in Topic::ALL {
            self.each(topic, flag, |on, word| because.push(FlagReason { topic, on, place: word.place() }));
        }
        if let Some((_, place)) = self.user.arch.as_ref().filter(|_| self.is_arch(flag)) {
            because.push(FlagReason { topic: Topic::Use, on: true, place: place.as_ref().map(Place::lend) });
        }
        let last = |topic| because.iter().rev().find(|reason| reason.topic == topic).is_some_and(|reason| reason.on);
        let (on, masked, forced) = (last(Topic::Use), last(Topic::Mask), last(Topic::Force));
        FlagState { name: flag.to_owned(), on: (on || forced) && !masked, masked, forced, because }
    }
}
