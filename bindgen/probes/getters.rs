//! Getters that say so in their names: a property needs no `get_`.

/// A sprite.
#[derive(Debug, uniffi::Object)]
pub struct Sprite {
    width: u32,
}

#[uniffi::export]
impl Sprite {
    /// Makes one.
    #[uniffi::constructor]
    pub fn new(width: u32) -> Self {
        Self { width }
    }

    /// Its width.
    pub fn get_width(&self) -> u32 {
        self.width
    }

    /// Its width, so many times.
    pub fn get_scaled(&self, times: u32) -> u32 {
        self.width * times
    }
}
