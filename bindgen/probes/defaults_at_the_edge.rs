//! Defaults that are hard to write: quotes, other languages' syntax, the largest and the smallest numbers.

/// Texts.
#[uniffi::export(default(quotes = "a \"b\" 'c' \\ \n", ruby = "#{1} #$0", unicode = "äπ😀", empty = ""))]
pub fn texts(quotes: &str, ruby: &str, unicode: String, empty: String) -> String {
    [quotes, ruby, &unicode, &empty].concat()
}

/// Numbers.
#[uniffi::export(default(large = 18446744073709551615, small = -9223372036854775808, byte = 255, tiny = -128))]
pub fn numbers(large: u64, small: i64, byte: u8, tiny: i8) -> bool {
    u128::from(large) > u128::from(byte) && small < i64::from(tiny)
}

/// Numbers with a point.
#[uniffi::export(default(large = 1e300, small = -0.5, whole = 3.0, single = 0.25))]
pub fn floats(large: f64, small: f64, whole: f64, single: f32) -> f64 {
    large + small + whole + f64::from(single)
}

/// What may be absent.
#[uniffi::export(default(text = Some("x"), number = Some(7), yes = Some(true), list = None))]
pub fn options(text: Option<String>, number: Option<u32>, yes: Option<bool>, list: Option<Vec<String>>) -> bool {
    text.is_some() && number.is_some() && yes.is_some() && list.is_none()
}
