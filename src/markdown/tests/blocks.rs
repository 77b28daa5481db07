//! Blocks: headings, tables, lists, alerts, code, figures; words and excerpts.

use super::*;

#[test]
fn headings_stand_below_the_pages_title_only_if_the_body_uses_level_one() {
    assert_eq!(clean("## Two"), "<h2 id=\"{}two\">Two{anchor}</h2>\n");
    assert_eq!(
        clean("# One\n\n## Two\n\n###### Six"),
        "<h2 id=\"{}one\">One{anchor}</h2>\n<h3 id=\"{}two\">Two{anchor}</h3>\n<h6 id=\"{}six\">Six{anchor}</h6>\n"
    );
}

#[test]
fn heading_ids_are_slugs_that_meet_nothing_else() {
    let outcome = render(
        "## Äpfel & *Birnen*, `x_y`! [@a]\n\n## Same\n\n## Same\n\n## Same-1\n\n## Source 1\n\n## Notes\n\n## 日本 語\n\n## …\n\n## x {#same}\n",
    );
    assert_eq!(outcome.drawn(), "");
    let ids: Vec<_> = outcome.body.headings.iter().map(|h| (&*h.id, &*h.text)).collect();
    assert_eq!(
        ids,
        [
            ("äpfel--birnen-x_y", "Äpfel & Birnen, x_y!"),
            ("same-1", "Same"),
            ("same-2", "Same"),
            ("same-1-1", "Same-1"),
            ("section-source-1", "Source 1"),
            ("section-notes", "Notes"),
            ("日本-語", "日本 語"),
            ("section", "…"),
            ("same", "x"),
        ]
    );
    assert_eq!(outcome.body.ids().collect::<Vec<_>>().len(), 9);
}

#[test]
fn a_slug_is_the_same_for_both_unicode_forms() {
    assert_eq!(slug("Zoe\u{308}"), slug("Zo\u{EB}"));
    assert_eq!(slug("हिन्दी ไทย ท้"), "हिन्दी-ไทย-ท้");
}

#[test]
fn headings_carry_classes_but_no_other_attributes() {
    let outcome = render("## T {.x onclick=y}");
    assert_eq!(outcome.shown(), "<h2 id=\"{}t\" class=\"x\">T{anchor}</h2>\n");
    assert_eq!(outcome.diagnostics.len(), 1);
}

#[test]
fn tables_scroll_and_name_their_columns() {
    assert_eq!(
        clean("| | n [@a] |\n|:-:|--:|\n| x \\| [@b] | **1** |\n\n|a|\n|-|\n"),
        "<section class=\"table-scroll\" tabindex=\"0\" aria-label=\"Table\"><table>\n\
         <thead><tr><td class=\"align-center\"></td><th scope=\"col\" class=\"align-right\">n{1}</th></tr></thead>\n\
         <tbody>\n<tr><td class=\"align-center\">x |{2}</td><td class=\"align-right\"><strong>1</strong></td></tr>\n\
         </tbody>\n</table></section>\n\
         <section class=\"table-scroll\" tabindex=\"0\" aria-label=\"Table 2\"><table>\n\
         <thead><tr><th scope=\"col\">a</th></tr></thead>\n</table></section>\n"
    );
}

#[test]
fn lists_and_tasks() {
    assert_eq!(
        clean("- a\n- [x] b\n- [ ] c\n\n3. d\n\n   e\n"),
        "<ul>\n<li>a</li>\n\
         <li class=\"task\"><input type=\"checkbox\" disabled checked aria-label=\"done\"> b</li>\n\
         <li class=\"task\"><input type=\"checkbox\" disabled aria-label=\"open\"> c</li>\n</ul>\n\
         <ol start=\"3\">\n<li>\n<p>d</p>\n<p>e</p>\n</li>\n</ol>\n"
    );
}

#[test]
fn quotes_and_alerts() {
    assert_eq!(
        clean("> said [@a]\n\n> [!WARNING]\n> hot [@b]\n"),
        "<blockquote>\n<p>said{1}</p>\n</blockquote>\n\
         <div class=\"alert alert-warning\" role=\"note\">\n<p class=\"alert-title\">Warning</p>\n<p>hot{2}</p>\n</div>\n"
    );
}

