//! Times, which C counts in nanoseconds.

use super::failure::Failure;
use std::time::{Duration, SystemTime};

/// A span of time for C.
pub fn duration_out(duration: Duration) -> Result<u64, Box<Failure>> {
    u64::try_from(duration.as_nanos()).map_err(|_| Failure::result(format_args!("{duration:?} is too long")))
}

/// A point in time for C.
pub fn time_out(time: SystemTime) -> Result<i64, Box<Failure>> {
    let nanoseconds = match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_nanos()).ok(),
        Err(before) => i128::try_from(before.duration().as_nanos()).ok().and_then(|before| i64::try_from(-before).ok()),
    };
    nanoseconds.ok_or_else(|| Failure::result("the time is not between the years 1677 and 2262"))
}

/// A point in time from C.
pub fn time_in(nanoseconds: i64) -> SystemTime {
    let distance = Duration::from_nanos(nanoseconds.unsigned_abs());
    if nanoseconds < 0 { SystemTime::UNIX_EPOCH - distance } else { SystemTime::UNIX_EPOCH + distance }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_come_back_as_they_went() {
        for nanoseconds in [i64::MIN, -1_500_000_001, -1, 0, 1, i64::MAX] {
            assert_eq!(time_out(time_in(nanoseconds)).ok(), Some(nanoseconds));
        }
        assert_eq!(duration_out(Duration::from_nanos(u64::MAX)).ok(), Some(u64::MAX));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert!(duration_out(Duration::from_nanos(u64::MAX) + Duration::from_nanos(1)).is_err());
        assert!(time_out(time_in(i64::MAX) + Duration::from_nanos(1)).is_err());
        assert!(time_out(time_in(i64::MIN) - Duration::from_nanos(1)).is_err());
    }
}
