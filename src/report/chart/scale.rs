//! The scale of time: moments in, places from left to right out. A long stretch in which nothing is
//! recorded is folded to a narrow strip, so that the rest is not squeezed.

/// Where time runs on the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Scale {
    /// Stretches that are drawn to scale, in order; a fold lies between each and the next.
    pub(super) stretches: Vec<Stretch>,
}

/// A stretch of time that is drawn to scale: milliseconds of the epoch, and user units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) from: i64,
    pub(super) until: i64,
    pub(super) left: i64,
    pub(super) right: i64,
    /// What lies free on either side, before a fold.
    pub(super) margin: i64,
}

/// The most folds of one picture.
const MOST_FOLDS: usize = 12;
/// A fold is that many times as long as the gap in the middle of all gaps, at least.
const LONG: i64 = 6;
/// A fold would take one part in so many of the picture, at least.
const SHARE: i64 = 8;
/// The width of a fold where there is room.
const FOLD: i64 = 54;
/// The least width of a stretch where there is room.
const STRETCH: i64 = 84;
/// Folds get at most one part in so many of the picture.
const FOLDS_PART: i64 = 5;
/// Stretches of their least width get at most one part in so many.
const STRETCHES_PART: i64 = 2;
/// What lies between the end of a stretch and the fold beside it.
const MARGIN: i64 = 16;

impl Scale {
    /// The scale from `left` to `right` for these moments; none where there is no moment.
    pub(super) fn new(mut moments: Vec<i64>, left: i64, right: i64) -> Option<Self> {
        moments.sort_unstable();
        moments.dedup();
        let (first, last) = (*moments.first()?, *moments.last()?);
        let folds = folds(&moments);
        let starts = std::iter::once(first).chain(folds.iter().map(|fold| fold.1));
        let ends = folds.iter().map(|fold| fold.0).chain([last]);
        let spans: Vec<_> = starts.zip(ends).collect();
        let fold = match i64::try_from(folds.len()) {
            Ok(count @ 1..) => FOLD.min((right - left) / FOLDS_PART / count),
            _ => 0,
        };
        let lengths: Vec<_> = spans.iter().map(|(from, until)| until - from).collect();
        let room = right - left - fold * i64::try_from(folds.len()).unwrap_or(0);
        let mut at = left;
        let stretches = spans.iter().zip(shares(&lengths, room));
        let stretches = stretches.map(|(&(from, until), width)| {
            let margin = if folds.is_empty() {
                0
            } else {
                MARGIN.min(width / 4)
            };
            let stretch = Stretch {
                from,
                until,
                left: at + margin,
                right: at + width - margin,
                margin,
            };
            at += width + fold;
            stretch
        });
        Some(Self {
            stretches: stretches.collect(),
        })
    }

    /// Where `moment` lies; one outside lies on the nearest end.
    pub(super) fn place(&self, moment: i64) -> i64 {
        let mut before: Option<&Stretch> = None;
        for stretch in &self.stretches {
            if moment < stretch.from {
                return before.map_or(stretch.place(stretch.from), |before| {
                    let fold = (before.until, stretch.from);
                    between(moment, fold, (before.right, stretch.left))
                });
            }
            if moment <= stretch.until {
                return stretch.place(moment);
            }
            before = Some(stretch);
        }
        before.map_or(0, |last| last.place(last.until))
    }

    /// The folds: the ends of the stretches around each.
    pub(super) fn folds(&self) -> impl Iterator<Item = (&Stretch, &Stretch)> {
        self.stretches.iter().zip(self.stretches.iter().skip(1))
    }
}

impl Stretch {
    /// Where a moment in it lies; the middle, where it is but one moment long.
    fn place(&self, moment: i64) -> i64 {
        if self.from == self.until {
            return i64::midpoint(self.left, self.right);
        }
        between(moment, (self.from, self.until), (self.left, self.right))
    }
}

/// What `value` between the ends of `of` is between the ends of `to`.
fn between(value: i64, of: (i64, i64), to: (i64, i64)) -> i64 {
    let [value, start, end] = [value, of.0, of.1].map(i128::from);
    let width = i128::from(to.1 - to.0);
    let share = (value - start) * width / (end - start).max(1);
    to.0 + i64::try_from(share).unwrap_or(0)
}

