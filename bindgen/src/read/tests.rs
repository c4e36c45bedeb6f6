//! What the generator cannot express is refused, and the message names the item.

use super::*;
use crate::config::{Go, Output};
use uniffi_meta::{
    CallbackInterfaceMetadata, DefaultValueMetadata, EnumMetadata, EnumShape, FieldMetadata, FnMetadata, FnParamMetadata,
    LiteralMetadata, ObjectImpl, ObjectMetadata, RecordMetadata, TraitKind, VariantMetadata,
};

pub(crate) fn config() -> Config {
    let output =
        Output { c: None, c_calls: None, fields: None, c_fields: None, python: None, python_cffi: None, ruby: None, go: None };
    Config {
        package: "some-ffi".into(),
        features: vec![],
        command: None,
        namespace: "some".into(),
        docs: String::new(),
        styled_docs: false,
        properties: vec![],
        methods: vec![],
        variadic: vec![],
        long: vec![],
        error_codes: None,
        lent: vec![],
        offsets: vec![],
        since: None,
        rust: std::default::Default::default(),
        sessions: None,
        column: None,
        differences: None,
        numbers: "numbers.toml".into(),
        laws: None,
        codes_page: None,
        read_whole: None,
        protocols: std::default::Default::default(),
        positions: std::default::Default::default(),
        patterns: std::default::Default::default(),
        paths: std::default::Default::default(),
        output,
        go: Go {
            module: "example.org/some".into(),
            docs: String::new(),
            initialisms: vec![],
            platforms: String::new(),
            counts_are_int: false,
            empty_is_none: false,
        },
        directory: "".into(),
    }
}

/// The interface, or all that is wrong with it.
pub(crate) fn whole(items: &[Metadata], config: &Config) -> Result<Interface> {
    let refusals = Refusals::default();
    let interface = interface(items, config, &refusals);
    refusals.told().map(|()| interface)
}

fn refusal(items: &[Metadata]) -> String {
    whole(items, &config()).expect_err("this should be refused").to_string()
}

pub(crate) fn function(change: impl FnOnce(&mut FnMetadata)) -> Metadata {
    let mut function = FnMetadata {
        module_path: "some_ffi".into(),
        name: "work".into(),
        orig_name: None,
        is_async: false,
        inputs: vec![],
        return_type: None,
        throws: None,
        checksum: None,
        docstring: None,
    };
    change(&mut function);
    Metadata::Func(function)
}

fn argument(name: &str, ty: meta::Type) -> FnParamMetadata {
    FnParamMetadata::simple(name, ty)
}

pub(crate) fn field(name: &str, ty: meta::Type) -> FieldMetadata {
    FieldMetadata { name: name.into(), orig_name: None, ty, default: None, docstring: None }
}

pub(crate) fn variant(name: &str, fields: Vec<FieldMetadata>) -> VariantMetadata {
    VariantMetadata { name: name.into(), orig_name: None, discr: None, fields, docstring: None }
}

pub(crate) fn choice(name: &str, shape: EnumShape, variants: Vec<VariantMetadata>) -> Metadata {
    Metadata::Enum(EnumMetadata {
        module_path: "some_ffi".into(),
        name: name.into(),
        orig_name: None,
        shape,
        remote: false,
        variants,
        discr_type: None,
        non_exhaustive: false,
        docstring: None,
    })
}

const ERROR: EnumShape = EnumShape::Error { flat: false };

fn list(inner: meta::Type) -> meta::Type {
    meta::Type::Sequence { inner_type: Box::new(inner) }
}

fn map(key: meta::Type, value: meta::Type) -> meta::Type {
    meta::Type::Map { key_type: Box::new(key), value_type: Box::new(value) }
}

fn option(inner: meta::Type) -> meta::Type {
    meta::Type::Optional { inner_type: Box::new(inner) }
}

#[test]
fn a_plain_function_is_read() {
    let item = function(|f| {
        f.docstring = Some(" Works.\n\n   Indented.".into());
        f.inputs = vec![argument("text", meta::Type::String)];
        f.return_type = Some(list(meta::Type::UInt8));
    });
    let read = whole(&[item], &config()).unwrap();
    assert_eq!(read.functions[0].docs, "Works.\n\n  Indented.");
    assert_eq!(read.functions[0].arguments[0].ty, Type::String);
    assert_eq!(read.functions[0].returns, Some(Type::List(Box::new(Type::Int { signed: false, bits: 8 }))));
}

#[test]
fn async_functions_are_refused() {
    assert_eq!(refusal(&[function(|f| f.is_async = true)]), "work: async functions are not supported");
}

#[test]
fn types_that_cannot_cross_are_refused() {
    for ty in [
        map(meta::Type::Float64, meta::Type::String),
        map(list(meta::Type::UInt8), meta::Type::String),
        map(meta::Type::String, option(meta::Type::Boolean)),
        meta::Type::Set { inner_type: Box::new(meta::Type::Bytes) },
        list(list(option(meta::Type::Boolean))),
        list(option(meta::Type::Boolean)),
        list(option(list(meta::Type::String))),
        option(option(meta::Type::String)),
    ] {
        let message = refusal(&[function(|f| f.inputs = vec![argument("wrong", ty.clone())])]);
        assert!(message.starts_with("work(wrong): "), "{message}");
        let message = refusal(&[function(|f| f.return_type = Some(ty))]);
        assert!(message.starts_with("work: "), "{message}");
    }
}

