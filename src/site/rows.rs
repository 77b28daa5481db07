//! Lists of numbers in one piece of memory: tens of thousands of small ones are made and let go at once.

use std::ops::Index;

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
        self.ends.push(u32::try_from(self.numbers.len()).unwrap_or(u32::MAX));
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

    /// How many numbers all lists hold.
    pub(super) fn total(&self) -> usize {
        self.numbers.len()
    }

    /// Above every number: how long a list is that has a place for each.
    pub(super) fn bound(&self) -> usize {
        self.numbers.iter().max().map_or(0, |most| *most as usize + 1)
    }

    /// Makes every number another one.
    pub(super) fn renumber(&mut self, new: impl Fn(u32) -> u32) {
        self.numbers.iter_mut().for_each(|number| *number = new(*number));
    }

    /// Every list.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.len()).map(|row| &self[row])
    }

    /// For each number below `count`, the lists that hold it, in their order and each once.
    pub(super) fn inverted(&self, count: usize) -> Self {
        const NONE: u32 = u32::MAX;
        let mut last = vec![NONE; count];
        let mut places = vec![0; count + 1];
        let mut each = |add: &mut dyn FnMut(usize, u32)| {
            last.fill(NONE);
            for (row, numbers) in (0u32..).zip(self.iter()) {
                for &number in numbers {
                    if std::mem::replace(&mut last[number as usize], row) != row {
                        add(number as usize, row);
                    }
                }
            }
        };
        each(&mut |number, _| places[number + 1] += 1);
        (1..places.len()).for_each(|at| places[at] += places[at - 1]);
        let mut numbers = vec![0; places[count] as usize];
        // Each place moves on to the end of its list as that is filled.
        each(&mut |number, row| {
            numbers[places[number] as usize] = row;
            places[number] += 1;
        });
        places.truncate(count);
        Self { ends: places, numbers }
    }
}

impl Index<usize> for Rows {
    type Output = [u32];

    fn index(&self, row: usize) -> &[u32] {
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.numbers[start as usize..self.ends[row] as usize]
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
        assert_eq!((rows.bound(), Rows::default().bound()), (8, 0));
        assert!(rows.iter().eq(lists));
    }

    #[test]
    fn the_lists_of_each_number_are_in_order_and_each_once() {
        let inverted = rows(&[&[2, 0, 2], &[], &[2], &[0, 0]]).inverted(4);
        assert_eq!(inverted, rows(&[&[0, 3], &[], &[0, 2], &[]]));
        assert_eq!(Rows::default().inverted(0), Rows::default());
    }
}
