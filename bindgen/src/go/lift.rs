//! How values come back from C.

use super::Go;
use super::types::{c_scalar, has_no_nil};
use crate::c_abi::{element_name, list_name};
use crate::interface::*;

impl Go<'_> {
    /// The Go expressions for what a shim put into `place`: one, or two where a second one tells absence.
    /// `size` is about how many bytes an object has on the library's side.
    pub fn lift(&self, place: &str, ty: &Type, size: &str) -> Vec<String> {
        let value = match ty.without_option() {
            Type::String => format!("pullText(&{place})"),
            Type::Bytes => format!("pullBytes(&{place})"),
            Type::Object(name) => format!("new{}({place}.handle, {size})", self.names.exported(name)),
            Type::Record(name) if ty.is_option() => format!("maybeTake({place}.handle, take{})", self.names.exported(name)),
            Type::Record(name) => format!("take{}({place}.handle)", self.names.exported(name)),
            Type::Enum(name) => format!("choiceOf[{}]({place}.value)", self.names.exported(name)),
            Type::List(element) if matches!(**element, Type::Object(_)) => {
                format!("{}({place}, {size})", self.take_list_name(element))
            }
            Type::List(element) => format!("{}({place})", self.take_list_name(element)),
            Type::Set(item) => format!("setOf({}({place}))", self.take_list_name(item)),
            map @ Type::Map(..) => format!("{}({place}.handle)", self.collection_function("take", map)),
            Type::Duration => format!("durationOf({place}.value)"),
            Type::Time => format!("timeOf({place}.value)"),
            scalar => format!("{}({place}.value)", self.scalar(scalar)),
        };
        match ty {
            Type::Option(inner) if has_no_nil(inner) => vec![value, format!("bool({place}.present)")],
            _ => vec![value],
        }
    }

    /// The same as one expression, for a field.
    pub fn lift_field(&self, place: &str, ty: &Type) -> String {
        match self.lift(place, ty, "0").as_slice() {
            [value] => value.clone(),
            values if self.is_given_text(ty) => format!("valueIf({})", values.join(", ")),
            values => format!("maybe({})", values.join(", ")),
        }
    }

    fn take_list_name(&self, element: &Type) -> String {
        self.list_function("take", element)
    }

    /// The function that takes or reads a list of such elements.
    pub fn list_function(&self, verb: &str, element: &Type) -> String {
        self.collection_function(verb, &Type::List(Box::new(element.clone())))
    }

    /// The function that takes a collection, or lowers it, or frees it.
    pub fn collection_function(&self, verb: &str, ty: &Type) -> String {
        format!("{verb}{}", self.names.exported(&Name::new(&element_name(ty))))
    }

    /// The function that makes a Go slice of a list, and frees the list if it takes it and does not only read it.
    pub fn take_list(&self, verb: &str, element: &Type) -> String {
        let take = format!("C.go_{}_{verb}", list_name(&self.abi.prefix, &element.listed()));
        let name = self.list_function(verb, element);
        let ty = self.ty(element);
        let (size, parameter) =
            if matches!(element, Type::Object(_)) { (", share(size, len(handles))", ", size int") } else { ("", "") };
        let body = match element.without_option() {
            Type::String | Type::Bytes => format!(
                "\ttexts := make([]C.uintptr_t, list.length)\n\
                 \tlengths := make([]C.size_t, list.length)\n\
                 \tcheck({take}(list.handle, unsafe.SliceData(texts), unsafe.SliceData(lengths), list.length).error)\n\
                 \treturn {}(texts, lengths)\n",
                if *element.without_option() == Type::Bytes {
                    "pullByteStrings"
                } else if element.is_option() {
                    "pullMaybeTexts"
                } else {
                    "pullTexts"
                }
            ),
            Type::Object(of) => handles(&take, &ty, &format!("new{}(handle{size})", self.names.exported(of))),
            Type::Record(of) => handles(&take, &ty, &format!("take{}(handle)", self.names.exported(of))),
            collection if collection.is_collection() => handles(&take, &ty, &self.lift_inner(collection)),
            count if self.is_count(count) => format!(
                "\tnumbers := make([]C.uint64_t, list.length)\n\
                 \tcheck({take}(list.handle, unsafe.SliceData(numbers), list.length).error)\n\
                 \tvalues := make([]int, list.length)\n\
                 \tfor i, number := range numbers {{\n\t\tvalues[i] = int(number)\n\t}}\n\
                 \treturn values\n"
            ),
            time @ (Type::Duration | Type::Time) => {
                let (c, lift) = (c_scalar(time), if *time == Type::Duration { "durationOf" } else { "timeOf" });
                format!(
                    "\tnumbers := make([]C.{c}, list.length)\n\
                     \tcheck({take}(list.handle, unsafe.SliceData(numbers), list.length).error)\n\
                     \tvalues := make([]{ty}, list.length)\n\
                     \tfor i, number := range numbers {{\n\t\tvalues[i] = {lift}(number)\n\t}}\n\
                     \treturn values\n"
                )
            }
            scalar => {
                let c = c_scalar(scalar);
                let next = if matches!(scalar, Type::Enum(_)) { "\tfor i := range values {\n\t\tvalues[i]++\n\t}\n" } else { "" };
                format!(
                    "\tvalues := make([]{ty}, list.length)\n\
                     \tcheck({take}(list.handle, (*C.{c})(unsafe.Pointer(unsafe.SliceData(values))), list.length).error)\n\
                     {next}\treturn values\n"
                )
            }
        };
        let list = self.ty(&Type::List(Box::new(element.clone())));
        format!("func {name}(list C.go_list{parameter}) {list} {{\n\tif list.handle == 0 {{\n\t\treturn nil\n\t}}\n{body}}}\n")
    }

    /// What `handle` is that stands in a list.
    fn lift_inner(&self, collection: &Type) -> String {
        let c_name = |element: &Type| list_name(&self.abi.prefix, &element.listed());
        let list = |element: &Type| {
            let size = if matches!(element, Type::Object(_)) { ", 0" } else { "" };
            format!("{}(C.go_{}_of(handle){size})", self.take_list_name(element), c_name(element))
        };
        match collection {
            Type::List(element) => list(element),
            Type::Set(item) => format!("setOf({})", list(item)),
            map => format!("{}(handle)", self.collection_function("take", map)),
        }
    }
}

fn handles(take: &str, ty: &str, lifted: &str) -> String {
    format!(
        "\thandles := make([]C.uintptr_t, list.length)\n\
         \tcheck({take}(list.handle, unsafe.SliceData(handles), list.length).error)\n\
         \tvalues := make([]{ty}, len(handles))\n\
         \tfor i, handle := range handles {{\n\t\tvalues[i] = {lifted}\n\t}}\n\
         \treturn values\n"
    )
}