#[test]
fn code_is_highlighted_with_few_classes_and_never_cites() {
    assert_eq!(
        clean("```rust\nfn f() -> u8 { 1 } // [@a]\n```\n"),
        "<pre class=\"code\" tabindex=\"0\"><code class=\"language-rust\"><span class=\"hl-storage\">fn</span> \
         <span class=\"hl-entity\">f</span>() -&gt; <span class=\"hl-storage\">u8</span> { \
         <span class=\"hl-constant\">1</span> } <span class=\"hl-comment\">// [@a]</span>\n</code></pre>\n"
    );
    assert_eq!(
        clean("```nope \"x\n<b> & [^a]\n```\n\n    [@b] <i>\n"),
        "<pre class=\"code\" tabindex=\"0\"><code class=\"language-nope\">&lt;b&gt; &amp; [^a]\n</code></pre>\n\
         <pre class=\"code\" tabindex=\"0\"><code>[@b] &lt;i&gt;\n</code></pre>\n"
    );
}

#[test]
fn highlighted_code_is_the_same_text() {
    let code = "\u{1}def f(a='x\ty'):\n    \"\"\"d\n  &<\"\"\"\n\n\treturn  a # é\n";
    let shown = clean(&format!("~~~python\n{code}~~~\n"));
    let mut plain = String::new();
    let mut in_tag = false;
    for c in shown.chars() {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            c if !in_tag => plain.push(c),
            _ => {}
        }
    }
    let plain = plain.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    assert_eq!(plain.trim_end(), code.trim_start_matches('\u{1}').trim_end());
}

#[test]
fn very_long_code_is_written_plain() {
    let long = format!("```rust\n{}```\n", "fn f() {}\n".repeat(20_100));
    assert!(!clean(&long).contains("<span"));
    let line = format!("```diff\n+{}\n-x\n```\n", "1 + ".repeat(600));
    assert_eq!(clean(&line).matches("<span").count(), 1);
}

#[test]
fn highlighting_can_be_switched_off() {
    let config = MarkdownConfig { highlight: false, ..CONFIG };
    let outcome = render_with("```rust\nfn f() {}\n```", &config, &[]);
    assert!(outcome.shown().contains("<code class=\"language-rust\">fn f() {}"));
}

#[test]
fn an_image_alone_with_a_title_is_a_figure() {
    assert_eq!(
        clean("![A *b* [@a]](https://e.org/x.png \"C & d\")\n\n![](/y.png) z ![t](/t.png \"u\")"),
        "<figure><img src=\"https://e.org/x.png\" alt=\"A b\" loading=\"lazy\" decoding=\"async\">\
         <figcaption>C &amp; d</figcaption></figure>\n\
         <p><img src=\"{/y.png}\" alt=\"\" loading=\"lazy\" decoding=\"async\"> z \
         <img src=\"{/t.png}\" alt=\"t\" title=\"u\" loading=\"lazy\" decoding=\"async\"></p>\n"
    );
}

#[test]
fn smart_punctuation_spares_code_and_can_be_switched_off() {
    assert_eq!(clean("\"a\" -- b... `\"c\"`"), "<p>“a” – b… <code>\"c\"</code></p>\n");
    let config = MarkdownConfig { smart_punctuation: false, ..CONFIG };
    assert_eq!(render_with("\"a\" -- b", &config, &[]).shown(), "<p>\"a\" -- b</p>\n");
}

#[test]
fn words_are_those_of_the_text_alone() {
    let words = |text: &str| render(text).body.words;
    assert_eq!(words("## One two\n\nthree *fo*ur — five [@a] `six` [^n]\n\n```\nnot these\n```\n\n[^n]: nor these"), 6);
    assert_eq!(words("a\nb  \nc\n\n- d\n- e"), 5);
    assert_eq!(words("日本 hello"), 3);
    assert_eq!(words(""), 0);
}

#[test]
fn the_excerpt_is_the_text_before_more_else_the_first_paragraph() {
    let excerpt = |text: &str| render(text).body.excerpt.into_string();
    assert_eq!(excerpt("## H\n\n![x](/x.png)\n\nOne *two*\nthree [@a].\n\nFour"), "One two three.");
    assert_eq!(excerpt("One\n\n- two\n\n## H\n\nthree\n\n<!-- more -->\n\nfour"), "One two three");
    assert_eq!(excerpt("```\ncode\n```"), "");
}

#[test]
fn characters_that_no_document_may_hold_are_left_out() {
    assert_eq!(clean("a\u{1}b\u{FFFE}c\u{FDD0}d\u{7F} `\u{8}e`"), "<p>abcd <code>e</code></p>\n");
}

#[test]
fn nothing_makes_nothing() {
    let outcome = render("");
    assert_eq!(outcome.body, Body::default());
}