#[test]
fn custom_types_are_what_they_cross_as_elsewhere() {
    let custom = |name: &str, builtin| meta::Type::Custom {
        module_path: "some_ffi".into(),
        name: name.into(),
        builtin: Box::new(builtin),
    };
    let read = |ty| {
        let item = function(|f| f.return_type = Some(list(ty)));
        let read = whole(&[item], &config()).expect("it can be expressed");
        read.functions[0].returns.clone().expect("it gives something")
    };
    let millis = read(custom("Later", custom("Millis", meta::Type::Int64)));
    let numbers = Type::List(Box::new(Type::Int { signed: true, bits: 64 }));
    assert_eq!((millis.plain(), millis.crossing()), (numbers.clone(), numbers.clone()));
    let time = read(custom("When", meta::Type::Timestamp));
    assert_eq!((time.plain(), time.crossing()), (Type::List(Box::new(Type::Time)), numbers));
    let row = list(custom("Row", list(meta::Type::UInt8)));
    let item = function(|f| f.return_type = Some(row));
    let read = whole(&[item], &config()).expect("it can be expressed");
    let byte = Type::Int { signed: false, bits: 8 };
    let bytes = Type::List(Box::new(byte.clone()));
    assert_eq!(read.list_elements(), [byte, bytes.clone()]);
    assert_eq!(read.inner_collections().into_iter().collect::<Vec<_>>(), [bytes]);
}

/// In C a set is a list, and so are the keys of a map, and its values.
#[test]
fn collections_are_found_in_each_other() {
    let sets = meta::Type::Set { inner_type: Box::new(meta::Type::UInt8) };
    let item = function(|f| f.return_type = Some(option(map(meta::Type::String, sets))));
    let read = whole(&[item], &config()).expect("it can be expressed");
    let byte = Type::Int { signed: false, bits: 8 };
    let set = Type::Set(Box::new(byte.clone()));
    let lists = read.list_elements();
    assert_eq!(lists, [byte.clone(), Type::String, Type::List(Box::new(byte))]);
    assert_eq!(read.maps(), [(Type::String, set.clone())]);
    assert_eq!(read.inner_collections().into_iter().collect::<Vec<_>>(), [set]);
    let abi = crate::c_abi::Abi::of(&read);
    for symbol in ["some_u8_list_new", "some_string_u8_list_map_get", "some_string_u8_list_map_keys"] {
        assert!(abi.functions().any(|function| function.symbol == symbol), "{symbol}");
    }
}

#[test]
fn an_argument_without_default_after_one_with_default_is_refused() {
    let message = refusal(&[function(|f| {
        let mut first = argument("first", option(meta::Type::String));
        first.default = Some(DefaultValueMetadata::Literal(LiteralMetadata::None));
        f.inputs = vec![first, argument("second", meta::Type::String)];
    })]);
    assert_eq!(message, "work: second has no default but stands after an argument that has one");
}

#[test]
fn traits_that_are_no_callbacks_are_refused() {
    let callback = CallbackInterfaceMetadata { module_path: "some_ffi".into(), name: "Listener".into(), docstring: None };
    assert_eq!(
        refusal(&[Metadata::CallbackInterface(callback)]),
        "Listener: a callback has one method, for languages give a function for it"
    );
    let object = ObjectMetadata {
        module_path: "some_ffi".into(),
        name: "Shape".into(),
        orig_name: None,
        remote: false,
        imp: ObjectImpl::Trait(TraitKind::RustOnly),
        docstring: None,
    };
    assert_eq!(refusal(&[Metadata::Object(object)]), "Shape: traits are not supported as objects");
}

#[test]
fn choices_with_data_are_objects() {
    let at = |ty| field("at", ty);
    let variants = vec![
        variant("One", vec![at(meta::Type::UInt8), field("name", meta::Type::String)]),
        variant("Two", vec![at(meta::Type::Boolean), field("name", meta::Type::String)]),
        variant("Three", vec![field("", meta::Type::String), field("", option(meta::Type::String))]),
    ];
    let read = whole(&[choice("Shape", EnumShape::Enum, variants)], &config()).expect("it can be expressed");
    let object = &read.objects[0];
    let constructors: Vec<_> = object.constructors.iter().map(|f| f.name.rust()).collect();
    assert_eq!(constructors, ["one", "two", "three"]);
    let properties: Vec<_> =
        object.methods.iter().map(|f| (f.name.rust(), f.returns.as_ref().is_some_and(Type::is_option))).collect();
    // Fields of one name that differ in type are told apart.
    let expected = [("kind", false), ("one_at", true), ("name", true), ("two_at", true), ("value0", true), ("value1", true)];
    assert_eq!(properties, expected);
    assert_eq!(read.enums[0].name.rust(), "ShapeKind");
}

