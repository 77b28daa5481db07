//! Highlighting: what gets which class, and that the code stays what it is.

use proptest::prelude::*;

use super::*;

/// The code as `class:text` for everything with a class.
fn classes(language: &str, code: &str) -> Vec<String> {
    let shown = clean(&format!("~~~~{language}\n{code}\n~~~~\n"));
    let spans = shown.split("<span class=\"hl-").skip(1);
    let unescape = |text: &str| text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    spans.map(|span| unescape(&span.split("</span>").next().unwrap_or_default().replace("\">", ":"))).collect()
}

#[test]
fn words_get_the_class_of_what_they_are() {
    for (language, code, expected) in [
        (
            "rust",
            "fn f<'a>(x: u8) -> u8 { println!(\"x\"); 'c' } // d",
            "storage:fn entity:f storage:'a variable:x storage:u8 storage:u8 support:println! string:\"x\" string:'c' comment:// d",
        ),
        (
            "python",
            "def f(a=None):\n  return \"\"\"x\ny\"\"\" # z",
            "storage:def entity:f variable:a constant:None keyword:return string:\"\"\"x\ny\"\"\" comment:# z",
        ),
        ("ts", "export const f = 1; /* b */", "keyword:export storage:const constant:1 comment:/* b */"),
        (
            "bash",
            "for x in a; do echo; done # c",
            "keyword:for keyword:in keyword:do support:echo keyword:done comment:# c",
        ),
        ("json", "{\"a\": [1, \"b\", null]}", "string:\"a\" constant:1 string:\"b\" constant:null"),
        ("yaml", "a-b: yes # c\nd: \"e\"", "tag:a-b constant:yes comment:# c tag:d string:\"e\""),
        ("SQL", "SELECT Count(*) FROM t -- x", "keyword:SELECT support:Count keyword:FROM comment:-- x"),
        ("diff", "-a\n+b", "deleted:-a inserted:+b"),
        ("html", "<a href=\"x\">", "tag:a attribute:href string:\"x\""),
        ("toml", "[a.b]", ""),
    ] {
        assert_eq!(classes(language, code).join(" "), expected, "for {language}");
    }
}

proptest! {
    #[test]
    fn highlighted_code_is_the_same_code(
        language in prop::sample::select(&["rust", "py", "js", "go", "c", "java", "sh", "json", "yaml", "toml", "sql", "css"][..]),
        pieces in prop::collection::vec(prop::sample::select(&[
            "\"", "'", "\"\"\"", "`", "\\", "#", "//", "/*", "*/", "r#\"", "b'", "$", "${", "}", "@", "é", "0", "1.5", "fn", "a", " ",
            "\n", "[", "]", ":", "=", "!", "(", "-", "<", "&",
        ][..]), 0..30),
    ) {
        let code = format!("x{}x", pieces.concat());
        let shown = clean(&format!("~~~~{language}\n{code}\n~~~~\n"));
        let mut plain = String::new();
        for (index, part) in shown.split('<').enumerate() {
            plain.push_str(if index == 0 { part } else { part.split_once('>').expect("a tag ends").1 });
        }
        let plain = plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        prop_assert_eq!(plain.trim_end_matches('\n'), code);
    }
}
