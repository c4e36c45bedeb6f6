//! Choices, with data and without, that are called as what languages, libraries and the glue have themselves.

macro_rules! choices {
    ($($name:ident)*) => {
        /// A choice.
        #[derive(Debug, Clone, Copy, uniffi::Enum)]
        pub enum Choice {
            $(
                /// One of them.
                $name,
            )*
        }

        /// A choice with data.
        #[derive(Debug, Clone, uniffi::Enum)]
        pub enum Shape {
            $(
                /// One of them.
                $name {
                    /// Something.
                    size_of_it: u32,
                },
            )*
        }
    };
}

choices! {
    Id Len Print Open Max Min Any All Repr Isinstance Iter Next Map Filter Range Format Annotations Copy Enum Typing
    Datetime Timedelta Decimal Path Sequence Mapping Iterator Callable Version Testing Native Exceptions Collections
    Raise Require P Lambda Proc Loop Binding BlockGiven Sprintf Caller Freeze Frozen Dup CloneOf Send Tap Then
    Itself Inspect ToS ToA ToH ToStr ToI ToJson Method Methods Extend InstanceEval Name Members Keys Each Select
    First Last Size Length Count Empty Nil Class Module Begin End Rescue Ensure Initialize NewOne Allocate
    Superclass ConstGet Include Prepend Eql InstanceVariables SingletonClass MarshalDump AsJson DefineMethod Private
    Public AttrReader Handle Ffi Append Cap Close Complex Delete Imag MakeIt Panic Real Recover Init Main String
    Error Maps Slices Cmp Json Driver Strconv Sync Time Runtime Unsafe Context Check Gone Live Maybe Must Nothing
    Result Options Ctx Err During Chosen Go Func Chan Defer Package Interface Fallthrough Cgo C Value Key Compare
    GoString MarshalText Shim Lift Lower Printf Null SizeT Uint8T Int32T Text Lengths User Mended Std Detail CPtr
    CError CResult CValue CMade UniquePtr MoveIt Swap Release Reset Get StringView Optional Vector Operator And Or
    Not Template This New Namespace Signed Unsigned Long Short Double Char Inline Restrict As Assert Def Del Elif
    Except Finally From Global Import Is Nonlocal Pass With Rt Call Failure Ptr Other Args Kwargs State I Items Item
    Index Some Ok Vec Arc Box Option Cls Plain
}

/// Works.
#[uniffi::export]
pub fn work(choice: Choice) -> Shape {
    let _ = choice;
    Shape::Map { size_of_it: 0 }
}
