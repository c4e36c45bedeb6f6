//! Columns that go out come in again, and everything is released once; what no library should give is refused.

use super::super::build::{Build, ListRows, TextRows, structs};
use super::super::tests::{layouts, read as texts_of, rows};
use super::super::{Bits, Texts};
use super::give::{array_out, boxed};
use super::*;
use proptest::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Imports what was exported.
fn again(column: &Column) -> Result<Column, Flaw> {
    let (mut array, mut schema) = export(column)?;
    // SAFETY: both were filled just now.
    let imported = unsafe { import(&mut array, &mut schema) };
    assert!(array.release.is_none() && schema.release.is_none(), "both are moved");
    imported
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_goes_out_comes_in_again(rows in rows(), before in 0..20_usize) {
        for array in layouts(&rows, before) {
            let (format, column) = (array.layout().format(), Column::from(array));
            let imported = again(&column).unwrap();
            drop(column);
            prop_assert_eq!(imported.format(), format);
            prop_assert_eq!(imported.arrays()[0].offset(), before);
            prop_assert_eq!(texts_of(&imported, 0..rows.len()), rows.clone());
            let mut stream = export_stream(&imported);
            // SAFETY: it was filled just now.
            let streamed = unsafe { import_stream(&mut stream) }.unwrap();
            drop(imported);
            prop_assert_eq!(texts_of(&streamed, 0..rows.len()), rows.clone());
        }
    }

    #[test]
    fn parts_go_out_as_one_or_as_a_stream(parts in prop::collection::vec(rows(), 2..4)) {
        let whole: Vec<_> = parts.concat();
        let column = Column::new(parts.iter().map(|rows| layouts(rows, 1).swap_remove(1)).collect());
        prop_assert_eq!(texts_of(&again(&column).unwrap(), 0..whole.len()), whole.clone());
        let mut stream = export_stream(&column);
        // SAFETY: it was filled just now.
        let streamed = unsafe { import_stream(&mut stream) }.unwrap();
        prop_assert_eq!(streamed.arrays().len(), parts.len());
        prop_assert_eq!(texts_of(&streamed, 0..whole.len()), whole);
    }
}

#[test]
fn what_is_nested_goes_out_whole() {
    let (mut texts, mut lists, mut validity) = (TextRows::default(), ListRows::default(), Bits::default());
    texts.push(b"a");
    lists.push(["x", "y"].into_iter());
    validity.push(true);
    texts.push_missing();
    lists.push_missing();
    validity.push(false);
    let rows = structs(validity, vec![("text", texts.finish()), ("list", lists.finish())]);
    let (array, schema) = export(&rows.into()).unwrap();
    let name = |text: *const c_char| {
        // SAFETY: a schema of ours has texts with a NUL at their end.
        unsafe { CStr::from_ptr(text) }.to_str().unwrap().to_owned()
    };
    // SAFETY: both were filled just now, and have as many children as they say.
    unsafe {
        assert_eq!((name(schema.format), schema.n_children, schema.flags), ("+s".to_owned(), 2, NULLABLE));
        assert_eq!((array.length, array.null_count, array.n_buffers, array.n_children), (2, 1, 1, 2));
        let fields = slice::from_raw_parts(schema.children, 2);
        assert_eq!(fields.iter().map(|field| name((**field).name)).collect::<Vec<_>>(), ["text", "list"]);
        assert_eq!(fields.iter().map(|field| name((**field).format)).collect::<Vec<_>>(), ["u", "+l"]);
        let list = &**array.children.add(1);
        let offsets = slice::from_raw_parts((*list.buffers.add(1)).cast::<i32>(), 3);
        assert_eq!((offsets, (**list.children).length), (&[0, 2, 2][..], 2));
        // A receiver may move a child away, and release it later than the rest.
        let child = ptr::replace(*array.children, ArrowArray::released());
        drop(array);
        assert_eq!(slice::from_raw_parts((*child.buffers.add(2)).cast::<u8>(), 1), b"a");
    }
    assert_eq!(again(&Column::from(TextRows::default().finish())).unwrap().len(), 0);
}

/// A producer that counts what is released, of whatever the test puts into its structs.
struct Producer {
    array: ArrowArray,
    schema: ArrowSchema,
    released: Box<[AtomicUsize; 2]>,
}

unsafe extern "C" fn count_array(array: *mut ArrowArray) {
    // SAFETY: the producer outlives what it gives.
    unsafe {
        (*(*array).private_data.cast::<[AtomicUsize; 2]>())[0].fetch_add(1, Ordering::Relaxed);
        (*array).release = None;
    }
}

unsafe extern "C" fn count_schema(schema: *mut ArrowSchema) {
    // SAFETY: as above.
    unsafe {
        (*(*schema).private_data.cast::<[AtomicUsize; 2]>())[1].fetch_add(1, Ordering::Relaxed);
        (*schema).release = None;
    }
}

