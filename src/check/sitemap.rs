//! Reads a sitemap, or an index of sitemaps, for `--against`.

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::diagnostics::{FileText, Span, Spanned};

/// A sitemap (sitemaps.org, protocol 0.9).
#[derive(Debug, Clone)]
pub struct Sitemap {
    /// Its file.
    pub file: FileText,
    /// Whether its addresses are those of further sitemaps.
    pub is_index: bool,
    /// Every `loc` that belongs to an entry: a full URL.
    pub addresses: Vec<Spanned<String>>,
}

/// Reads a sitemap.
///
/// # Errors
/// Why the file is none.
///
/// ```
/// use citewire::{check::sitemap, diagnostics::FileText};
/// let text = "<urlset><url><loc>https://x.example/?a=1&amp;b=2</loc></url></urlset>".into();
/// let sitemap = sitemap::read(FileText { path: "sitemap.xml".into(), text }).unwrap();
/// assert_eq!(sitemap.addresses[0].value, "https://x.example/?a=1&b=2");
/// assert!(sitemap::read(FileText { path: "x".into(), text: "<html></html>".into() }).is_err());
/// ```
pub fn read(file: FileText) -> Result<Sitemap, String> {
    let mut reader = Reader::from_str(&file.text);
    // The elements that are open, by their names without prefix.
    let mut open: Vec<Vec<u8>> = Vec::new();
    let mut root = Vec::new();
    let mut start = None;
    let mut addresses = Vec::new();
    loop {
        let before = reader.buffer_position();
        let event = reader.read_event().map_err(|error| format!("it is not XML: {error}"))?;
        let after = reader.buffer_position();
        match event {
            Event::Start(element) => {
                open.push(element.local_name().as_ref().to_vec());
                if open.len() == 1 {
                    root.clone_from(&open[0]);
                }
                start = is_address(&open).then_some(after);
            }
            Event::End(_) => {
                if let Some(start) = start.take() {
                    let range = |at: u64| usize::try_from(at).unwrap_or(usize::MAX);
                    addresses.extend(address(&file, range(start)..range(before))?);
                }
                open.pop();
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if !open.is_empty() {
        // What is missing may hold the address that is gone.
        return Err(format!(
            "it is cut off before its last `</{}>`: download it again",
            String::from_utf8_lossy(&root)
        ));
    }
    match &root[..] {
        b"urlset" | b"sitemapindex" => Ok(Sitemap { is_index: root == b"sitemapindex", file, addresses }),
        _ => Err("it is XML, but holds no `urlset` or `sitemapindex`".to_owned()),
    }
}

/// Whether the innermost open element is the `loc` of an entry, and not that of a picture in one.
fn is_address(open: &[Vec<u8>]) -> bool {
    matches!(open, [_, entry, name] if (entry == b"url" || entry == b"sitemap") && name == b"loc")
}

fn address(file: &FileText, range: std::ops::Range<usize>) -> Result<Option<Spanned<String>>, String> {
    let written = file.text.get(range.clone()).unwrap_or_default();
    let text = written.trim();
    let text = text.strip_prefix("<![CDATA[").and_then(|text| text.strip_suffix("]]>")).unwrap_or(text);
    let blanks = written.find(text).unwrap_or(0);
    let span = Span::new(range.start + blanks..range.start + blanks + text.len());
    let value = quick_xml::escape::unescape(text).map_err(|error| format!("`{text}`: {error}"))?;
    Ok((!value.is_empty()).then(|| Spanned::new(value.into_owned(), span)))
}

#[cfg(test)]
mod tests {
    use super::{FileText, read};

    #[test]
    fn a_sitemap_that_was_cut_off_anywhere_is_none() {
        let whole =
            "<?xml version=\"1.0\"?>\n<urlset xmlns=\"x\"><url><loc>https://a.example/b/</loc></url></urlset>\n";
        let said =
            |text: &str| read(FileText { path: "sitemap.xml".into(), text: text.into() }).map(|s| s.addresses.len());
        assert_eq!((said(whole), said(whole.trim_end())), (Ok(1), Ok(1)));
        for end in 0..whole.trim_end().len() {
            assert!(said(&whole[..end]).is_err(), "{}", &whole[..end]);
        }
        let expected = "it is cut off before its last `</urlset>`: download it again";
        assert_eq!(said("<urlset><url><loc>https://u.github.io/r/a/"), Err(expected.to_owned()));
    }
}
