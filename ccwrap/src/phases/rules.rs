//! Applies the rules of the configuration: for options, for paths, for libraries.

use super::{Context, normalize};
use crate::Text;
use crate::arg::{Arg, Kind, join};
use crate::config::{Class, Unmatched};
use crate::error::{ArgError, Error};
use crate::options::PathKind;
use crate::path;
use crate::tool::Tool;
use crate::trace::Trace;
use bstr::ByteSlice;

pub(super) fn rules(args: Vec<Arg>, context: &Context<'_>, trace: &mut Trace) -> Result<Vec<Arg>, Error> {
    let mut pass = Pass { context, trace, done: Vec::with_capacity(args.len()), searched: Vec::new(), has_sysroot: false };
    for arg in args {
        match pass.option(&arg)? {
            Some(replaced) => replaced.into_iter().try_for_each(|arg| pass.argument(arg))?,
            None => pass.argument(arg)?,
        }
    }
    Ok(pass.done)
}

struct Pass<'a, 'b> {
    context: &'a Context<'b>,
    trace: &'a mut Trace,
    done: Vec<Arg>,
    /// The directories of `-L` so far.
    searched: Vec<Text>,
    has_sysroot: bool,
}

impl Pass<'_, '_> {
    /// What a rule for this very option makes of it; nothing where there is no rule.
    fn option(&mut self, arg: &Arg) -> Result<Option<Vec<Arg>>, Error> {
        if matches!(arg.kind, Kind::Input(_)) {
            return Ok(None);
        }
        let words = arg.words(self.context.tool.is_linker());
        let mut found = self.context.rules.option(&bstr::join(" ", &words)).map(|replaced| (replaced, 0));
        if found.is_none()
            && let [name, _] = words.as_slice()
        {
            found = self.context.rules.option(name).map(|replaced| (replaced, 1));
        }
        let Some((mut replaced, first_value)) = found else { return Ok(None) };
        self.trace.note(arg.origin, || format!("opts: {}", words[0]).into());
        // A rule for a name alone drops the value with it, or gives it to the new name.
        if first_value == 1 && !replaced.is_empty() {
            replaced.extend_from_slice(&words[1..]);
        }
        let parsed = self.context.parse(&replaced)?.into_iter().map(|new| Arg { origin: arg.origin, ..new }).collect();
        normalize::normalize(parsed, self.context, &mut Trace::default()).map(Some)
    }

    fn argument(&mut self, arg: Arg) -> Result<(), Error> {
        let origin = arg.origin;
        match arg.kind {
            Kind::Path { kind, value } => self.path(kind, value, origin)?,
            Kind::Library(name) => self.library(name, origin),
            Kind::Input(name) => self.input(name, origin)?,
            kind => self.done.push(Arg { kind, origin }),
        }
        Ok(())
    }

    fn path(&mut self, kind: PathKind, value: Text, origin: usize) -> Result<(), Error> {
        if kind == PathKind::Libraries {
            self.searched.push(value.clone());
        }
        let is_in_sysroot = value.starts_with(b"=") || value.starts_with(b"$SYSROOT");
        let absolute = value.strip_prefix(b"=").or_else(|| value.strip_prefix(b"$SYSROOT")).unwrap_or(&value);
        if !absolute.starts_with(b"/") || is_in_sysroot && self.has_sysroot {
            self.done.push(Arg { kind: Kind::Path { kind, value }, origin });
            return Ok(());
        }
        // libtool runs programs before they are installed, and takes such paths out again.
        let is_local = kind == PathKind::Rpath && absolute.ends_with(b"/.libs");
        let mapped = classes(kind).iter().find_map(|class| self.context.rules.map(*class, absolute).map(|found| (class, found)));
        let to = match mapped {
            Some((class, found)) => {
                self.trace.note(origin, || format!("map: rule {} ({})", found.index + 1, class.letter() as char).into());
                found.to
            }
            None if is_local => None,
            None => self.unmatched(value.clone(), origin)?,
        };
        let to = to.or_else(|| is_local.then_some(value));
        self.has_sysroot |= kind == PathKind::Sysroot && to.is_some();
        self.done.extend(to.map(|value| Arg { kind: Kind::Path { kind, value }, origin }));
        Ok(())
    }

