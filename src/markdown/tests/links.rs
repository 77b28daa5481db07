//! Where links and images lead.

use super::*;

fn assets() -> Vec<Asset> {
    let asset = |name: &str, size| Asset { name: name.into(), path: format!("content/articles/x/{name}").into(), size };
    vec![asset("chart.png", Some((640, 480))), asset("figures/a b.svg", None), asset("paper.pdf", None)]
}

fn outcome(text: &str) -> Outcome {
    render_with(text, &CONFIG, &assets())
}

#[test]
fn links_lead_to_typed_targets() {
    for (link, href) in [
        ("https://e.org/a?b=1&c=%zz", "https://e.org/a?b=1&amp;c=%25zz"),
        ("HTTPS://e.org/<x>", "HTTPS://e.org/%3Cx%3E"),
        ("mailto:a@b.org", "mailto:a@b.org"),
        ("//e.org/x", "https://e.org/x"),
        ("/about/?x#y", "{/about/?x#y}"),
        ("/\\\\e.org", "{/%5Ce.org}"),
        ("#s%C3%BC", "{#sü}"),
        ("../y/index.md#t", "{content/articles/y/index.md#t}"),
        ("./z%20a.md?q", "{content/articles/x/z a.md#}"),
        ("../../pages/about.md", "{content/pages/about.md#}"),
        ("paper.pdf#page=2", "{asset paper.pdf#page=2}"),
        ("figures/../figures/a%20b.svg", "{asset figures/a b.svg}"),
        ("https://[::1]:80/[x]", "https://[::1]:80/%5Bx%5D"),
        ("https://e.org/ü", "https://e.org/ü"),
    ] {
        let outcome = outcome(&format!("[x](<{}>)", link.replace('<', "\\<").replace('>', "\\>")));
        assert_eq!(outcome.drawn(), "", "for {link}");
        assert_eq!(outcome.shown(), format!("<p><a href=\"{href}\">x</a></p>\n"));
    }
}

#[test]
fn unsafe_and_broken_links_are_errors_at_their_place_and_keep_their_text() {
    for (link, code) in [
        ("javascript:alert(1)", "unsafe-link"),
        ("JaVaScRiPt:alert(1)", "unsafe-link"),
        ("java&#9;script:alert(1)", "unsafe-link"),
        ("&#106;avascript:alert(1)", "unsafe-link"),
        ("&#1;javascript:alert(1)", "unsafe-link"),
        ("java&NewLine;script&colon;alert(1)", "unsafe-link"),
        ("vbscript:x", "unsafe-link"),
        ("data:text/html,x", "unsafe-link"),
        ("file:///etc/passwd", "unsafe-link"),
        ("ftp://e.org/", "unsafe-link"),
        ("blob:https://e.org", "unsafe-link"),
        ("view-source:https://e.org", "unsafe-link"),
        ("https://", "bad-url"),
        ("https:///x", "bad-url"),
        ("http:x", "bad-url"),
        ("<https://e x.org>", "bad-url"),
        ("../../../secret.md", "outside-site"),
        ("../../../../../x.md", "outside-site"),
        ("%2e%2e/%2e%2e/%2e%2e/x.md", "outside-site"),
        ("missing.pdf", "broken-link"),
        ("", "broken-link"),
        ("?q", "broken-link"),
        ("../y/", "broken-link"),
    ] {
        let outcome = outcome(&format!("ab [x]({link}) c"));
        assert_eq!(outcome.shown(), "<p>ab x c</p>\n", "for {link}");
        assert_eq!(outcome.diagnostics.len(), 1, "for {link}");
        assert_eq!(outcome.diagnostics[0].code.name, code, "for {link}");
        assert_eq!(outcome.diagnostics[0].place.as_ref().expect("placed").line, 1);
    }
}

#[test]
fn autolinks_are_checked_too() {
    assert_eq!(outcome("<javascript:alert(1)>").shown(), "<p>javascript:alert(1)</p>\n");
    assert_eq!(clean("<https://e.org/?a&b>"), "<p><a href=\"https://e.org/?a&amp;b\">https://e.org/?a&amp;b</a></p>\n");
}

#[test]
fn titles_and_reference_links() {
    assert_eq!(
        clean("[x][r] [r]\n\n[r]: https://e.org/ \"A \\\"b\\\" <c>\""),
        "<p><a href=\"https://e.org/\" title=\"A &quot;b&quot; &lt;c&gt;\">x</a> \
         <a href=\"https://e.org/\" title=\"A &quot;b&quot; &lt;c&gt;\">r</a></p>\n"
    );
}

#[test]
fn images_of_the_bundle_have_their_size() {
    assert_eq!(
        outcome("![c](chart.png)").shown(),
        "<p><img src=\"{asset chart.png}\" alt=\"c\" width=\"640\" height=\"480\" loading=\"lazy\" decoding=\"async\"></p>\n"
    );
}

#[test]
fn a_missing_image_names_the_nearest_file() {
    assert_eq!(
        outcome("![c *d*](chrat.png)").drawn(),
        "error[missing-image]: the image `chrat.png` does not lie beside this file
 --> content/articles/x/index.md:1:10
  |
1 | ![c *d*](chrat.png)
  |          ^^^^^^^^^
  |
  = help: did you mean `chart.png`?
"
    );
    assert_eq!(outcome("![c *d*](chrat.png)").shown(), "<p>c d</p>\n");
}

#[test]
fn links_know_their_place() {
    let outcome = outcome("a\n\n[x](../y.md) [y](#z)");
    let starts: Vec<_> = outcome.citations.links.iter().map(|link| link.span.start).collect();
    assert_eq!(starts, [7, 20]);
}

#[test]
fn an_image_may_be_linked() {
    assert_eq!(
        outcome("[![c](chart.png \"t\")](/x/)").shown(),
        "<p><a href=\"{/x/}\"><img src=\"{asset chart.png}\" alt=\"c\" title=\"t\" width=\"640\" height=\"480\" \
         loading=\"lazy\" decoding=\"async\"></a></p>\n"
    );
}
