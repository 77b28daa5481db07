//! Looking at many bytes at once. Every byte of a site is looked at several times: what is asked of single bytes, without a
//! branch, is asked here of blocks, for which compilers have instructions.

use std::cell::RefCell;

/// Room for larger reads is not kept.
const LARGEST_KEPT: usize = 1 << 20;

/// Gives a reader the buffer of its thread. It may hold the bytes of others, so that it need not be cleared each time. `with`
/// must not ask for it again.
pub(crate) fn with_buffer<T>(with: impl FnOnce(&mut Vec<u8>) -> T) -> T {
    thread_local! {
        static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    }
    BUFFER.with_borrow_mut(|buffer| {
        let made = with(buffer);
        if buffer.capacity() > LARGEST_KEPT {
            *buffer = Vec::new();
        }
        made
    })
}

/// So many bytes at the front of a buffer, which grows if it has less.
pub(crate) fn room(buffer: &mut Vec<u8>, length: usize) -> &mut [u8] {
    if buffer.len() < length {
        buffer.resize(length, 0);
    }
    &mut buffer[..length]
}

/// So many bytes are looked at at once. The loops over so many are always put in place: a call for each byte undoes them.
const BLOCK: usize = 32;

/// The first byte that `is` is true of; it should be made of comparisons joined by `|` and `&`.
#[inline]
pub(crate) fn find(bytes: &[u8], is: impl Fn(u8) -> bool + Copy) -> Option<usize> {
    let (blocks, rest) = bytes.as_chunks::<BLOCK>();
    for (index, block) in blocks.iter().enumerate() {
        if any(block, is) {
            return Some(index * BLOCK + inside(block, is)?);
        }
    }
    find_short(rest, is).map(|inside| blocks.len() * BLOCK + inside)
}

/// Where it stands in a block that has it: eight bytes are looked at at once, and only those that have it one by one.
#[inline(always)]
fn inside(block: &[u8; BLOCK], is: impl Fn(u8) -> bool + Copy) -> Option<usize> {
    let (eights, _) = block.as_chunks::<8>();
    let index = eights.iter().position(|eight| any(eight, is))?;
    Some(index * 8 + eights[index].iter().position(|byte| is(*byte))?)
}

/// The same, of less than a block: of its first bytes and of its last ones, which may overlap.
#[inline(always)]
fn find_short(bytes: &[u8], is: impl Fn(u8) -> bool + Copy) -> Option<usize> {
    let found = match (bytes.first_chunk::<16>(), bytes.last_chunk::<16>()) {
        (Some(first), Some(last)) => any(first, is) | any(last, is),
        _ => match (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
            (Some(first), Some(last)) => any(first, is) | any(last, is),
            _ => true,
        },
    };
    if found { bytes.iter().position(|byte| is(*byte)) } else { None }
}

/// A one in each byte of a number, and the highest bit of each.
const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x80 * ONES;

/// The first of some bytes, which is mostly near: eight are looked at at once, as one number with the first of them lowest:
/// its place among them is read off the number.
#[inline]
pub(crate) fn find_near<const N: usize>(bytes: &[u8], wanted: [u8; N]) -> Option<usize> {
    let (blocks, rest) = bytes.as_chunks::<8>();
    for (index, block) in blocks.iter().enumerate() {
        let block = u64::from_le_bytes(*block);
        let found = wanted.iter().fold(0, |found, wanted| {
            // Taking one off a byte that is nothing sets its highest bit, and maybe that of bytes behind it.
            let differs = block ^ (u64::from(*wanted) * ONES);
            found | (differs.wrapping_sub(ONES) & !differs & HIGH)
        });
        if found != 0 {
            return Some(index * 8 + found.trailing_zeros() as usize / 8);
        }
    }
    let inside = rest.iter().position(|byte| wanted.contains(byte));
    inside.map(|inside| blocks.len() * 8 + inside)
}

/// Whether a byte stands somewhere.
pub(crate) fn contain(bytes: &[u8], wanted: u8) -> bool {
    let (blocks, rest) = bytes.as_chunks::<BLOCK>();
    let is = |byte| byte == wanted;
    blocks.iter().any(|block| any(block, is)) || find_short(rest, is).is_some()
}

