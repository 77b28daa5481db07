//! `email.txt`: an edition as plain text, with the sources of each story as a numbered list.

use super::guard::Guard;
use super::plain;
use super::wrap::{WIDTH, wrap};
use crate::views::{NewsletterStoryView, NewsletterView, SourceView};

/// Writes an edition; `site` is the site's name.
pub(super) fn text(view: &NewsletterView, site: &str) -> String {
    let mut text = Text { guard: Guard { own: &view.unsubscribe }, lines: Vec::new() };
    text.top(view, site);
    for story in &view.stories {
        text.rule('-');
        text.story(story);
    }
    text.foot(view);
    let mut out = text.lines.join("\n");
    out.push('\n');
    out
}

struct Text<'v> {
    guard: Guard<'v>,
    lines: Vec<String>,
}

impl Text<'_> {
    fn top(&mut self, view: &NewsletterView, site: &str) {
        self.words(&site.to_uppercase());
        self.words(&view.title);
        self.url("", &view.permalink);
        self.gap();
        if !view.note_title.is_empty() {
            self.heading(&view.note_title);
        }
        self.markup(&view.intro_html);
        view.note_blocks_html.iter().for_each(|block| self.markup(block));
    }

    fn story(&mut self, story: &NewsletterStoryView) {
        if !story.labels.is_empty() {
            let labels: Vec<String> = story.labels.iter().map(|label| format!("({})", label.text)).collect();
            self.words(&labels.join(" "));
        }
        self.heading(&story.title);
        self.url("", &story.permalink);
        self.gap();
        for notice in &story.notices {
            self.labelled(&format!("{}, {}:", notice.label, notice.date.text), &notice.html);
        }
        self.markup(&story.summary_html);
        if !story.takeaways_html.is_empty() {
            let items: String = story.takeaways_html.iter().map(|item| format!("<li>{item}</li>")).collect();
            self.markup(&format!("<ul>{items}</ul>"));
        }
        story.blocks_html.iter().for_each(|block| self.markup(block));
        if !story.why_html.is_empty() {
            self.labelled("Why it matters:", &story.why_html);
        }
        self.sources(&story.sources);
    }

    /// Sources by number; those that are not cited have none.
    fn sources(&mut self, sources: &[SourceView]) {
        if sources.is_empty() {
            return;
        }
        self.lines.push("Sources:".to_owned());
        for source in sources {
            let number = if source.number > 0 { format!("[{}]", source.number) } else { "-".to_owned() };
            let first = format!("{number:<4} ");
            let text = self.guard.plain(&format!("{}: {}", source.publisher, source.title));
            self.lines.extend(wrap(&text, &first, "     "));
            self.url("     ", &source.url);
            if source.labels.iter().any(|label| label.name == "dead") {
                self.dead("     ", &source.original_url);
            }
        }
        self.gap();
    }

    /// What a reader has to know of a link that is dead; `original` is where it led if there is a copy.
    fn dead(&mut self, indent: &str, original: &str) {
        if original.is_empty() {
            return self.lines.push(format!("{indent}Dead link"));
        }
        self.lines.push(format!("{indent}Archived copy; the original was at"));
        self.url(indent, original);
    }

    fn foot(&mut self, view: &NewsletterView) {
        self.rule('=');
        self.lines.push("View in browser:".to_owned());
        self.url("", &view.permalink);
        self.gap();
        // The owner's own words, as they are.
        if !view.address.is_empty() {
            self.lines.extend([view.address.clone(), String::new()]);
        }
        self.lines.extend(["Unsubscribe:".to_owned(), view.unsubscribe.clone()]);
    }

    fn heading(&mut self, title: &str) {
        let title = self.guard.plain(title);
        self.lines.extend(wrap(&title, "# ", "  "));
    }

    fn labelled(&mut self, label: &str, markup: &str) {
        self.markup(&format!("<p>{label} {markup}</p>"));
    }

    fn words(&mut self, text: &str) {
        let text = self.guard.plain(text);
        self.lines.extend(wrap(&text, "", ""));
    }

    fn markup(&mut self, markup: &str) {
        plain::push(markup, self.guard, &mut self.lines);
    }

    fn url(&mut self, indent: &str, url: &str) {
        self.lines.push(format!("{indent}{}", self.guard.plain_url(url)));
    }

    fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }

    fn rule(&mut self, sign: char) {
        self.gap();
        self.lines.extend([sign.to_string().repeat(WIDTH), String::new()]);
    }
}