/// A buffer of these numbers, which is never given back.
fn buffer<T>(values: Vec<T>) -> *const c_void {
    values.leak().as_ptr().cast()
}

impl Producer {
    fn new(format: &'static CStr, length: i64, buffers: Vec<*const c_void>) -> Self {
        let mut released = Box::new([AtomicUsize::new(0), AtomicUsize::new(0)]);
        let private_data: *mut c_void = ptr::from_mut(&mut *released).cast();
        let (mut array, mut schema) = (ArrowArray::released(), ArrowSchema::released());
        array.release = Some(count_array);
        (array.private_data, array.length) = (private_data, length);
        (array.n_buffers, array.buffers) = (buffers.len() as i64, buffers.leak().as_mut_ptr());
        schema.release = Some(count_schema);
        (schema.private_data, schema.format) = (private_data, format.as_ptr());
        Self { array, schema, released }
    }

    /// Two texts, `a` and `bc`.
    fn texts() -> Self {
        Self::new(c"u", 2, vec![ptr::null(), buffer(vec![0_i32, 1, 3]), buffer(b"abc".to_vec())])
    }

    /// The same by views, in a buffer of their own.
    fn views() -> Self {
        let view = |length: u32, place: u32| [length, 0, 0, place];
        let views = [view(13, 0), view(2, 0)].concat();
        Self::new(c"vu", 2, vec![ptr::null(), buffer(views), buffer(vec![b'x'; 20]), buffer(vec![20_i64])])
    }

    /// Two indices, of one value.
    fn dictionary() -> Self {
        let mut made = Self::new(c"c", 2, vec![ptr::null(), buffer(vec![0_i8, 0])]);
        let values = Self::new(c"u", 1, vec![ptr::null(), buffer(vec![0_i32, 1]), buffer(b"a".to_vec())]);
        made.array.dictionary = boxed(values.array);
        made.schema.dictionary = boxed(values.schema);
        std::mem::forget(values.released);
        made
    }

    fn with(mut self, change: impl FnOnce(&mut ArrowArray, &mut ArrowSchema)) -> Self {
        change(&mut self.array, &mut self.schema);
        self
    }

    /// What comes of importing it. Both structs are released, once, when all is dropped.
    fn import(mut self) -> Result<Vec<Option<Vec<u8>>>, String> {
        // SAFETY: what the test put into the structs is what is to be checked.
        let imported = unsafe { import(&mut self.array, &mut self.schema) };
        let read =
            |column: &Column| Texts::of(column).unwrap().bytes(0..column.len()).map(|row| row.map(<[u8]>::to_vec)).collect();
        let made = imported.as_ref().map(read).map_err(|flaw| flaw.0.clone());
        // Where there are no values, nothing has to be kept.
        let is_kept = imported.as_ref().is_ok_and(|column| texts_of(column, 0..column.len()).iter().any(Option::is_some));
        assert_eq!(self.released[0].load(Ordering::Relaxed), usize::from(!is_kept), "kept as long as the column");
        drop(imported);
        assert_eq!([0, 1].map(|at: usize| self.released[at].load(Ordering::Relaxed)), [1, 1]);
        made
    }
}

#[test]
fn good_producers_are_read() {
    let two = |one: &[u8], other: &[u8]| Ok(vec![Some(one.to_vec()), Some(other.to_vec())]);
    assert_eq!(Producer::texts().import(), two(b"a", b"bc"));
    assert_eq!(Producer::texts().with(|array, _| (array.offset, array.length) = (1, 1)).import(), Ok(vec![Some(b"bc".to_vec())]));
    assert_eq!(Producer::texts().with(|array, _| array.null_count = -1).import(), two(b"a", b"bc"));
    assert_eq!(Producer::views().import().map(|rows| rows[0].as_ref().map(Vec::len)), Ok(Some(13)));
    assert_eq!(Producer::dictionary().import(), two(b"a", b"a"));
    let bits = buffer(vec![0b10_u8]);
    // SAFETY: it has three buffers.
    let masked = Producer::texts().with(|array, _| unsafe { *array.buffers = bits });
    assert_eq!(masked.import(), Ok(vec![None, Some(b"bc".to_vec())]));
    // Nothing has to be there where there are no values.
    let nothing = || vec![ptr::null(); 3];
    assert_eq!(Producer::new(c"u", 0, nothing()).import(), Ok(vec![]));
    assert_eq!(Producer::new(c"u", 0, nothing()).with(|array, _| array.offset = 7).import(), Ok(vec![]));
    assert_eq!(Producer::new(c"vu", 0, nothing()).import(), Ok(vec![]));
    assert_eq!(Producer::new(c"n", 3, vec![]).import(), Ok(vec![None; 3]));
    assert_eq!(Producer::new(c"u", 2, vec![ptr::null(), buffer(vec![0_i32; 3]), ptr::null()]).import(), two(b"", b""));
}

