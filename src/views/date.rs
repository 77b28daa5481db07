//! Dates as templates see them.

use std::fmt::Write;

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
        let mut time = String::with_capacity("09:30".len());
        push_padded(&mut time, moment.local.hour().into(), 2);
        time.push(':');
        push_padded(&mut time, moment.local.minute().into(), 2);
        view.time = Some(time);
    }
    view
}

/// RFC 3339 with the site zone's offset: what feeds, sitemaps and JSON-LD take.
#[must_use]
pub fn iso(moment: &Moment) -> String {
    let local = moment.local;
    let mut text = iso_day(local.date());
    for (sign, number) in [('T', local.hour()), (':', local.minute()), (':', local.second())] {
        text.push(sign);
        push_padded(&mut text, number.into(), 2);
    }
    let minutes = moment.offset.abs() / 60;
    if minutes == 0 {
        text.push('Z');
        return text;
    }
    for (sign, number) in [(if moment.offset < 0 { '-' } else { '+' }, minutes / 60), (':', minutes % 60)] {
        text.push(sign);
        push_padded(&mut text, number, 2);
    }
    text
}

/// As [`Date`] writes itself: `2026-11-20`.
fn iso_day(date: Date) -> String {
    if date.year() < 0 { date.to_string() } else { numeric(date.year(), Some(date.month()), Some(date.day())) }
}

/// `2026-11-19`, `2026-11` or `2026`.
fn numeric(year: i16, month: Option<i8>, day: Option<i8>) -> String {
    // Room for the time that may follow.
    let mut text = String::with_capacity("2026-11-20T09:30:00+01:00".len());
    push_padded(&mut text, year.into(), 4);
    for part in [month, day].into_iter().map_while(|part| part) {
        text.push('-');
        push_padded(&mut text, part.into(), 2);
    }
    text
}

/// As `{number:0width$}`, which takes ten times as long: every article has dozens of such numbers.
fn push_padded(text: &mut String, number: i32, width: usize) {
    let digit = |place: i32| char::from_digit((number / place % 10).unsigned_abs(), 10).unwrap_or('0');
    match (number, width) {
        (0..10, 1) => text.push(digit(1)),
        (0..100, 2) => text.extend([digit(10), digit(1)]),
        (0..10_000, 4) => text.extend([digit(1000), digit(100), digit(10), digit(1)]),
        _ => _ = write!(text, "{number:0width$}"),
    }
}

/// A day.
pub(super) fn day(config: &Config, date: Date) -> DateView {
    let iso = iso_day(date);
    let (text, weekday) = if english(config) {
        (partial_text(true, date.year(), Some(date.month()), Some(date.day())), weekday(date.weekday()))
    } else {
        (iso.clone(), "")
    };
    DateView { day: iso.clone(), iso, text, weekday, time: None }
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
        (Some(month), day) if words => {
            let mut text = String::with_capacity("30 September 2026".len());
            if let Some(day) = day {
                push_padded(&mut text, day.into(), if day < 10 { 1 } else { 2 });
                text.push(' ');
            }
            text.extend([name(month), " "]);
            push_padded(&mut text, year.into(), if year < 1000 { 1 } else { 4 });
            text
        }
        _ => numeric(year, month, day),
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

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn years_beyond_four_digits_are_written_as_before() {
        assert_eq!(iso_day(date(-44, 3, 15)), date(-44, 3, 15).to_string());
        assert_eq!(numeric(-44, Some(3), None), format!("{:04}-03", -44));
        assert_eq!(partial_text(true, 800, Some(12), Some(25)), "25 December 800");
        assert_eq!(partial_text(true, -44, Some(3), None), "March -44");
    }

    proptest! {
        #[test]
        fn numbers_are_written_as_the_library_writes_them(number in -20_000..20_000, width in 1_usize..5) {
            let mut text = String::new();
            push_padded(&mut text, number, width);
            prop_assert_eq!(text, format!("{number:0width$}"));
        }

        #[test]
        fn moments_are_written_as_the_library_writes_them(second in -60_000_000_000_i64..250_000_000_000, zone in -1_439_i32..1_440) {
            let (instant, offset) = (jiff::Timestamp::from_second(second).unwrap(), zone * 60);
            let local = jiff::tz::Offset::from_seconds(offset).unwrap().to_datetime(instant);
            let text = iso(&Moment { instant, local, offset, date_only: false });
            let expected = jiff::fmt::strtime::format("%Y-%m-%dT%H:%M:%S", local).unwrap();
            let signed = format!("{}{:02}:{:02}", if zone < 0 { '-' } else { '+' }, zone.abs() / 60, zone.abs() % 60);
            prop_assert_eq!(text, expected + if zone == 0 { "Z" } else { &signed });
            prop_assert_eq!(iso_day(local.date()), local.date().to_string());
        }
    }
}
