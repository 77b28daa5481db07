//! `email.eml`: text and HTML in one message, ready to be opened in a mail program or handed to a service.

use jiff::Timestamp;
use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::date::Date;
use mail_builder::headers::raw::Raw;
use mail_builder::headers::text::Text;
use mail_builder::mime::{BodyPart, MimePart};

use super::guard::Guard;
use crate::config::Config;
use crate::views::NewsletterView;

/// What a message is made of.
pub(super) struct Message<'m> {
    pub(super) config: &'m Config,
    pub(super) view: &'m NewsletterView,
    pub(super) text: &'m str,
    pub(super) html: &'m str,
    /// When its newest story was published.
    pub(super) date: Timestamp,
}

/// Writes the message. Same input, same bytes: its id and the boundary of its parts are made from its content.
pub(super) fn eml(message: &Message<'_>) -> Vec<u8> {
    let (config, view) = (message.config, message.view);
    let id = id(message);
    let guard = Guard { own: &view.unsubscribe };
    let parts = vec![part("text/plain", message.text), part("text/html", message.html)];
    let boundary = format!("part-{}", &id[..24]);
    let body = MimePart::new(
        ContentType::new("multipart/alternative").attribute("boundary", boundary),
        BodyPart::Multipart(parts),
    );
    let mut builder = MessageBuilder::new()
        .header("Message-ID", Raw::new(format!("<{id}@{}>", host(config))))
        .header("Date", Date::new(message.date.as_second()))
        .header("Subject", Text::new(guard.plain(&view.subject)))
        .header("Content-Language", Raw::new(config.language.as_str()))
        .body(body);
    builder = match &config.newsletter.from {
        Some(from) => {
            let name = Some(from.name.as_str()).filter(|name| !name.is_empty());
            builder.header("From", Address::new_address(name, from.email.as_str()))
        }
        None => builder.header("X-Missing-From", Raw::new("set newsletter.from in citewire.yaml")),
    };
    // Written by hand: a header that is folded inside of a placeholder is none.
    let mut out = format!("X-Unsent: 1\r\nList-Unsubscribe: <{}>\r\n", one_line(&view.unsubscribe)).into_bytes();
    builder.serialize(&mut out);
    out
}

/// A part, encoded in the shorter of the ways that mail allows.
fn part<'m>(media_type: &'static str, text: &'m str) -> MimePart<'m> {
    MimePart::new(ContentType::new(media_type).attribute("charset", "utf-8"), BodyPart::Text(text.into()))
}

fn id(message: &Message<'_>) -> String {
    let mut hasher = blake3::Hasher::new();
    for text in [&message.view.permalink, &message.view.subject, message.text, message.html] {
        hasher.update(&text.len().to_le_bytes()).update(text.as_bytes());
    }
    hasher.finalize().to_hex()[..32].to_owned()
}

/// The site's host without a port; an IPv6 address in the form that a message id takes.
fn host(config: &Config) -> String {
    let origin = config.base_url.origin.as_str();
    let host = origin.split_once("://").map_or(origin, |(_, host)| host);
    match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, _)) => format!("[IPv6:{address}]"),
        None => host.split(':').next().unwrap_or(host).to_owned(),
    }
}

fn one_line(text: &str) -> String {
    text.replace(['\r', '\n'], "")
}
