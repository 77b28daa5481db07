//! The page that stands in for one that cannot be rendered.

use super::problem::Mistake;

const STYLE: &str = "body{margin:0;padding:2rem 1.5rem;max-width:64rem;margin-inline:auto;font:1rem/1.5 system-ui,sans-serif;\
color:#1c1917;background:#fafaf9}h1{font-size:1.3rem}h2{font:600 1rem/1.4 ui-monospace,monospace;margin:1.5rem 0 .25rem;\
color:#b91c1c}pre{overflow-x:auto;padding:1rem;background:#fff;border:1px solid #d6d3d1;border-left:4px solid #b91c1c;\
font:.875rem/1.5 ui-monospace,monospace}p{margin:.25rem 0}@media(prefers-color-scheme:dark){body{color:#e7e5e4;\
background:#1c1917}pre{background:#292524;border-color:#57534e #57534e #57534e #f87171}h2{color:#fca5a5}}";

/// The page as HTML; `heals` says that it goes away by itself.
pub(super) fn error_page(mistakes: &[Mistake], heals: bool) -> String {
    let title = match mistakes.len() {
        1 => "1 error".to_owned(),
        many => format!("{many} errors"),
    };
    let list: String = mistakes.iter().map(section).collect();
    let hint = if heals { "<p>The page comes back by itself when this is mended.</p>" } else { "" };
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title} – Citewire</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{hint}\n{list}</main>\n</body>\n</html>\n"
    )
}

fn section(mistake: &Mistake) -> String {
    let heading = if mistake.place.is_empty() { &mistake.message } else { &mistake.place };
    format!("<section>\n<h2>{}</h2>\n<pre>{}</pre>\n</section>\n", escape(heading), escape(&mistake.text))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_a_file_is_never_markup() {
        let text = "<script>alert(1)</script>".to_owned();
        let page = error_page(&[Mistake { place: text.clone(), message: text.clone(), text }], true);
        assert!(!page.contains("<script>"));
        assert_eq!(page.matches("&lt;script&gt;").count(), 2);
    }
}
