//! Which of the dear fields a theme may show: looked up once, since every article and every source asks.

use crate::theme::Mentions;

/// One for each field; a field of the same name counts for all views that have it.
macro_rules! shown {
    ($($field:ident),* $(,)?) => {
        /// Whether each field is made.
        #[derive(Debug, Clone, Copy)]
        #[allow(clippy::struct_excessive_bools, reason = "independent of each other")]
        pub(super) struct Shown {
            $(pub $field: bool,)*
        }

        impl Shown {
            /// All of them.
            pub const ALL: Self = Self { $($field: true,)* };

            /// Those that a theme names.
            pub fn of(named: &Mentions) -> Self {
                Self { $($field: named.has(stringify!($field)),)* }
            }
        }
    };
}

shown! {
    also, also_more, authors, backlinks, feeds, headings, labels, newer, older, properties, publisher_names, published,
    related, row, share, taxonomies,
}

/// What is made of a field if it is shown, else nothing.
pub(super) fn if_shown<T: Default>(shown: bool, make: impl FnOnce() -> T) -> T {
    if shown { make() } else { T::default() }
}
