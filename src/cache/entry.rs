//! One article in the cache: its key, and its record as bytes.

use super::file::Reader;
use crate::content::Article;
use crate::diagnostics::FileText;

/// What an entry is found by.
pub(super) type Key = [u8; blake3::OUT_LEN];

/// The key of a file: of its path, which names the article and says where its links lead from, and of every byte in it. A
/// hash for which nobody can make two texts with one key: what was merged has to be what is published.
pub(super) fn key(file: &FileText) -> Key {
    // The text by itself: behind another part, its blocks would not be hashed side by side.
    let text = blake3::hash(file.text.as_bytes());
    *blake3::Hasher::new().update(text.as_bytes()).update(file.path.as_bytes()).finalize().as_bytes()
}

/// The record of a file, if it is kept.
pub(super) fn read(kept: &Reader, key: &Key, file: &FileText) -> Option<Article> {
    kept.read(key, |bytes| {
        let (mut article, rest) = postcard::take_from_bytes::<Article>(bytes).ok()?;
        article.file = file.clone();
        rest.is_empty().then_some(article)
    })
}

/// The entry of an article.
pub(super) fn of(article: &Article) -> Option<Vec<u8>> {
    postcard::to_stdvec(article).ok()
}
