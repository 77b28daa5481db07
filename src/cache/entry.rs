//! One article in the cache: its key, and its record as bytes.

use super::file::Reader;
use crate::content::Article;
use crate::diagnostics::FileText;

/// What an entry is found by.
pub(super) type Key = [u8; 16];

/// The key of an article: of its path, which names it and says where its links lead from, and of every byte in it.
fn key(path: &str, text: &str) -> Key {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&(path.len() as u64).to_le_bytes()).update(path.as_bytes()).update(text.as_bytes());
    let mut key = Key::default();
    hasher.finalize_xof().fill(&mut key);
    key
}

/// The record of a file, if it is kept.
pub(super) fn read(kept: &Reader, file: &FileText) -> Option<Article> {
    kept.read(&key(&file.path, &file.text), |bytes| {
        let (mut article, rest) = postcard::take_from_bytes::<Article>(bytes).ok()?;
        article.file = file.clone();
        rest.is_empty().then_some(article)
    })
}

/// The entry of an article; none if its file has changed since it was parsed.
pub(super) fn of(article: &Article) -> Option<(Key, Vec<u8>)> {
    let key = article.file.text.read(|text| key(&article.file.path, text))?;
    Some((key, postcard::to_stdvec(article).ok()?))
}