    fn unmatched(&mut self, value: Text, origin: usize) -> Result<Option<Text>, Error> {
        match self.context.settings.unmatched {
            Unmatched::Pass => Ok(Some(value)),
            Unmatched::Drop => {
                self.trace.note(origin, || "map: no rule".into());
                Ok(None)
            }
            Unmatched::Error => {
                let reason = "no rule names this path".to_owned();
                Err(ArgError { word: value, index: origin, reason }.into())
            }
        }
    }

    fn library(&mut self, name: Text, origin: usize) {
        if let Some(archive) = self.local_archive(&name) {
            self.trace.note(origin, || format!("libtool: {archive}").into());
            return self.done.push(Arg { kind: Kind::Input(archive), origin });
        }
        match self.context.rules.library(&name) {
            Some(names) => {
                self.trace.note(origin, || format!("libs: {name}").into());
                self.done.extend(names.into_iter().map(|name| Arg { kind: Kind::Library(name), origin }));
            }
            None => self.done.push(Arg { kind: Kind::Library(name), origin }),
        }
    }

    /// libtool's archive of a library that this very package builds.
    fn local_archive(&self, name: &[u8]) -> Option<Text> {
        if self.context.tool != Tool::Libtool {
            return None;
        }
        let file = join(&[b"lib", name, b".la"]);
        let is_local = |directory: &&Text| !directory.starts_with(b"/") || self.is_in_package(directory);
        let directories = self.searched.iter().filter(is_local).filter(|directory| !is_objects(directory));
        let archives = directories.map(|directory| join(&[directory.trim_end_with(|c| c == '/').as_bytes(), b"/", &file]));
        archives.into_iter().find(|archive| (self.context.exists)(archive))
    }

    fn is_in_package(&self, path: &[u8]) -> bool {
        let package = self.context.settings.wrksrc.as_bytes();
        !package.is_empty() && path::is_below(path, package)
    }

    /// Archives are inputs like others, but rules may say where they come from.
    fn input(&mut self, name: Text, origin: usize) -> Result<(), Error> {
        let (_, file) = path::split(&name);
        let is_libtool = self.context.tool == Tool::Libtool;
        let is_library =
            file.starts_with(b"lib") && (file.ends_with(b".la") || file.ends_with(b".a") || file.contains_str(".so"));
        if !name.starts_with(b"/") || !is_library {
            self.done.push(Arg { kind: Kind::Input(name), origin });
            return Ok(());
        }
        let to = match self.context.rules.map(Class::Path, &name) {
            Some(found) => {
                self.trace.note(origin, || format!("map: rule {} (P)", found.index + 1).into());
                found.to
            }
            None if is_libtool && !self.is_in_package(&name) => self.unmatched(name, origin)?,
            None => Some(name),
        };
        self.done.extend(to.map(|name| Arg { kind: Kind::Input(name), origin }));
        Ok(())
    }
}

fn is_objects(directory: &[u8]) -> bool {
    directory.trim_end_with(|c| c == '/').ends_with(b"/.libs")
}

/// The classes of rules for a path, the more fitting first. Where libraries are looked for while linking is no place in the result, so
/// that rules of `-L` say where that is.
fn classes(kind: PathKind) -> &'static [Class] {
    match kind {
        PathKind::Include | PathKind::Quote | PathKind::System | PathKind::After | PathKind::Prefixed(_) => &[Class::Include],
        PathKind::Libraries => &[Class::Library],
        PathKind::Framework | PathKind::Sysroot | PathKind::LinkerSysroot => &[Class::Include, Class::Library],
        PathKind::Programs => &[Class::Library],
        PathKind::Rpath => &[Class::Rpath],
        PathKind::RpathLink => &[Class::Library, Class::Rpath],
    }
}
