//! The markup of a body as mail programs take it: without ids, roles and colours of code, with links that lead to the page.

use super::markup::{Piece, Tag, pieces};

/// Pixels that a picture may be wide: the text's width in the built-in template.
const WIDEST_IMAGE: u32 = 552;

/// Attributes that a mail program can use.
const ATTRIBUTES: &[&str] =
    &["href", "src", "alt", "class", "lang", "dir", "start", "type", "colspan", "rowspan", "style"];

/// What is made of the cleaned markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// An e-mail in HTML.
    Html,
    /// Plain text, whose writer knows `pre`.
    Text,
}

/// A body's markup for an e-mail; links to places in it lead to its `page`.
pub(super) fn clean(body: &str, page: &str, form: Form) -> String {
    let out = String::with_capacity(body.len());
    let mut cleaner = Cleaner { page, form, out, open: Vec::new(), skipping: None };
    pieces(body).for_each(|piece| match piece {
        Piece::Text(text) => cleaner.text(text),
        Piece::Tag(tag) => cleaner.tag(tag),
    });
    cleaner.out
}

struct Cleaner<'m> {
    page: &'m str,
    form: Form,
    out: String,
    /// The elements that are open, each with the name that is written for it.
    open: Vec<(&'m str, &'m str)>,
    /// The element that is left out with its content, and how many of its name are open.
    skipping: Option<(&'m str, usize)>,
}

impl<'m> Cleaner<'m> {
    fn text(&mut self, text: &str) {
        match self.skipping {
            Some(_) => {}
            None if self.form == Form::Html && self.in_code() => self.code(text),
            None => self.out.push_str(text),
        }
    }

    fn in_code(&self) -> bool {
        self.open.iter().any(|(open, _)| *open == "pre")
    }

    /// Code keeps its lines and indentation where a program wraps what is too long, and where it would not.
    fn code(&mut self, text: &str) {
        let blank = |out: &str| out.ends_with("<br>") || out.ends_with('>') || out.ends_with("&nbsp;");
        for c in text.chars() {
            match c {
                '\n' => self.out.push_str("<br>"),
                ' ' if blank(&self.out) => self.out.push_str("&nbsp;"),
                '\t' => self.out.push_str("&nbsp;&nbsp;&nbsp; "),
                c => self.out.push(c),
            }
        }
    }

    fn tag(&mut self, tag: Tag<'m>) {
        if let Some((name, depth)) = &mut self.skipping {
            if tag.name == *name {
                *depth = if tag.ends { *depth - 1 } else { *depth + 1 };
                if *depth == 0 {
                    self.skipping = None;
                }
            }
        } else if tag.ends {
            self.end(tag.name);
        } else if leaves_out(tag) {
            self.skipping = tag.opens().then_some((tag.name, 1));
        } else if !tag.name.is_empty() {
            self.start(tag);
        }
    }

    fn start(&mut self, tag: Tag<'m>) {
        let (name, class) = match tag.name {
            "code" if self.in_code() => ("", ""),
            "pre" if self.form == Form::Text => ("pre", ""),
            _ => element(tag),
        };
        if tag.opens() {
            self.open.push((tag.name, name));
        }
        match tag.name {
            "img" if is_drawing(tag) => return self.drawing(tag),
            "input" => {
                let checked = tag.attributes().any(|(name, _)| name == "checked");
                return self.out.push_str(if checked { "☑" } else { "☐" });
            }
            _ if name.is_empty() => return,
            _ => self.out.push('<'),
        }
        self.out.push_str(name);
        let class = Some(class).filter(|class| !class.is_empty()).or_else(|| tag.attribute("class"));
        if let Some(class) = class {
            self.attribute("class", class);
        }
        for (name, value) in tag.attributes().filter(|(name, _)| ATTRIBUTES.contains(name) && *name != "class") {
            match value {
                Some(fragment) if name == "href" && fragment.starts_with('#') => {
                    let url = format!("{}{fragment}", self.page);
                    self.attribute(name, &url);
                }
                value => self.attribute(name, value.unwrap_or_default()),
            }
        }
        if tag.name == "img" {
            self.size(tag);
        }
        self.out.push('>');
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        self.out.push_str(&value.replace('"', "&quot;"));
        self.out.push('"');
    }

