//! Slugs: the readable part of an address, made of a title, a term or a file's name.

use unicode_normalization::UnicodeNormalization;

/// Longest slug in bytes; a longer one is cut between words.
const LONGEST: usize = 80;

/// Makes a slug: lower case, letters and digits of any script, `-` between words. Empty if there is no letter, digit or known
/// symbol in the text.
///
/// Symbols that tell names apart are spelled out: `C++` is `cpp`, `C#` is `csharp`, `R&D` is `r-and-d`.
///
/// ```
/// use citewire::content::slug::slugify;
/// assert_eq!(slugify("Meta’s open-weight gamble"), "metas-open-weight-gamble");
/// assert_eq!(slugify("Übergrößen"), "übergrößen");
/// ```
#[must_use]
pub fn slugify(text: &str) -> String {
    simple_slug(text).map_or_else(|| any_slug(text), cut)
}

/// What each byte is in the slug of a text of ASCII letters, digits, and signs that only part words; 0 for those that join
/// or spell words, and for all others.
const SIMPLE: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = match byte as u8 {
            b'+' | b'#' | b'&' | b'.' | b'\'' | b'"' | b'`' => 0,
            c if c.is_ascii_alphanumeric() => c.to_ascii_lowercase(),
            c if c == b' ' || c.is_ascii_graphic() => b'-',
            _ => 0,
        };
        byte += 1;
    }
    table
};

/// The slug of a text of such: the same as [`any_slug`], without its detours.
fn simple_slug(text: &str) -> Option<String> {
    let mut slug = vec![0; text.len()];
    let (mut length, mut last) = (0, b'-');
    for byte in text.bytes() {
        let made = SIMPLE[usize::from(byte)];
        if made == 0 {
            return None;
        }
        // Of separators side by side only the first is kept, and none at the start.
        slug[length] = made;
        length += usize::from(made != b'-' || last != b'-');
        last = made;
    }
    slug.truncate(length - usize::from(length > 0 && last == b'-'));
    String::from_utf8(slug).ok()
}

fn any_slug(text: &str) -> String {
    let text: String = text.nfc().flat_map(char::to_lowercase).collect();
    let text = text.replace("c++", "cpp").replace("c#", "csharp").replace("f#", "fsharp").replace('&', " and ");
    let text = text.replace(".net", "dotnet");
    let mut slug = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() || is_mark(c) {
            slug.push(c);
        } else if c == '+' {
            push_word(&mut slug, "plus");
        } else if !is_dropped(c) && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    cut(slug.trim_matches('-').to_owned())
}

fn push_word(slug: &mut String, word: &str) {
    if !slug.is_empty() && !slug.ends_with('-') {
        slug.push('-');
    }
    slug.push_str(word);
    slug.push('-');
}

/// Marks that belong to the letter before them in scripts that compose no further.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{900}'..='\u{DFF}' | '\u{E31}'..='\u{E4E}' | '\u{200C}'..='\u{200D}')
        && !crate::paths::is_invisible(c)
}

/// Signs inside of words, which join rather than part.
fn is_dropped(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '"' | '“' | '”' | '„' | '´' | '`') || crate::paths::is_invisible(c)
}

/// A slug that is not too long and can be a file's name; `slug` has no `-` around it.
fn cut(mut slug: String) -> String {
    if slug.len() > LONGEST {
        let end = slug.floor_char_boundary(LONGEST);
        let end = slug[..end].rfind('-').filter(|at| *at > LONGEST / 2).unwrap_or(end);
        slug.truncate(slug[..end].trim_end_matches('-').len());
    }
    if crate::paths::is_reserved(&slug) { slug + "-page" } else { slug }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn symbols_that_tell_names_apart_are_spelled_out() {
        let made = ["C", "C++", "C#", "R&D", "A+", "Google+ is back", ".NET"].map(slugify);
        assert_eq!(made, ["c", "cpp", "csharp", "r-and-d", "a-plus", "google-plus-is-back", "dotnet"]);
    }

    #[test]
    fn letters_of_every_script_are_kept() {
        assert_eq!(slugify("南华早报"), "南华早报");
        assert_eq!(slugify("  Süddeutsche Zeitung "), "süddeutsche-zeitung");
        assert_eq!(slugify("🤖"), "");
    }

    #[test]
    fn names_that_windows_keeps_get_an_ending() {
        assert_eq!(slugify("CON"), "con-page");
    }

    proptest! {
        #[test]
        fn the_short_way_is_the_long_way(text in "[A-Za-z0-9 :,/_!$%()*;<=>?@\\[\\]^{|}~\\\\-]{0,120}") {
            prop_assert_eq!(slugify(&text), any_slug(&text));
        }

        #[test]
        fn a_slug_is_empty_or_a_good_path_segment_and_its_own_slug(text in ".{0,120}") {
            let slug = slugify(&text);
            prop_assert!(slug.is_empty() || crate::paths::check_segment(&slug).is_ok(), "{slug:?}");
            prop_assert!(slug.len() <= LONGEST + 5);
            prop_assert_eq!(slugify(&slug), slug);
        }
    }
}
