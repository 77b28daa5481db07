//! One article in the cache: its key, and its record as bytes.

use xxhash_rust::xxh3::{xxh3_64, xxh3_128_with_seed};

use super::file::Reader;
use crate::content::Article;
use crate::diagnostics::FileText;

/// What an entry is found by.
pub(super) type Key = [u8; 16];

/// The key of an article: of its path, which names it and says where its links lead from, and of every byte in it.
///
/// Whoever finds two texts with one key can show an older text of an article, which is theirs, too: nothing that would
/// have to be kept from them.
fn key(path: &str, text: &str) -> Key {
    xxh3_128_with_seed(text.as_bytes(), xxh3_64(path.as_bytes())).to_le_bytes()
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