/// The first byte for which `is` is true of it and the one behind it.
#[inline]
pub(crate) fn find_pair(bytes: &[u8], is: impl Fn(u8, u8) -> bool + Copy) -> Option<usize> {
    let behind = bytes.get(1..)?;
    let (blocks, _) = bytes[..behind.len()].as_chunks::<BLOCK>();
    let (blocks_behind, _) = behind.as_chunks::<BLOCK>();
    let any = |(one, two): (&[u8; BLOCK], &[u8; BLOCK])| (0..BLOCK).fold(false, |any, at| any | is(one[at], two[at]));
    let clear = blocks.iter().zip(blocks_behind).position(any).unwrap_or(blocks.len()) * BLOCK;
    let inside = bytes[clear..].windows(2).position(|pair| is(pair[0], pair[1]));
    inside.map(|inside| clear + inside)
}

#[inline(always)]
fn any<const N: usize>(bytes: &[u8; N], is: impl Fn(u8) -> bool + Copy) -> bool {
    bytes.iter().fold(false, |any, byte| any | is(*byte))
}

/// A text before the first `sign`, an ASCII character, and what is behind it if there is one. For short texts: a search made
/// for long ones takes longer to begin.
#[inline]
pub(crate) fn cut(text: &str, sign: u8) -> (&str, Option<&str>) {
    match text.as_bytes().iter().position(|byte| *byte == sign) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    }
}

/// The pieces of a short text between signs, as [`str::split`] gives them.
pub(crate) fn pieces(text: &str, sign: u8) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let (piece, behind) = cut(rest?, sign);
        rest = behind;
        Some(piece)
    })
}

/// A text without white space around it, as [`str::trim`] gives it; most texts have none.
#[inline]
pub(crate) fn trim(text: &str) -> &str {
    match text.as_bytes() {
        [only] if only.is_ascii_graphic() => text,
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_first_byte_is_found_wherever_it_stands(
            bytes in proptest::collection::vec(prop_oneof![30 => Just(b'a'), 1 => Just(b'x'), 1 => Just(b'y')], 0..150),
        ) {
            let wanted = bytes.iter().position(|byte| matches!(byte, b'x' | b'y'));
            prop_assert_eq!(find(&bytes, |byte| (byte == b'x') | (byte == b'y')), wanted);
        }

        #[test]
        fn a_near_byte_is_found_wherever_it_stands(
            bytes in proptest::collection::vec(prop_oneof![20 => Just(b'b'), 1 => Just(b'x'), 1 => Just(b'y'), 2 => proptest::num::u8::ANY], 0..40),
        ) {
            prop_assert_eq!(find_near(&bytes, [b'x', b'y']), bytes.iter().position(|byte| matches!(byte, b'x' | b'y')));
            prop_assert_eq!(find_near(&bytes, [b'x']), bytes.iter().position(|byte| *byte == b'x'));
            prop_assert_eq!(contain(&bytes, b'x'), bytes.contains(&b'x'));
        }

        #[test]
        fn the_first_pair_is_found_wherever_it_stands(
            bytes in proptest::collection::vec(prop_oneof![30 => Just(b'a'), 3 => Just(b'x'), 3 => Just(b'y')], 0..150),
        ) {
            let wanted = bytes.windows(2).position(|pair| pair == b"xy");
            prop_assert_eq!(find_pair(&bytes, |one, two| (one == b'x') & (two == b'y')), wanted);
        }

        #[test]
        fn short_texts_are_cut_and_trimmed_as_by_the_standard_library(text in "[a&é \u{2003}\n]{0,9}") {
            let wanted = text.split_once('&').map_or((&*text, None), |(before, behind)| (before, Some(behind)));
            prop_assert_eq!(cut(&text, b'&'), wanted);
            prop_assert!(pieces(&text, b'&').eq(text.split('&')));
            prop_assert_eq!(trim(&text), text.trim());
        }
    }
}