#[test]
fn bad_producers_are_refused() {
    /// # Safety
    /// The array has more buffers than that.
    unsafe fn set(array: &mut ArrowArray, place: usize, to: *const c_void) {
        // SAFETY: as the caller promises.
        unsafe { *array.buffers.add(place) = to };
    }
    let far = usize::MAX as *const c_void;
    let length = |array: &mut ArrowArray, length: i64| array.length = length;
    // SAFETY of all below: the arrays have the buffers and dictionaries that they were made with.
    for (producer, words) in [
        (Producer::texts().with(|array, _| length(array, -1)), "its length is -1"),
        (Producer::texts().with(|array, _| length(array, i64::MAX)), "its length is 9223372036854775807"),
        (Producer::texts().with(|array, _| length(array, 1 << 56)), "its length is 72057594037927936"),
        (Producer::texts().with(|array, _| array.offset = -1), "its offset is -1"),
        (Producer::texts().with(|array, _| array.n_buffers = 2), "it has 2 buffers, and its format has 3"),
        (Producer::texts().with(|array, _| array.n_buffers = -3), "it has -3 buffers, and its format has 3"),
        (Producer::texts().with(|array, _| array.buffers = ptr::null_mut()), "its buffers are NULL"),
        // SAFETY: see above.
        (Producer::texts().with(|array, _| unsafe { set(array, 1, ptr::null()) }), "its buffer 1 is NULL"),
        // SAFETY: see above.
        (Producer::texts().with(|array, _| unsafe { set(array, 2, ptr::null()) }), "its buffer 2 is NULL"),
        // SAFETY: see above.
        (Producer::texts().with(|array, _| unsafe { set(array, 1, far) }), "its buffer 1 would end after all memory"),
        // SAFETY: see above.
        (Producer::texts().with(|array, _| unsafe { set(array, 0, far) }), "its buffer 0 would end after all memory"),
        // SAFETY: see above.
        (Producer::texts().with(|array, _| unsafe { set(array, 1, buffer(vec![0_i32, 1, -3])) }), "a buffer of it has -3 bytes"),
        (
            // SAFETY: see above.
            Producer::texts().with(|array, _| unsafe { set(array, 1, buffer(vec![0_i32, 5, 3])) }),
            "its offset 2 is 3, which is before 5",
        ),
        (Producer::texts().with(|array, _| array.n_children = 1), "it has children, and its format has none"),
        (Producer::texts().with(|_, schema| schema.n_children = 1), "it has children, and its format has none"),
        (Producer::texts().with(|_, schema| schema.format = ptr::null()), "the schema has no format"),
        (Producer::texts().with(|_, schema| schema.format = c"".as_ptr()), "its format is , which is not text"),
        (Producer::texts().with(|_, schema| schema.format = c"\xFF".as_ptr()), "its format is \u{FFFD}, which is not text"),
        (Producer::texts().with(|_, schema| schema.format = c"i".as_ptr()), "its format is i, which is not text"),
        (Producer::texts().with(|_, schema| schema.format = c"+r".as_ptr()), "its format is +r, which is not text"),
        (Producer::texts().with(|_, schema| schema.format = c"+s".as_ptr()), "a table or a struct; choose one column of it"),
        (Producer::texts().with(|_, schema| schema.format = c"n".as_ptr()), "it has 3 buffers, and its format has 0"),
        (Producer::views().with(|array, _| length(array, 1 << 55)), "its buffer 1 would end after all memory"),
        // SAFETY: see above.
        (Producer::views().with(|array, _| unsafe { set(array, 3, buffer(vec![-1_i64])) }), "a buffer of it has -1 bytes"),
        (
            // SAFETY: see above.
            Producer::views().with(|array, _| unsafe { set(array, 3, buffer(vec![12_i64])) }),
            "the view at 0 is of bytes that no buffer has",
        ),
        (
            Producer::dictionary().with(|array, _| array.dictionary = ptr::null_mut()),
            "its schema and itself do not both have a dictionary",
        ),
        (Producer::texts().with(|array, _| array.dictionary = array), "its schema and itself do not both have a dictionary"),
        (Producer::dictionary().with(|_, schema| schema.dictionary = ptr::null_mut()), "its format is c, which is not text"),
        (Producer::dictionary().with(|array, _| array.dictionary = ptr::without_provenance_mut(1)), "its dictionary is not one"),
        (
            // SAFETY: see above.
            Producer::dictionary().with(|array, _| unsafe { (*array.dictionary).release = None }),
            "its dictionary was released before",
        ),
        (
            // SAFETY: see above.
            Producer::dictionary().with(|_, schema| unsafe { (*schema.dictionary).dictionary = schema.dictionary }),
            "its dictionary has a dictionary",
        ),
        (
            // SAFETY: see above.
            Producer::dictionary().with(|array, _| unsafe { set(array, 1, buffer(vec![0_i8, 1])) }),
            "the index at 1 is of none of the 1 values of its dictionary",
        ),
    ] {
        let refused = producer.import();
        assert!(refused.as_ref().is_err_and(|flaw| flaw.contains(words)), "{refused:?}, not {words}");
    }
}

