//! A choice with many variants, and one with a single one.

/// A letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, uniffi::Enum)]
#[uniffi::export(Ord)]
#[rustfmt::skip]
#[allow(missing_docs)]
pub enum Letter {
    A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S, T, U, V, W, X, Y, Z,
    Alpha, Beta, Gamma, Delta, Epsilon, Zeta, Eta, Theta, Iota, Kappa, Lambda, Mu, Nu, Xi, Omicron, Pi,
}

/// The only one.
#[derive(Debug, uniffi::Enum)]
pub enum Only {
    /// One.
    One,
}

#[uniffi::export]
impl Letter {
    /// Whether it comes before another.
    pub fn is_before(&self, other: Letter) -> bool {
        *self < other
    }
}

/// Gives it back.
#[uniffi::export]
pub fn echo(letters: Vec<Letter>, only: Option<Only>) -> Vec<Letter> {
    if only.is_some() { letters } else { vec![] }
}
