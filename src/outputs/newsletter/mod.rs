//! Newsletters: each edition as an e-mail, beside its page. Nothing is sent.

mod clean;
mod guard;
mod markup;
mod placeholders;
mod plain;
mod wrap;
