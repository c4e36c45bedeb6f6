//! Lists in lists, and nothing else.

/// The sum of each row.
#[uniffi::export]
pub fn sums(rows: Vec<Vec<u32>>) -> Vec<u64> {
    rows.iter().map(|row| row.iter().copied().map(u64::from).sum()).collect()
}

/// Words in sentences.
#[uniffi::export]
pub fn words(sentences: &[Vec<String>]) -> Vec<Vec<Vec<u8>>> {
    let bytes = |sentence: &Vec<String>| sentence.iter().map(|word| word.clone().into_bytes()).collect();
    sentences.iter().map(bytes).collect()
}