#[test]
fn errors_that_lose_something_are_refused() {
    let typed = |name: &str, ty| variant(name, vec![field("at", ty)]);
    let variants = vec![typed("One", meta::Type::UInt8), typed("Two", meta::Type::String)];
    assert!(refusal(&[choice("Bad", ERROR, variants.clone())]).starts_with("Bad.Two: the field at of an error has another type"));
    let [one, two] = <[VariantMetadata; 2]>::try_from(variants).expect("two variants");
    let apart = [choice("Bad", ERROR, vec![one]), choice("Worse", ERROR, vec![two])];
    assert!(refusal(&apart).starts_with("Worse.Two: the field at of an error has another type"));
    let variants = vec![typed("One", list(meta::Type::UInt8))];
    assert!(refusal(&[choice("Bad", ERROR, variants)]).contains("field at of an error must be"));
    let variants = vec![variant("One", vec![field("message", meta::Type::String)])];
    assert_eq!(refusal(&[choice("Bad", ERROR, variants)]), "Bad.One: every error has a message already");
    let throws = function(|f| f.throws = Some(meta::Type::Enum { module_path: "some_ffi".into(), name: "Other".into() }));
    assert_eq!(refusal(&[throws]), "work: it throws something that is not an error enum of the interface");
}

#[test]
fn kinds_of_one_name_are_told_apart_by_their_error() {
    let variants = |names: &[&str]| names.iter().map(|name| variant(name, vec![])).collect();
    let items = [choice("ReadError", ERROR, variants(&["Io", "Late"])), choice("WriteError", ERROR, variants(&["Io", "Read"]))];
    let read = whole(&items, &config()).expect("they can be told apart");
    let names: Vec<_> = read.error_variants().map(|v| (v.kind.rust(), v.class.rust())).collect();
    let expected =
        [("ReadIo", "ReadIoError"), ("Late", "LateError"), ("WriteIo", "WriteIoError"), ("WriteRead", "WriteReadError")];
    assert_eq!(names, expected);
}

#[test]
fn errors_have_one_root() {
    let with = |names: &[&str]| variant("Late", names.iter().map(|name| field(name, meta::Type::String)).collect());
    let items = [choice("ReadError", ERROR, vec![with(&["input", "why"])]), choice("WriteError", ERROR, vec![with(&["input"])])];
    let read = whole(&items, &config()).expect("it can be expressed");
    let shown: Vec<_> = read.error_classes().iter().map(|c| (c.name.to_string(), c.fields.len(), c.inherited)).collect();
    let expected =
        [("LibraryError", 1, 0), ("ReadError", 2, 1), ("ReadLateError", 2, 2), ("WriteError", 1, 1), ("WriteLateError", 1, 1)];
    assert_eq!(shown, expected.map(|(name, fields, inherited)| (name.to_owned(), fields, inherited)));
}

fn record(name: &str) -> Metadata {
    Metadata::Record(RecordMetadata {
        module_path: "some_ffi".into(),
        name: name.into(),
        orig_name: None,
        remote: false,
        fields: vec![field("x", meta::Type::UInt32), field("y", option(meta::Type::String))],
        docstring: None,
    })
}

#[test]
fn names_that_differ_by_case_only_are_refused() {
    assert_eq!(refusal(&[record("UseDep"), record("USEDep")]), "USEDep: another type has the same name but for case");
}

#[test]
fn settings_that_name_nothing_are_refused() {
    let config = Config { variadic: vec!["absent".into()], ..config() };
    let message = whole(&[function(|_| {})], &config).unwrap_err().to_string();
    assert_eq!(message, "bindgen.toml names absent, which the interface does not have");
    let config = Config { variadic: vec!["work".into()], ..config };
    let message = whole(&[function(|_| {})], &config).unwrap_err().to_string();
    assert_eq!(message, "work: it is named as variadic, but its last argument is no list");
    let config = Config { variadic: vec![], column: Some("Absent".into()), ..config };
    let message = whole(&[function(|_| {})], &config).unwrap_err().to_string();
    assert_eq!(message, "bindgen.toml names Absent as the column, which is no object of the interface");
}

#[test]
fn getters_lose_their_prefix_as_properties() {
    assert_eq!(property_name("get_size"), Some("size"));
    assert_eq!(property_name("getter"), None);
}

#[test]
fn every_refusal_is_told() {
    let wrong = |name: &str| {
        function(|f| {
            f.name = name.into();
            f.is_async = true;
        })
    };
    assert_eq!(
        refusal(&[wrong("one"), wrong("two")]),
        "one: async functions are not supported\ntwo: async functions are not supported"
    );
}

#[test]
fn documentation_is_held_to_a_style_where_that_is_wanted() {
    let item = function(|f| f.docstring = Some("What stands behind\nthe colon.".into()));
    whole(std::slice::from_ref(&item), &config()).expect("no style is wanted");
    let refusal = whole(&[item], &Config { styled_docs: true, ..config() }).expect_err("the style is broken").to_string();
    let begins = "work: its documentation begins with \"What\", and not with a verb or a noun";
    assert_eq!(refusal, format!("{begins}\nwork: its documentation says \"behind\"; write \"after\""));
}
