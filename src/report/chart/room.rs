//! Room on a line, or on several below each other: boxes that were put there never overlap.

/// What is taken of one line.
#[derive(Debug, Clone, Default)]
pub(super) struct Room(Vec<(i64, i64)>);

/// What lies between two boxes.
const GAP: i64 = 4;

impl Room {
    /// Whether nothing stands between `left` and `right`.
    pub(super) fn is_free(&self, (left, right): (i64, i64)) -> bool {
        self.0
            .iter()
            .all(|taken| right + GAP <= taken.0 || taken.1 + GAP <= left)
    }

    /// Takes what lies between `left` and `right`.
    pub(super) fn take(&mut self, span: (i64, i64)) {
        self.0.push(span);
    }

    /// Takes `width` around `x`, where that is free.
    pub(super) fn centred(&mut self, x: i64, width: i64) -> bool {
        let span = (x - width / 2 - 1, x + width / 2 + 1);
        let is_free = self.is_free(span);
        if is_free {
            self.take(span);
        }
        is_free
    }
}

/// Lines below each other.
#[derive(Debug, Clone, Default)]
pub(super) struct Rows(Vec<Room>);

/// A box in lines below each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// Its first line.
    pub(super) row: usize,
    /// How many lines it has.
    pub(super) height: usize,
    /// From left to right.
    pub(super) span: (i64, i64),
}

impl Rows {
    /// The first of `rows` lines from which on `span` is free in `height` lines; a line that is not
    /// there yet is free.
    pub(super) fn find(&self, span: (i64, i64), height: usize, rows: usize) -> Option<usize> {
        let free = |row: usize| self.0.get(row).is_none_or(|room| room.is_free(span));
        (0..(rows + 1).saturating_sub(height)).find(|row| (*row..row + height).all(free))
    }

    /// How many lines there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Takes `place`.
    pub(super) fn take(&mut self, place: Place) {
        let needed = place.row + place.height;
        self.0.resize_with(self.0.len().max(needed), Room::default);
        for room in &mut self.0[place.row..needed] {
            room.take(place.span);
        }
    }

    /// Gives back `place`, which was taken.
    pub(super) fn give_back(&mut self, place: Place) {
        let lines = self.0.iter_mut().skip(place.row).take(place.height);
        lines.for_each(|room| room.0.retain(|taken| *taken != place.span));
    }

    /// Whether nothing stands in `place`, all of which is there.
    pub(super) fn is_free(&self, place: Place) -> bool {
        let lines = self.0.get(place.row..place.row + place.height);
        lines.is_some_and(|lines| lines.iter().all(|room| room.is_free(place.span)))
    }
}
