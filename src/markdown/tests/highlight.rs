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
            "fn f<'a>(x: &'a str) -> u8 { println!(\"{x}\"); 'c' } // d",
            "storage:fn entity:f storage:'a storage:'a str storage:u8 support:println! string:\"{x}\" string:'c' comment:// d",
        ),
        (
            "rs",
            "let s = r#\"a\"b\"# + b'\\n' + '\\'' != 1_0.5e3; struct S;",
            "storage:let string:r#\"a\"b\"# string:'\\n' string:'\\'' constant:1_0.5e3 storage:struct",
        ),
        (
            "python",
            "@dec\ndef f(a=None):\n  return f'{a}' + \"\"\"x\ny\"\"\" # z",
            "attribute:@dec storage:def entity:f constant:None keyword:return string:f'{a}' string:\"\"\"x\ny\"\"\" comment:# z",
        ),
        (
            "ts",
            "export const f = async (a: string) => `x\n${a}`; /* b */",
            "keyword:export storage:const keyword:async storage:string string:`x\n${a}` comment:/* b */",
        ),
        (
            "bash",
            "for x in $(ls); do echo \"$x\" | foo-for ${y} a#b; done # c",
            "keyword:for keyword:in support:ls keyword:do support:echo string:\"$x\" variable:${y} keyword:done comment:# c",
        ),
        ("json", "{\"a\": [1, \"b\", null]}", "attribute:\"a\" constant:1 string:\"b\" constant:null"),
        ("yaml", "a-b: yes # c\nd: \"e\"", "attribute:a-b constant:yes comment:# c attribute:d string:\"e\""),
        ("toml", "[a.b]\nc = 1\nd = 'e'", "entity:[a.b] attribute:c constant:1 attribute:d string:'e'"),
        ("SQL", "SELECT Count(*) FROM t -- x", "keyword:SELECT support:Count keyword:FROM comment:-- x"),
        ("go", "func main() { x := \"a\\\"b\" }", "storage:func entity:main string:\"a\\\"b\""),
        ("diff", "-a\n+b", "deleted:-a inserted:+b"),
        ("html", "<a href=\"x\">", "tag:a attribute:href string:\"x\""),
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
