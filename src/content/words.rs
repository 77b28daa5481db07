//! The fixed words of front matter: kinds, roles, and how things can be read.

/// Declares an enum whose variants are written as fixed words in front matter.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vmeta])* $variant),* }

        impl $name {
            /// Every word that may be written, in the order of the guide.
            pub const WORDS: &[&str] = &[$($word),*];

            /// The variant that a word stands for.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }

            /// The word that stands for the variant.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
        }
    };
}

words! {
    /// What kind of article it is.
    ArticleKind {
        /// A report; must have sources.
        News = "news",
        /// What it means.
        Analysis = "analysis",
        /// What the author thinks.
        Opinion = "opinion",
        /// How something works.
        Explainer = "explainer",
        /// Questions and answers.
        Interview = "interview",
        /// Paid for.
        Sponsored = "sponsored",
    }
}

words! {
    /// What kind of item a source is.
    SourceKind {
        /// A news report.
        News = "news",
        /// A paper or preprint.
        Paper = "paper",
        /// An announcement by the party itself.
        PressRelease = "press-release",
        /// A code repository.
        Repository = "repository",
        /// A blog or social post.
        Post = "post",
        /// A video.
        Video = "video",
        /// A podcast.
        Podcast = "podcast",
        /// Documentation.
        Documentation = "documentation",
        /// A data set.
        Dataset = "dataset",
        /// A model card or weights.
        Model = "model",
    }
}

words! {
    /// How a source can be read.
    Access {
        /// By everyone.
        Free = "free",
        /// After registration.
        Registration = "registration",
        /// By subscribers.
        Subscription = "subscription",
    }
}

words! {
    /// How near a source is to the event.
    Role {
        /// It is the thing itself, or by those who did it.
        Primary = "primary",
        /// It reports on it.
        Secondary = "secondary",
    }
}

words! {
    /// What kind of change an update notes.
    UpdateKind {
        /// News were added.
        Update = "update",
        /// Something was wrong.
        Correction = "correction",
        /// Something was unclear.
        Clarification = "clarification",
        /// The article is withdrawn.
        Retraction = "retraction",
        /// A word of the editors.
        EditorsNote = "editors-note",
    }
}

impl UpdateKind {
    /// Whether it changes what a reader should believe, and so stands above the body.
    #[must_use]
    pub fn is_notice(self) -> bool {
        !matches!(self, Self::Update | Self::Clarification)
    }

    /// What readers see.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Update => "Update",
            Self::Correction => "Correction",
            Self::Clarification => "Clarification",
            Self::Retraction => "Retraction",
            Self::EditorsNote => "Editors’ note",
        }
    }
}

words! {
    /// How far models wrote an article.
    AiLevel {
        /// Not at all.
        None = "none",
        /// They helped.
        Assisted = "assisted",
        /// They wrote it.
        Generated = "generated",
    }
}
