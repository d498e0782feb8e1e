//! Exact intervals at 95 %: counts in, what they leave open out. The special functions are those of
//! a library; what is here is the choice of them.

use std::f64::consts::SQRT_2;

use puruspe::{betai, erfc, invgammp};
use serde::Serialize;

/// How many digits a number has at most behind its point.
const MOST_DIGITS: usize = 3;

/// The normal law leaves 2.5 % beyond it on either side.
const Z: f64 = 1.959_963_984_540_054;

/// From here to there.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Interval {
    /// That of a share, in words: `14% to 69%`.
    pub fn as_share(self) -> String {
        self.in_words(|share, digits| format!("{:.digits$}%", share * 100.0), 0)
    }

    /// That of a count, in words: `0.6 to 8.8`.
    pub fn as_count(self) -> String {
        self.in_words(|count, digits| format!("{count:.digits$}"), 1)
    }

    /// Both ends with so many digits; a lower end that is not nothing has as many as that takes. Where
    /// it is nothing, the upper one says all.
    fn in_words(self, say: fn(f64, usize) -> String, digits: usize) -> String {
        let high = say(self.high, digits);
        if self.low <= 0.0 {
            return format!("up to {high}");
        }
        let something = |digits: &usize| say(self.low, *digits) != say(0.0, *digits);
        let enough = (digits..MOST_DIGITS).find(something);
        format!("{} to {high}", say(self.low, enough.unwrap_or(MOST_DIGITS)))
    }
}

/// What a count of events in a period leaves open about their rate (Poisson, exact).
pub fn poisson(count: u32) -> Interval {
    let count = f64::from(count);
    Interval {
        low: if count > 0.0 {
            gamma_quantile(-Z, count)
        } else {
            0.0
        },
        high: gamma_quantile(Z, count + 1.0),
    }
}

/// From this shape on the library integrates by a coarse rule, which is off, and its inverse leaves
/// its domain and panics.
const LARGE: f64 = 100.0;

/// What a gamma variable of that shape exceeds on either side with 2.5 %, by the sign of `z`. Of a
/// large shape by the cube root of Wilson and Hilferty, which is right to the decimal that is shown.
fn gamma_quantile(z: f64, shape: f64) -> f64 {
    if shape < LARGE {
        let below = if z < 0.0 { 0.025 } else { 0.975 };
        return invgammp(below, shape);
    }
    shape * (1.0 - 1.0 / (9.0 * shape) + z / (3.0 * shape.sqrt())).powi(3)
}

/// What a share of `of` leaves open (Wilson); none where `of` is none.
pub fn wilson(count: u32, of: u32) -> Option<Interval> {
    if of == 0 {
        return None;
    }
    let (count, of) = (f64::from(count), f64::from(of));
    let share = count / of;
    let middle = share + Z * Z / (2.0 * of);
    let either_way = Z * (share * (1.0 - share) / of + Z * Z / (4.0 * of * of)).sqrt();
    let whole = 1.0 + Z * Z / of;
    // Of none and of all, rounding leaves something where there is nothing.
    Some(Interval {
        low: if count > 0.0 {
            (middle - either_way) / whole
        } else {
            0.0
        },
        high: if count < of {
            (middle + either_way) / whole
        } else {
            1.0
        },
    })
}

/// From so many on the library integrates by a coarse rule here as well; the normal law is closer.
const MANY: u32 = 6000;

/// The chance of `count` or fewer of `of`, each with the chance `each`.
fn at_most(count: u32, of: u32, each: f64) -> f64 {
    if count >= of {
        return 1.0;
    }
    if of >= MANY {
        let (count, of) = (f64::from(count), f64::from(of));
        let spread = (of * each * (1.0 - each)).sqrt();
        return erfc((of * each - count - 0.5) / (spread * SQRT_2)) / 2.0;
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
    fn of_none_there_is_an_upper_end_alone() {
        let share = |count, of| wilson(count, of).unwrap().as_share();
        assert_eq!(share(0, 20), "up to 16%");
        for of in 1..2000 {
            assert!(share(0, of).starts_with("up to "), "{of}: {}", share(0, of));
        }
        assert_eq!(share(3, 8), "14% to 69%");
        assert_eq!(poisson(0).as_count(), "up to 3.7");
        assert_eq!(poisson(3).as_count(), "0.6 to 8.8");
        // A lower end that rounds to nothing is not nothing.
        assert_eq!(share(1, 36), "0.5% to 14%");
        assert_eq!(poisson(1).as_count(), "0.03 to 5.6");
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

    #[test]
    fn counts_of_a_large_archive_have_intervals_too() {
        for count in (0..400).chain((400..100_000).step_by(173)) {
            let own = poisson(count);
            let count = f64::from(count);
            assert!(own.low <= count && count < own.high, "{count}: {own:?}");
            if count > 400.0 {
                // From there on near the normal law: about 1.96 roots to each side.
                let sides = [count - own.low, own.high - count].map(|side| side / count.sqrt());
                assert!(
                    sides.iter().all(|side| (side - 1.96).abs() < 0.12),
                    "{count}: {own:?}"
                );
            }
        }
        // Where the one way ends and the other begins, they agree.
        let known = [
            (98, 79.6, 119.4),
            (99, 80.5, 120.5),
            (100, 81.4, 121.6),
            (101, 82.3, 122.7),
        ];
        for (count, low, high) in known {
            let own = poisson(count);
            let off = [own.low - low, own.high - high];
            assert!(off.iter().all(|off| off.abs() < 0.05), "{count}: {own:?}");
        }
        // Two spreads from the middle: one in twenty, nearly.
        for (half, two_spreads) in [(2999, 77), (3000, 77), (50_000, 316)] {
            let chance = two_periods(half - two_spreads, half + two_spreads, 0.5);
            assert!((chance - 0.047).abs() < 0.003, "{half}: {chance}");
            assert!((two_periods(half, half, 0.5) - 1.0).abs() < 1e-9, "{half}");
        }
        assert_eq!(median_ranks(10_000), Some((4902, 5099)));
    }
}
