//! Dates as templates see them.

use jiff::civil::{Date, Weekday};

use super::DateView;
use crate::config::Config;
use crate::content::Period;
use crate::content::article::{Moment, PartialDate};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A point in time.
pub(super) fn moment(config: &Config, moment: &Moment) -> DateView {
    let mut view = day(config, moment.local.date());
    if !moment.date_only {
        view.iso = iso(moment);
        view.time = Some(format!("{:02}:{:02}", moment.local.hour(), moment.local.minute()));
    }
    view
}

/// RFC 3339 with the site zone's offset: what feeds, sitemaps and JSON-LD take.
#[must_use]
pub fn iso(moment: &Moment) -> String {
    let local = moment.local;
    let sign = if moment.offset < 0 { '-' } else { '+' };
    let minutes = moment.offset.unsigned_abs() / 60;
    let zone = if minutes == 0 { "Z".to_owned() } else { format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60) };
    let (date, hour, minute, second) = (local.date(), local.hour(), local.minute(), local.second());
    format!("{date}T{hour:02}:{minute:02}:{second:02}{zone}")
}

/// A day.
pub(super) fn day(config: &Config, date: Date) -> DateView {
    let iso = date.to_string();
    let (text, weekday) = if english(config) {
        (partial_text(true, date.year(), Some(date.month()), Some(date.day())), weekday(date.weekday()))
    } else {
        (iso.clone(), "")
    };
    DateView { day: iso.clone(), iso, text, weekday: weekday.to_owned(), time: None }
}

/// A day or a week, as a heading.
pub(super) fn period(config: &Config, period: Period) -> String {
    match period {
        Period::Day(date) => {
            let day = day(config, date);
            if day.weekday.is_empty() { day.text } else { format!("{}, {}", day.weekday, day.text) }
        }
        Period::Week(monday) => {
            let week = monday.iso_week_date();
            if english(config) {
                format!("Week {} of {}", week.week(), week.year())
            } else {
                format!("{:04}-W{:02}", week.year(), week.week())
            }
        }
    }
}

/// A month, as a heading: `November 2026`, or `2026-11`.
pub(super) fn month(config: &Config, date: Date) -> String {
    partial_text(english(config), date.year(), Some(date.month()), None)
}

/// What people read of a date that may be known to the month or year only.
pub(super) fn partial_words(config: &Config, date: PartialDate) -> String {
    partial_text(english(config), date.year, date.month, date.day)
}

/// `2026-11-19`, `2026-11` or `2026`.
#[must_use]
pub fn partial_iso(date: PartialDate) -> String {
    partial_text(false, date.year, date.month, date.day)
}

fn partial_text(words: bool, year: i16, month: Option<i8>, day: Option<i8>) -> String {
    let name = |month: i8| MONTHS[usize::try_from(month - 1).unwrap_or(0).min(11)];
    match (month, day) {
        (Some(month), Some(day)) if words => format!("{day} {} {year}", name(month)),
        (Some(month), None) if words => format!("{} {year}", name(month)),
        (Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
        (Some(month), None) => format!("{year:04}-{month:02}"),
        _ => format!("{year:04}"),
    }
}

fn english(config: &Config) -> bool {
    config.language == "en" || config.language.starts_with("en-")
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}
