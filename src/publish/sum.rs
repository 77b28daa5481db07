//! Sums of what files hold: [`Sum`], made with the [`Seed`] of a manifest.
//!
//! They tell whether a file holds what Citewire wrote. Every file of a site is summed up in every build, so the sum is XXH3
//! of 128 bits, in a tenth of the time of a hash that withstands attacks. It is no defence: the
//! seed, drawn at random for a folder, makes two texts with one sum rare, but who looks for them finds some that have one for
//! about one seed in eight thousand. Such an edit of a file would stay unpublished in that folder.

use std::hash::{BuildHasher, Hasher, RandomState};

use xxhash_rust::xxh3::xxh3_128_with_seed;

/// Makes the sums of one manifest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seed(u64);

/// The sum of some bytes, to be compared with others of the same seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sum(u128);

impl Seed {
    /// One that nobody can foresee: the keys of a map's hasher come from the system.
    pub fn random() -> Self {
        Self(RandomState::new().build_hasher().finish())
    }

    pub fn sum(self, bytes: &[u8]) -> Sum {
        Sum(xxh3_128_with_seed(bytes, self.0))
    }

    pub fn from_hex(hex: &str) -> Option<Self> {
        u64::from_str_radix(hex, 16).ok().map(Self)
    }

    pub fn to_hex(self) -> String {
        format!("{:016x}", self.0)
    }
}

impl Sum {
    pub fn from_hex(hex: &str) -> Option<Self> {
        u128::from_str_radix(hex, 16).ok().map(Self)
    }

    pub fn to_hex(self) -> String {
        format!("{:032x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeds_and_sums_are_read_as_they_were_written() {
        for seed in [Seed(0), Seed(1), Seed(u64::MAX), Seed::random()] {
            let sum = seed.sum(b"a page");
            assert_eq!((Seed::from_hex(&seed.to_hex()), Sum::from_hex(&sum.to_hex())), (Some(seed), Some(sum)));
            assert_eq!((seed.to_hex().len(), sum.to_hex().len()), (16, 32));
        }
        assert_eq!(Sum::from_hex("a page"), None);
    }

    #[test]
    fn a_sum_depends_on_the_bytes_and_on_the_seed() {
        let (one, other) = (Seed(1), Seed(2));
        assert_eq!(one.sum(b"a"), one.sum(b"a"));
        assert!(one.sum(b"a") != one.sum(b"b") && one.sum(b"a") != other.sum(b"a"));
        assert_ne!(Seed::random(), Seed::random());
    }
}