#[test]
fn what_is_not_there_is_refused() {
    // SAFETY: NULL, and what was released, are what is to be checked.
    unsafe {
        let refused = |array, schema| import(array, schema).unwrap_err().0;
        assert!(refused(ptr::null_mut(), ptr::null_mut()).contains("the array is NULL"));
        assert!(refused(&mut ArrowArray::released(), ptr::null_mut()).contains("the array is NULL, or not one, or was released"));
        assert!(refused(ptr::without_provenance_mut(1), ptr::null_mut()).contains("the array is NULL, or not one"));
        let Producer { mut array, mut schema, released } = Producer::texts();
        assert!(refused(&mut array, &mut ArrowSchema::released()).contains("the schema is NULL, or not one, or was released"));
        assert_eq!(released[0].load(Ordering::Relaxed), 1, "what was given is released all the same");
        assert!(refused(&mut array, &mut schema).contains("the array is NULL"));
        assert_eq!(released[1].load(Ordering::Relaxed), 1);
        assert!(import_stream(ptr::null_mut()).unwrap_err().0.contains("the stream is NULL"));
        assert!(import_stream(&mut ArrowArrayStream::released()).unwrap_err().0.contains("was released"));
    }
}

/// How a stream of the tests goes wrong.
#[derive(Clone, Copy, PartialEq)]
enum Wrong {
    NoFunctions,
    NoSchema,
    EmptySchema,
    NoNext,
    OtherLayout,
}

unsafe extern "C" fn wrong_schema(stream: *mut ArrowArrayStream, schema: *mut ArrowSchema) -> c_int {
    // SAFETY: the stream is one of these tests.
    match unsafe { *(*stream).private_data.cast::<Wrong>() } {
        Wrong::NoSchema => 5,
        Wrong::EmptySchema => 0,
        _ => {
            // SAFETY: it is a place to write to.
            unsafe { schema.write(export_schema(&Column::from(TextRows::default().finish()))) };
            0
        }
    }
}

unsafe extern "C" fn wrong_next(stream: *mut ArrowArrayStream, array: *mut ArrowArray) -> c_int {
    // SAFETY: as above.
    match unsafe { *(*stream).private_data.cast::<Wrong>() } {
        Wrong::NoNext => 7,
        _ => {
            let flags = Array::new(Layout::Bool(vec![0].into()), 0, 3, None).unwrap();
            // SAFETY: as above.
            unsafe { array.write(array_out(&flags)) };
            0
        }
    }
}

unsafe extern "C" fn wrong_reason(_: *mut ArrowArrayStream) -> *const c_char {
    c"the disk is gone".as_ptr()
}

unsafe extern "C" fn wrong_release(stream: *mut ArrowArrayStream) {
    // SAFETY: as above, and this is called once.
    unsafe {
        drop(Box::from_raw((*stream).private_data.cast::<Wrong>()));
        (*stream).release = None;
    }
}

#[test]
fn streams_that_fail_say_why() {
    for (wrong, words) in [
        (Wrong::NoFunctions, "the stream has no functions"),
        (Wrong::NoSchema, "the stream fails to give its schema: the disk is gone"),
        (Wrong::EmptySchema, "the stream fails to give its schema: the disk is gone"),
        (Wrong::NoNext, "the stream fails to give its next part: the disk is gone"),
        (Wrong::OtherLayout, "it has 2 buffers, and its format has 3"),
    ] {
        let mut stream = ArrowArrayStream::released();
        stream.get_schema = Some(wrong_schema);
        stream.get_next = (wrong != Wrong::NoFunctions).then_some(wrong_next);
        stream.get_last_error = Some(wrong_reason);
        stream.release = Some(wrong_release);
        stream.private_data = boxed(wrong).cast();
        // SAFETY: it was filled just now.
        let refused = unsafe { import_stream(&mut stream) };
        assert_eq!(refused.unwrap_err().0, words);
        assert!(stream.release.is_none());
    }
    let empty = Column::new(vec![]);
    let mut none = export_stream(&empty);
    // SAFETY: it was filled just now.
    assert!(unsafe { import_stream(&mut none) }.unwrap_err().0.contains("fails to give its schema"));
}
