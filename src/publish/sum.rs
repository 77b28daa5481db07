//! Sums of what files hold: [`Sum`], made with the [`Seed`] of a manifest.
//!
//! They tell whether a file holds what Citewire wrote. Every file of a site is summed up in every build, so the sum is XXH3
//! of 128 bits, in a tenth of the time of a hash that withstands attacks. Two texts with one sum are made by those who know
//! the bytes that XXH3 mixes in; here all of these are random, and differ from folder to folder. Its own seed of 64 bits
//! would not do: it is only added to known bytes, and pairs of texts exist that have one sum for one seed in some thousands.

use std::hash::{BuildHasher, Hasher, RandomState};

use xxhash_rust::xxh3::xxh3_128_with_secret;

/// How many bytes XXH3 mixes in.
const SECRET: usize = 192;

/// Makes the sums of one manifest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seed {
    number: u64,
    /// Made from the number, so that a manifest has a short line of it.
    secret: [u8; SECRET],
}

/// The sum of some bytes, to be compared with others of the same seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sum(u128);

impl Seed {
    fn new(number: u64) -> Self {
        let mut secret = [0; SECRET];
        blake3::Hasher::new().update(&number.to_le_bytes()).finalize_xof().fill(&mut secret);
        Self { number, secret }
    }

    /// One that nobody can foresee: the keys of a map's hasher come from the system.
    pub fn random() -> Self {
        Self::new(RandomState::new().build_hasher().finish())
    }

    pub fn sum(&self, bytes: &[u8]) -> Sum {
        Sum(xxh3_128_with_secret(bytes, &self.secret))
    }

    pub fn from_hex(hex: &str) -> Option<Self> {
        u64::from_str_radix(hex, 16).ok().map(Self::new)
    }

    pub fn hex(&self) -> String {
        format!("{:016x}", self.number)
    }
}

impl Sum {
    pub fn from_hex(hex: &str) -> Option<Self> {
        u128::from_str_radix(hex, 16).ok().map(Self)
    }

    /// Appends it as 32 digits. (Every file of a site has a sum: formatting takes three times as long.)
    pub fn push_hex(self, text: &mut String) {
        let half = |bits: u8| b"0123456789abcdef"[usize::from(bits & 0xF)];
        let mut hex = [0; 32];
        for (digits, byte) in hex.as_chunks_mut().0.iter_mut().zip(self.0.to_be_bytes()) {
            *digits = [half(byte >> 4), half(byte)];
        }
        text.push_str(str::from_utf8(&hex).unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeds_and_sums_are_read_as_they_were_written() {
        for seed in [Seed::new(0), Seed::new(1), Seed::new(u64::MAX), Seed::random()] {
            let (sum, mut hex) = (seed.sum(b"a page"), String::new());
            sum.push_hex(&mut hex);
            assert_eq!(hex, format!("{:032x}", sum.0));
            assert_eq!((Seed::from_hex(&seed.hex()), Sum::from_hex(&hex)), (Some(seed), Some(sum)));
            assert_eq!((seed.hex().len(), hex.len()), (16, 32));
        }
        assert_eq!(Sum::from_hex("a page"), None);
    }

    #[test]
    fn a_sum_depends_on_the_bytes_and_on_the_seed() {
        let (one, other) = (Seed::new(1), Seed::new(2));
        // Each way that XXH3 goes by the length of a text.
        for length in [1, 4, 9, 17, 129, 241, 5_000] {
            let (a, b) = (vec![b'a'; length], vec![b'b'; length]);
            assert_eq!(one.sum(&a), one.sum(&a));
            assert!(one.sum(&a) != one.sum(&b) && one.sum(&a) != other.sum(&a), "{length}");
        }
        assert_ne!(Seed::random(), Seed::random());
    }
}