    /// A link to a picture that hardly any program shows.
    fn drawing(&mut self, tag: Tag<'_>) {
        let (src, alt) = (tag.attribute("src").unwrap_or_default(), tag.attribute("alt").unwrap_or_default());
        let name = if alt.is_empty() { "Picture" } else { alt };
        let in_link = self.open.iter().any(|(open, _)| *open == "a");
        let link = if in_link { name.to_owned() } else { format!("<a href=\"{src}\">{name}</a>") };
        self.out.push_str(&link);
    }

    /// Some programs know a picture's width by its attribute only; the height follows.
    fn size(&mut self, tag: Tag<'_>) {
        if let Some(width) = tag.attribute("width").and_then(|width| width.parse::<u32>().ok()) {
            self.attribute("width", &width.min(WIDEST_IMAGE).to_string());
        }
    }

    fn end(&mut self, name: &str) {
        let Some(at) = self.open.iter().rposition(|(open, _)| *open == name) else { return };
        if name == "pre" {
            self.out.truncate(self.out.trim_end_matches("<br>").len());
        }
        for (_, written) in self.open.drain(at..).rev().filter(|(_, written)| !written.is_empty()) {
            self.out.extend(["</", written, ">"]);
        }
    }
}

fn is_drawing(tag: Tag<'_>) -> bool {
    tag.attribute("src").is_some_and(|src| src.split(['?', '#']).next().unwrap_or_default().ends_with(".svg"))
}

/// Links back to where a note stands: no mail program follows them.
fn leaves_out(tag: Tag<'_>) -> bool {
    tag.attribute("role") == Some("doc-backlink")
        || matches!(tag.name, "script" | "style" | "template" | "iframe" | "form")
}

/// What is written for an element: name and class. An empty name leaves the element out, not its content.
fn element(tag: Tag<'_>) -> (&str, &'static str) {
    match tag.name {
        // Not all programs know these; their content is read without them.
        "span" | "abbr" | "bdi" | "bdo" | "data" | "dfn" | "ruby" | "rp" | "rt" | "time" | "wbr" => ("", ""),
        "pre" => ("div", "code"),
        "section" | "article" | "aside" | "details" | "footer" | "header" => ("div", ""),
        "figure" => ("div", "figure"),
        "figcaption" => ("div", "caption"),
        "summary" => ("p", ""),
        name => (name, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::Form;

    fn clean(body: &str, page: &str) -> String {
        super::clean(body, page, Form::Html)
    }

    #[test]
    fn what_no_mail_program_uses_is_left_out() {
        let body = "<h2 id=\"a\">A</h2>\n<section class=\"table-scroll\" tabindex=\"0\"><table>\n<tr><td class=\"x\">1</td></tr>\
                    </table></section>\n<pre><code class=\"c\"><span class=\"hl-k\">fn</span> x() {\n  1 + 1\n}\n\
                    </code></pre>";
        let expected = "<h2>A</h2>\n<div class=\"table-scroll\"><table>\n<tr><td class=\"x\">1</td></tr></table></div>\n\
                        <div class=\"code\">fn x() {<br>&nbsp;&nbsp;1 + 1<br>}</div>";
        assert_eq!(clean(body, "https://a.example/"), expected);
    }

    #[test]
    fn links_to_places_lead_to_the_page_and_links_back_are_left_out() {
        let body = "<p><a href=\"#b\">b</a> <a href=\"#c\" role=\"doc-backlink\"><b>↩</b></a>.</p>";
        assert_eq!(clean(body, "https://a.example/"), "<p><a href=\"https://a.example/#b\">b</a> .</p>");
    }

    #[test]
    fn pictures_are_as_wide_as_the_text_at_most_and_boxes_are_characters() {
        let image = clean("<img src=\"/a.png\" alt=\"\" width=\"1200\" height=\"600\" loading=\"lazy\">", "");
        assert_eq!(image, "<img src=\"/a.png\" alt=\"\" width=\"552\">");
        let drawing = clean("<figure><img src=\"/a.svg\" alt=\"A line\"></figure>", "");
        assert_eq!(drawing, "<div class=\"figure\"><a href=\"/a.svg\">A line</a></div>");
        let list = "<ul><li class=\"task\"><input type=\"checkbox\" disabled checked aria-label=\"done\"> a</li></ul>";
        assert_eq!(clean(list, ""), "<ul><li class=\"task\">☑ a</li></ul>");
    }

    #[test]
    fn what_runs_or_hides_is_left_out_with_its_content_and_the_rest_stays_closed() {
        let body = "<p>a<script>x<b>y</b></script><em>b</p><!-- c --><p>d</em></p>";
        assert_eq!(clean(body, ""), "<p>a<em>b</em></p><p>d</p>");
    }
}
