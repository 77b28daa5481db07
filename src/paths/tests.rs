//! Which names are taken, and what is encoded.

use super::*;

#[test]
fn a_path_that_would_leave_the_output_is_refused() {
    for bad in ["", "/a", "a/", "a//b", "..", "a/../b", "./a", "a\\b", "a\0", "nul", "a/COM1.txt", "x.", "x "] {
        assert!(OutputPath::new(bad).is_err(), "{bad:?}");
    }
}

#[test]
fn an_address_ending_in_a_slash_is_an_index_file() {
    assert_eq!(UrlPath::new("/").unwrap().file().as_str(), "index.html");
    assert_eq!(UrlPath::new("/a/b/").unwrap().file().as_str(), "a/b/index.html");
    assert_eq!(UrlPath::new("/feed.xml").unwrap().file().as_str(), "feed.xml");
}

#[test]
fn the_folder_of_a_page_is_an_address_itself() {
    for url in ["/", "/a/", "/a.html", "/feed.xml", "/.html", "/...html", "/x..html", "/a/.html", "/con.html/x.html"] {
        let Ok(url) = UrlPath::new(url) else { continue };
        assert!(UrlPath::new(url.folder()).is_ok(), "{url}: {}", url.folder());
    }
}

#[test]
fn every_forbidden_character_begins_with_a_byte_that_says_so() {
    for c in ('\0'..=char::MAX).filter(|c| is_forbidden_in_markup(*c)) {
        assert_eq!(first_forbidden(&format!("ab\u{A0}ﬀ{c}c\0")), Some(c));
    }
    assert_eq!(first_forbidden("a b\tc\r\n – ’ 南 é · ﬀ 🤖"), None);
}

#[test]
fn a_forbidden_character_is_found_wherever_it_stands() {
    for c in (0..=u32::from(char::MAX)).filter_map(char::from_u32).filter(|c| *c != '/') {
        for before in ["", "ab-c_d.9é南 x", "a-segment-that-is-longer-than-one-block"] {
            let found = check_segment(&format!("{before}{c}z"));
            assert_eq!(found, if is_forbidden(c) { Err(PathError::Character(c)) } else { Ok(()) }, "{before}{c:?}");
        }
    }
}

#[test]
fn encoding_keeps_what_a_path_may_hold() {
    assert_eq!(encode_path("/tags/c++/ü x/"), "/tags/c++/%C3%BC%20x/");
}

#[test]
fn encoding_leaves_nothing_in_a_query_value_that_would_end_it() {
    assert_eq!(encode_query_value("a&b=c d/\u{fc}~#"), "a%26b%3Dc%20d%2F%C3%BC~%23");
    assert_eq!(encode_query_value("A-z_0.9"), "A-z_0.9");
}
