//! Markup as people read it in plain text.

use super::*;

fn plain(markup: &str) -> String {
    let mut out = Vec::new();
    push(markup, Guard { own: "" }, &mut out);
    out.join("\n")
}

#[test]
fn blocks_are_told_apart_and_lists_keep_their_marks() {
    let markup = "<h2>Head</h2>\n<p>One <em>two</em>\nthree.</p>\n<ul>\n<li>a</li>\n<li><p>b</p>\n<ol start=\"9\">\n<li>c</li>\n\
                  <li>d</li>\n</ol>\n</li>\n</ul>\n<blockquote>\n<p>said</p>\n</blockquote>\n<hr>\n<p>x<br>y</p>";
    let expected = "## Head\n\nOne two three.\n\n - a\n - b\n\n   9. c\n   10. d\n\n> said\n\n* * *\n\nx\ny\n";
    assert_eq!(plain(markup), expected);
}

#[test]
fn code_is_not_wrapped_and_tables_are_lines() {
    let line = "let x = 1; ".repeat(12);
    let code = plain(&format!("<pre><code>fn a() {{\n  {line}&lt;T&gt;\n}}\n</code></pre>"));
    assert_eq!(code, format!("    fn a() {{\n      {line}<\u{200B}T>\n    }}\n"));
    let table = "<div><table>\n<thead><tr><th>A</th><th>B</th></tr></thead>\n<tbody>\n<tr><td>1</td><td>2</td></tr>\n</tbody>\n\
                 </table></div>";
    assert_eq!(plain(table), "A / B\n1 / 2\n");
}

#[test]
fn a_link_s_address_follows_it_whole_and_citations_are_their_numbers() {
    let markup = "<p>See <a href=\"https://a.example/?x=%20y%20&amp;z=1\">this</a> and <a href=\"https://b.example/\">\
                  https://b.example/</a>.<sup>[<a href=\"https://c.example/\">1</a>–<a href=\"https://d.example/\">3</a>]</sup></p>";
    assert_eq!(plain(markup), "See this (https://a.example/?x=%20y%20&z=1) and https://b.example/.[1–3]\n");
}

#[test]
fn a_placeholder_that_is_split_over_elements_is_broken() {
    let text = plain("<p>{<em>{ x }}</em> and *<b>|X|*</b> and [<i>unsubscribe]</i></p>");
    assert_eq!(text, "{\u{200B}{ x }} and *\u{200B}|X|* and [\u{200B}unsubscribe]\n");
}
