//! Names that two things of a Go package would have.

use super::Go;
use super::function::Owner;
use crate::interface::*;
use crate::read::refusals::Refusals;
use crate::taken::{self, Claim};

/// What every package exports.
const OWN: [&str; 4] = ["ArgumentError", "PanicError", "ErrorDetails", "ErrorCode"];

impl Go<'_> {
    /// A Go package has one namespace for types, functions and constants, and a type one for its fields and methods.
    pub(super) fn check_names(&self, refusals: &Refusals) {
        taken::check("Go", self.package_names(), refusals);
        self.interface.objects.iter().for_each(|object| taken::check("Go", self.members(object), refusals));
        self.interface.records.iter().for_each(|record| taken::check("Go", self.parts_and_methods(record), refusals));
        self.functions_of_all().for_each(|(owner, function)| self.check_variables(owner, function, refusals));
    }

    fn package_names(&self) -> Vec<Claim> {
        let mut names: Vec<_> = OWN.iter().map(|name| Claim::own(name, "what every package has")).collect();
        names.extend(self.code_names().map(|name| Claim::own(&name, "the code of an error")));
        let of = |name: &Name| Claim::of(name, self.names.exported(name));
        names.extend(self.interface.objects.iter().map(|object| of(&object.name)));
        names.extend(self.interface.records.iter().map(|record| of(&record.name)));
        names.extend(self.interface.enums.iter().map(|choice| of(&choice.name)));
        names.extend(self.interface.callbacks.iter().map(|callback| of(&callback.name)));
        names.push(Claim::own(&self.error_name(), "what every error is"));
        names.extend(self.interface.error_classes().iter().skip(1).map(|class| of(&class.name)));
        for choice in &self.interface.enums {
            let name = self.names.exported(&choice.name);
            let own = [format!("Parse{name}"), format!("{name}Values")];
            names.extend(own.map(|own| Claim::with(&choice.name, own, format!("what every {} has", choice.name))));
            names.extend(
                choice
                    .variants
                    .iter()
                    .map(|variant| Claim::of(format!("{}.{}", choice.name, variant.name), self.names.choice(choice, variant))),
            );
        }
        for (owner, function) in self.functions_of_all() {
            let item = item(owner, function);
            if let Owner::Package | Owner::Constructor(_) = owner {
                names.push(Claim::of(&item, self.function_name(owner, function)));
            }
            if let Owner::Constructor(object) = owner
                && object.is_read_whole()
                && function.name.rust() == "new"
            {
                names.push(Claim::of(&item, format!("Must{}", self.function_name(owner, function))));
            }
            names.extend(
                self.options_if_several(owner, function)
                    .map(|options| Claim::with(&item, options, format!("the type of the options of {item}"))),
            );
        }
        names
    }

    fn members(&self, object: &Object) -> Vec<Claim> {
        let claim = |method: &Function| Claim::of(format!("{}.{}", object.name, method.name), self.method_name(object, method));
        object.methods.iter().map(claim).collect()
    }

    fn parts_and_methods(&self, record: &Record) -> Vec<Claim> {
        let part = |field: &Field| Claim::of(format!("{}.{}", record.name, field.name), self.names.part(&field.name));
        let method = |function: &Function| Claim::of(format!("{}.{}", record.name, function.name), self.names.method(function));
        record.fields.iter().map(part).chain(record.methods.iter().map(method)).collect()
    }

    fn functions_of_all(&self) -> impl Iterator<Item = (Owner<'_>, &Function)> {
        let objects = self.interface.objects.iter().flat_map(|object| {
            let made = object.primary.iter().chain(&object.constructors).map(move |f| (Owner::Constructor(object), f));
            made.chain(object.methods.iter().map(move |f| (Owner::Object(object), f)))
        });
        let records = self.interface.records.iter().flat_map(|r| r.methods.iter().map(move |f| (Owner::Record(r), f)));
        let enums = self.interface.enums.iter().flat_map(|e| e.methods.iter().map(move |f| (Owner::Enum(e), f)));
        let functions = self.interface.functions.iter().map(|f| (Owner::Package, f));
        objects.chain(records).chain(enums).chain(functions)
    }

    /// Tells the argument whose name is that of a variable made of another one.
    fn check_variables(&self, owner: Owner, function: &Function, refusals: &Refusals) {
        let (arguments, variables) = self.variables(owner, function);
        for name in arguments.iter().filter(|name| variables.contains(name)) {
            refusals.refuse(format!(
                "{}: in Go its argument {name} would be a variable that is made of another argument; call it otherwise",
                item(owner, function)
            ));
        }
    }

    fn options_if_several(&self, owner: Owner, function: &Function) -> Option<String> {
        (function.optional().count() > 1).then(|| self.options_name(owner, function))
    }
}

/// A function's name in the interface.
fn item(owner: Owner, function: &Function) -> String {
    owner.name().map_or_else(|| function.name.to_string(), |owner| format!("{owner}.{}", function.name))
}
