//! Lists of numbers in one piece of memory: tens of thousands of small ones are made and let go at once.

use std::borrow::Cow;
use std::ops::{Index, Range};

use ahash::AHashSet as HashSet;

/// A list that is longer is not looked through for each number that it might hold.
const LONG: usize = 64;

/// Lists of numbers, one behind the other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rows {
    /// Where each list ends, and the next one begins.
    ends: Vec<u32>,
    numbers: Vec<u32>,
}

impl Rows {
    /// With room for so many lists and numbers.
    pub(super) fn with_capacity(rows: usize, numbers: usize) -> Self {
        Self { ends: Vec::with_capacity(rows), numbers: Vec::with_capacity(numbers) }
    }

    /// Adds a list.
    pub(super) fn push(&mut self, row: impl IntoIterator<Item = u32>) {
        self.numbers.extend(row);
        self.end();
    }

    /// Adds a list with each number once, where it comes first.
    pub(super) fn push_once(&mut self, row: impl IntoIterator<Item = u32>) {
        let (start, mut known) = (self.numbers.len(), None);
        for number in row {
            let listed = &self.numbers[start..];
            let is_new = if listed.len() < LONG {
                !listed.contains(&number)
            } else {
                known.get_or_insert_with(|| listed.iter().copied().collect::<HashSet<_>>()).insert(number)
            };
            if is_new {
                self.numbers.push(number);
            }
        }
        self.end();
    }

    /// Ends the list that comes next.
    fn end(&mut self) {
        self.ends.push(u32::try_from(self.numbers.len()).unwrap_or(u32::MAX));
    }

    /// Adds some lists of others that are behind each other there.
    pub(super) fn extend_from(&mut self, others: &Self, rows: Range<usize>) {
        if rows.is_empty() {
            return;
        }
        let (start, end) = (others.start(rows.start), others.ends[rows.end - 1]);
        let new_start = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        self.numbers.extend_from_slice(&others.numbers[start as usize..end as usize]);
        self.ends.extend(others.ends[rows].iter().map(|end| end - start + new_start));
    }

    /// Where a list begins.
    fn start(&self, row: usize) -> u32 {
        row.checked_sub(1).map_or(0, |before| self.ends[before])
    }

    /// How many lists there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The numbers of all lists.
    pub(super) fn into_numbers(self) -> Vec<u32> {
        self.numbers
    }

    /// How many numbers all lists hold.
    pub(super) fn total(&self) -> usize {
        self.numbers.len()
    }

    /// Makes every number another one.
    pub(super) fn renumber(&mut self, new: impl Fn(u32) -> u32) {
        self.numbers.iter_mut().for_each(|number| *number = new(*number));
    }

    /// Every list.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[u32]> {
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let row = &self.numbers[start..*end as usize];
            start = *end as usize;
            row
        })
    }

    /// For each number below `count`, the lists that hold it, in their order; once for each time that it stands there.
    pub(super) fn inverted(&self, count: usize) -> Self {
        let mut places = vec![0; count + 1];
        self.numbers.iter().for_each(|number| places[*number as usize + 1] += 1);
        (1..places.len()).for_each(|at| places[at] += places[at - 1]);
        let mut numbers = vec![0; self.total()];
        // Each place moves on to the end of its list as that is filled.
        for (row, of_row) in (0u32..).zip(self.iter()) {
            for number in of_row {
                let place = &mut places[*number as usize];
                numbers[*place as usize] = row;
                *place += 1;
            }
        }
        places.truncate(count);
        Self { ends: places, numbers }
    }

    /// The same lists, in which each number stands once.
    pub(super) fn distinct(&self) -> Cow<'_, Self> {
        let is_distinct =
            |row: &[u32]| row.len() < LONG && row.iter().enumerate().all(|(at, n)| !row[..at].contains(n));
        if self.iter().all(is_distinct) {
            return Cow::Borrowed(self);
        }
        let mut distinct = Self::with_capacity(self.len(), self.total());
        self.iter().for_each(|row| distinct.push_once(row.iter().copied()));
        Cow::Owned(distinct)
    }
}

impl Index<usize> for Rows {
    type Output = [u32];

    fn index(&self, row: usize) -> &[u32] {
        &self.numbers[self.start(row) as usize..self.ends[row] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(lists: &[&[u32]]) -> Rows {
        let mut rows = Rows::default();
        lists.iter().for_each(|list| rows.push(list.iter().copied()));
        rows
    }

    #[test]
    fn lists_come_back_as_they_were_put_in() {
        let lists: [&[u32]; 4] = [&[], &[7, 7, 1], &[], &[3]];
        let rows = rows(&lists);
        assert_eq!((rows.len(), rows.total(), rows.is_empty()), (4, 4, false));
        assert!(rows.iter().eq(lists));
    }

    #[test]
    fn lists_of_others_are_added_as_they_are() {
        let others: [&[u32]; 4] = [&[1], &[], &[2, 3], &[4]];
        for (start, end) in [(0, 4), (1, 3), (2, 2), (3, 4)] {
            let mut all = rows(&[&[9, 9], &[]]);
            all.extend_from(&rows(&others), start..end);
            assert_eq!(all, rows(&[&[&[9, 9][..], &[]], &others[start..end]].concat()), "{start}..{end}");
        }
    }

    #[test]
    fn long_lists_hold_each_number_once_too() {
        let long: Vec<u32> = (0..1_000).map(|number| number * 7 % 300).collect();
        let once: Vec<u32> = long.iter().copied().take(300).collect();
        assert_eq!(*rows(&[&long, &[1, 1], &long]).distinct(), rows(&[&once, &[1], &once]));
        assert_eq!(*rows(&[&once, &[1]]).distinct(), rows(&[&once, &[1]]));
    }

    #[test]
    fn the_lists_of_each_number_are_in_order() {
        let lists = rows(&[&[2, 0, 2], &[], &[2], &[0, 0]]);
        assert_eq!(*lists.distinct(), rows(&[&[2, 0], &[], &[2], &[0]]));
        assert!(matches!(rows(&[&[2, 0], &[2]]).distinct(), Cow::Borrowed(_)));
        assert_eq!(lists.distinct().inverted(4), rows(&[&[0, 3], &[], &[0, 2], &[]]));
        assert_eq!(lists.inverted(3), rows(&[&[0, 3, 3], &[], &[0, 0, 2]]));
        assert_eq!(Rows::default().inverted(0), Rows::default());
    }
}
