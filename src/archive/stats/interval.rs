//! Exact intervals at 95 %: counts in, what they leave open out. The special functions are those of
//! a library; what is here is the choice of them.

use puruspe::{betai, invgammp};
use serde::Serialize;

/// From here to there.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// What a count of events in a period leaves open about their rate (Poisson, exact).
pub fn poisson(count: u32) -> Interval {
    let count = f64::from(count);
    Interval {
        low: if count > 0.0 {
            invgammp(0.025, count)
        } else {
            0.0
        },
        high: invgammp(0.975, count + 1.0),
    }
}

/// What a share of `of` leaves open (Wilson); none where `of` is none.
pub fn wilson(count: u32, of: u32) -> Option<Interval> {
    const Z: f64 = 1.959_963_984_540_054;
    if of == 0 {
        return None;
    }
    let (count, of) = (f64::from(count), f64::from(of));
    let share = count / of;
    let middle = share + Z * Z / (2.0 * of);
    let either_way = Z * (share * (1.0 - share) / of + Z * Z / (4.0 * of * of)).sqrt();
    let whole = 1.0 + Z * Z / of;
    Some(Interval {
        low: ((middle - either_way) / whole).max(0.0),
        high: ((middle + either_way) / whole).min(1.0),
    })
}

/// The chance of `count` or fewer of `of`, each with the chance `each`.
fn at_most(count: u32, of: u32, each: f64) -> f64 {
    if count >= of {
        return 1.0;
    }
    betai(f64::from(of - count), f64::from(count + 1), 1.0 - each)
}

/// The ranks, from 1, between which the median lies with at least 95 %; none below six values.
pub fn median_ranks(values: u32) -> Option<(u32, u32)> {
    let fits = |below: &u32| at_most(*below, values, 0.5) <= 0.025;
    let below = (0..values / 2).take_while(fits).last()?;
    Some((below + 1, values - below))
}

/// The share of all that the longest seen bounds with 95 %, in words; none where it bounds little.
pub const fn tail(values: usize) -> Option<&'static str> {
    match values {
        59.. => Some("19 in 20"),
        29.. => Some("9 in 10"),
        _ => None,
    }
}

/// How often two counts differ at least so much where nothing differs but chance: the exact test
/// given their total, where `share` of the time lies in the first period.
pub fn two_periods(first: u32, second: u32, share: f64) -> f64 {
    let of = first + second;
    let below = at_most(first, of, share);
    let above = match first {
        0 => 1.0,
        first => 1.0 - at_most(first - 1, of, share),
    };
    (2.0 * below.min(above)).min(1.0)
}

/// What such a chance says, in words.
pub fn in_words(chance: f64) -> &'static str {
    match chance {
        0.2.. => "a difference like this comes up often without any change",
        0.05.. => "a difference like this comes up now and then without any change",
        0.01.. => "a difference like this is seldom without any change",
        _ => "a difference like this hardly comes up without any change",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rounded(number: f64, places: i32) -> f64 {
        let unit = 10_f64.powi(places);
        (number * unit).round() / unit
    }

    #[test]
    fn counts_leave_open_what_the_tables_say() {
        for (count, low, high) in [
            (0, 0.0, 3.7),
            (3, 0.6, 8.8),
            (5, 1.6, 11.7),
            (8, 3.5, 15.8),
            (10, 4.8, 18.4),
            (20, 12.2, 30.9),
        ] {
            let own = poisson(count);
            let own = [rounded(own.low, 1), rounded(own.high, 1)];
            assert!(
                (own[0] - low).abs() < 1e-9 && (own[1] - high).abs() < 1e-9,
                "{count}: {own:?}"
            );
        }
    }

    #[test]
    fn shares_leave_open_what_the_tables_say() {
        for (count, of, low, high) in [(3, 8, 14.0, 69.0), (9, 12, 47.0, 91.0), (0, 20, 0.0, 16.0)]
        {
            let own = wilson(count, of).unwrap();
            let own = [rounded(own.low * 100.0, 0), rounded(own.high * 100.0, 0)];
            assert!(
                (own[0] - low).abs() < 1e-9 && (own[1] - high).abs() < 1e-9,
                "{count}: {own:?}"
            );
        }
        assert_eq!(wilson(0, 0), None);
    }

    #[test]
    fn a_median_has_an_interval_from_six_values_on() {
        for (values, ranks) in [
            (0, None),
            (5, None),
            (6, Some((1, 6))),
            (10, Some((2, 9))),
            (12, Some((3, 10))),
            (20, Some((6, 15))),
            (30, Some((10, 21))),
        ] {
            assert_eq!(median_ranks(values), ranks, "{values}");
        }
        let missed = 2.0 * at_most(0, 6, 0.5);
        assert!((rounded(100.0 * (1.0 - missed), 1) - 96.9).abs() < 1e-9);
        let missed = 2.0 * at_most(0, 5, 0.5);
        assert!((rounded(100.0 * (1.0 - missed), 2) - 93.75).abs() < 1e-9);
    }

    #[test]
    fn the_longest_bounds_a_share_only_of_many() {
        assert_eq!(
            [28, 29, 58, 59].map(tail),
            [None, Some("9 in 10"), Some("9 in 10"), Some("19 in 20")]
        );
    }

    #[test]
    fn two_periods_are_compared_by_the_exact_test() {
        for (first, second, chance) in [(12, 8, 0.50), (10, 5, 0.30), (14, 6, 0.12), (12, 4, 0.08)]
        {
            for (one, other) in [(first, second), (second, first)] {
                let own = rounded(two_periods(one, other, 0.5), 2);
                assert!((own - chance).abs() < 1e-9, "{one} after {other}: {own}");
            }
        }
        assert!((two_periods(0, 0, 0.5) - 1.0).abs() < 1e-9);
        assert!(in_words(0.5).contains("often"));
    }
}