/// The gaps to fold, in order: those that are long among the others and would take much room.
fn folds(moments: &[i64]) -> Vec<(i64, i64)> {
    let mut gaps: Vec<_> = moments.windows(2).map(|pair| (pair[0], pair[1])).collect();
    gaps.sort_by_key(|(from, until)| (from - until, *from));
    let length = |gap: &(i64, i64)| gap.1 - gap.0;
    let Some(middle) = gaps.get(gaps.len() / 2).map(length) else {
        return Vec::new();
    };
    let mut rest: i64 = gaps.iter().map(length).sum();
    let mut folds = Vec::new();
    for gap in gaps.iter().take(MOST_FOLDS) {
        if length(gap) < middle.saturating_mul(LONG) || length(gap) < rest / SHARE {
            break;
        }
        rest -= length(gap);
        folds.push(*gap);
    }
    folds.sort_unstable();
    folds
}

/// `room` shared out by length, to none less than the least width.
fn shares(lengths: &[i64], room: i64) -> Vec<i64> {
    let count = i64::try_from(lengths.len()).unwrap_or(i64::MAX);
    let least = STRETCH.min(room / STRETCHES_PART / count.max(1));
    let mut widths: Vec<Option<i64>> = vec![None; lengths.len()];
    loop {
        let taken: i64 = widths.iter().flatten().sum();
        let open = || (0..lengths.len()).filter(|at| widths[*at].is_none());
        let all: i128 = open().map(|at| i128::from(lengths[at])).sum();
        let free = i128::from(room - taken);
        let share = |at: usize| free * i128::from(lengths[at]) / all.max(1);
        let small: Vec<_> = open().filter(|at| share(*at) < i128::from(least)).collect();
        let is_last = small.is_empty() || small.len() == open().count();
        let given: Vec<_> = if is_last {
            let even = free / i128::try_from(open().count().max(1)).unwrap_or(1);
            let width = |at| if small.is_empty() { share(at) } else { even };
            open()
                .map(|at| (at, i64::try_from(width(at)).unwrap_or(least)))
                .collect()
        } else {
            small.iter().map(|at| (*at, least)).collect()
        };
        for (at, width) in given {
            widths[at] = Some(width);
        }
        if is_last {
            return widths.into_iter().flatten().collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = 60_000;
    const DAY: i64 = 24 * 60 * MINUTE;

    #[test]
    fn a_long_lead_up_is_folded_and_the_rest_is_to_scale() {
        let moments = vec![-112 * DAY, 0, 10 * MINUTE, 20 * MINUTE, 40 * MINUTE];
        let scale = Scale::new(moments, 0, 1000).unwrap();
        assert_eq!(scale.stretches.len(), 2);
        assert!(scale.place(-112 * DAY) < STRETCH);
        let at = [0, 10, 20, 40].map(|minute| scale.place(minute * MINUTE));
        let rounding = (at[3] - at[2]) - 2 * (at[2] - at[1]);
        assert!(rounding.abs() <= 2, "{at:?}");
        assert!(at[3] - at[0] > 800, "{at:?}");
    }

    #[test]
    fn even_gaps_are_not_folded() {
        for count in [1, 2, 3, 5, 30] {
            let scale = Scale::new((0..count).map(|day| day * DAY).collect(), 0, 1000).unwrap();
            assert_eq!(scale.stretches.len(), 1, "{count}");
        }
        assert_eq!(Scale::new(Vec::new(), 0, 1000), None);
    }

    #[test]
    fn order_is_kept_inside_the_picture_whatever_the_moments() {
        let grows: Vec<i64> = (0..60).map(|power| 1_i64 << power).collect();
        let far = vec![i64::MIN / 4, 0, 1, 2, i64::MAX / 4];
        for moments in [grows, far, vec![5], vec![5, 6]] {
            let scale = Scale::new(moments.clone(), 100, 900).unwrap();
            let places: Vec<_> = moments.iter().map(|at| scale.place(*at)).collect();
            assert!(places.is_sorted(), "{places:?}");
            assert!(
                places.iter().all(|at| (100..=900).contains(at)),
                "{places:?}"
            );
            assert_eq!(scale.place(i64::MIN / 2), places[0]);
        }
    }
}
