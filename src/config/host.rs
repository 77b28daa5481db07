//! Where the site is published, as far as hosts want files of their own.

/// `host`: decides which files for hosts are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Host {
    /// Not said: what does no harm anywhere.
    #[default]
    Any,
    /// <https://docs.github.com/en/pages>
    GithubPages,
    /// <https://docs.netlify.com/>
    Netlify,
    /// <https://developers.cloudflare.com/pages/>
    CloudflarePages,
    /// A bucket that serves files: they would be published as pages.
    S3,
}

impl Host {
    /// The host that a word of the configuration means.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "any" => Self::Any,
            "github-pages" => Self::GithubPages,
            "netlify" => Self::Netlify,
            "cloudflare-pages" => Self::CloudflarePages,
            "s3" => Self::S3,
            _ => return None,
        })
    }

    /// Whether it reads `_redirects` and `_headers`.
    #[must_use]
    pub fn reads_rules(self) -> bool {
        matches!(self, Self::Any | Self::Netlify | Self::CloudflarePages)
    }

    /// Whether it may be GitHub Pages, which hides files with `_` before their names unless `.nojekyll` is there.
    #[must_use]
    pub fn reads_nojekyll(self) -> bool {
        matches!(self, Self::Any | Self::GithubPages)
    }
}
