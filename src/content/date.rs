//! Dates as authors write them.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};

use super::article::{Moment, PartialDate};

/// Why a text is no date: what is wrong, and what to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadDate {
    /// Completes "`2026-13-01` is not a date: …".
    pub message: String,
    /// What to write instead, if it can be told what was meant.
    pub help: Option<String>,
}

/// The forms of a moment, for help.
pub(super) const FORMS: &str = "write 2026-11-20, 2026-11-20 09:30 or 2026-11-20T09:30:00+01:00";

fn bad(message: impl Into<String>) -> BadDate {
    BadDate { message: message.into(), help: None }
}

/// Reads a moment: RFC 3339, `2026-11-20 09:30` (seconds may follow, `T` may part), or a day. Without an offset it is local
/// to the zone; a time that a clock change skips is moved past the gap, one that occurs twice is its first occurrence.
///
/// # Errors
/// Which part is wrong.
pub fn moment(text: &str, zone: &TimeZone) -> Result<Moment, BadDate> {
    let text = text.trim();
    let (day_text, rest) = match text.find(['T', 't', ' ']) {
        Some(at) => (&text[..at], Some(text[at + 1..].trim())),
        None => (text, None),
    };
    let date = day(day_text)?;
    let Some(rest) = rest else { return local(date.to_datetime(Time::midnight()), zone, true) };
    let (clock, offset) = split_offset(rest);
    let time = time(clock)?;
    match offset {
        None => local(date.to_datetime(time), zone, false),
        Some(offset) => {
            let offset = parse_offset(offset)?;
            let instant = offset.to_timestamp(date.to_datetime(time)).map_err(|_| bad("it is out of range"))?;
            Ok(at(instant, zone, false))
        }
    }
}

fn local(datetime: DateTime, zone: &TimeZone, date_only: bool) -> Result<Moment, BadDate> {
    let zoned = zone.to_ambiguous_zoned(datetime).compatible().map_err(|_| bad("it is out of range"))?;
    Ok(at(zoned.timestamp(), zone, date_only))
}

fn at(instant: Timestamp, zone: &TimeZone, date_only: bool) -> Moment {
    let offset = zone.to_offset(instant);
    Moment { instant, local: offset.to_datetime(instant), offset: offset.seconds(), date_only }
}

/// Reads a day: `2026-11-20`.
///
/// # Errors
/// Which part is wrong.
pub fn day(text: &str) -> Result<Date, BadDate> {
    if let Some(date) = usual_day(text) {
        return Ok(date);
    }
    let text = text.trim();
    let mut parts = text.split('-');
    let (Some(year), Some(month), Some(day), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return Err(other_form(text));
    };
    let (year_number, month_number) = (part(year, "year", 4, 1, 9999)?, part(month, "month", 2, 1, 12)?);
    let day_number = part(day, "day", 2, 1, 31)?;
    let narrow = |n: i32| i8::try_from(n).unwrap_or(i8::MAX);
    let year_number = i16::try_from(year_number).unwrap_or(i16::MAX);
    Date::new(year_number, narrow(month_number), narrow(day_number)).map_err(|_| {
        let days = Date::new(year_number, narrow(month_number), 1).map_or(30, Date::days_in_month);
        bad(format!("{} {year} has {days} days", MONTHS[(month_number - 1) as usize % 12]))
    })
}

/// A day without a mistake, by a short way.
fn usual_day(text: &str) -> Option<Date> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text.as_bytes() else { return None };
    let number = |digits: &[u8]| {
        let is_number = digits.iter().all(u8::is_ascii_digit);
        is_number.then(|| digits.iter().fold(0, |number, digit| 10 * number + i16::from(digit - b'0')))
    };
    let (year, month, day) = (number(&[y1, y2, y3, y4])?, number(&[m1, m2])?, number(&[d1, d2])?);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().filter(|_| year > 0)
}

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

/// Reads a day, a month (`2026-11`) or a year (`2026`).
///
/// # Errors
/// Which part is wrong.
pub fn partial(text: &str) -> Result<PartialDate, BadDate> {
    let whole = |date: Date| PartialDate { year: date.year(), month: Some(date.month()), day: Some(date.day()) };
    if let Some(date) = usual_day(text) {
        return Ok(whole(date));
    }
    let text = text.trim();
    let narrow = |n: i32| i8::try_from(n).unwrap_or(i8::MAX);
    let wide = |n: i32| i16::try_from(n).unwrap_or(i16::MAX);
    let mut parts = text.split('-');
    match (parts.next().unwrap_or_default(), parts.next(), parts.next()) {
        (year, None, _) => Ok(PartialDate { year: wide(part(year, "year", 4, 1, 9999)?), month: None, day: None }),
        (year, Some(month), None) => {
            let year = wide(part(year, "year", 4, 1, 9999)?);
            Ok(PartialDate { year, month: Some(narrow(part(month, "month", 2, 1, 12)?)), day: None })
        }
        _ => day(text).map(whole),
    }
}

fn part(text: &str, name: &str, digits: usize, least: i32, most: i32) -> Result<i32, BadDate> {
    let number = (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse::<i32>().ok());
    match number.flatten() {
        Some(number) if (least..=most).contains(&number) => Ok(number),
        _ => Err(bad(format!("{name} `{text}`: expected {least:0digits$} to {most:0digits$}"))),
    }
}

/// A date in a form that people use elsewhere.
fn other_form(text: &str) -> BadDate {
    let numbers: Vec<&str> = text.split(['.', '/']).collect();
    if let [first, second, year] = numbers[..]
        && [first, second, year].iter().all(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
    {
        let form = if text.contains('.') { Some((second, first)) } else { None };
        let mut error = bad("the year comes first");
        if let Some((month, day)) = form.filter(|_| year.len() == 4) {
            error.help = Some(format!("write {year}-{month:0>2}-{day:0>2}"));
        }
        return error;
    }
    bad("expected year-month-day")
}

fn time(text: &str) -> Result<Time, BadDate> {
    let (text, fraction) = text.split_once('.').unwrap_or((text, "0"));
    if !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return Err(bad(format!("`{fraction}` is not a fraction of a second")));
    }
    let mut parts = text.split(':');
    let (hour, minute, second) = match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(hour), Some(minute), None, _) => (hour, minute, "00"),
        (Some(hour), Some(minute), Some(second), None) => (hour, minute, second),
        _ => return Err(bad(format!("time `{text}`: expected hours:minutes"))),
    };
    let narrow = |n: i32| i8::try_from(n).unwrap_or(i8::MAX);
    let (hour, minute) = (part(hour, "hour", 2, 0, 23)?, part(minute, "minute", 2, 0, 59)?);
    let second = part(second, "second", 2, 0, 59)?;
    Time::new(narrow(hour), narrow(minute), narrow(second), 0).map_err(|_| bad("no such time"))
}

/// Parts a clock time from the offset behind it.
fn split_offset(text: &str) -> (&str, Option<&str>) {
    match text.find(['Z', 'z', '+', '-']) {
        Some(at) => (text[..at].trim_end(), Some(&text[at..])),
        None => (text, None),
    }
}

fn parse_offset(text: &str) -> Result<Offset, BadDate> {
    if text.eq_ignore_ascii_case("z") {
        return Ok(Offset::UTC);
    }
    let wrong = || bad(format!("offset `{text}`: expected Z or +01:00, at most 14 hours"));
    let digits: String = text[1..].chars().filter(|c| *c != ':').collect();
    if digits.len() != 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(wrong());
    }
    let (hours, minutes): (i32, i32) =
        (digits[..2].parse().map_err(|_| wrong())?, digits[2..].parse().map_err(|_| wrong())?);
    let seconds = (hours * 60 + minutes) * 60;
    if minutes > 59 || seconds > 14 * 3600 {
        return Err(wrong());
    }
    Offset::from_seconds(if text.starts_with('-') { -seconds } else { seconds }).map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn berlin() -> TimeZone {
        jiff::tz::TimeZoneDatabase::bundled().get("Europe/Berlin").unwrap()
    }

    fn utc(text: &str) -> String {
        moment(text, &berlin()).map_or_else(|e| e.message, |m| m.instant.to_string())
    }

    #[test]
    fn a_date_without_zone_is_local_to_the_site() {
        assert_eq!(utc("2026-11-20"), "2026-11-19T23:00:00Z");
        assert_eq!(utc("2026-07-20 09:30"), "2026-07-20T07:30:00Z");
        assert_eq!(utc("2026-11-20T09:30:15"), "2026-11-20T08:30:15Z");
        assert_eq!(utc("2026-11-20T09:30:00-05:00"), "2026-11-20T14:30:00Z");
        assert_eq!(utc("2026-11-20T09:30:00.123Z"), "2026-11-20T09:30:00Z");
        assert_eq!(utc("2026-11-20 09:30 +0100"), "2026-11-20T08:30:00Z");
        let moment = moment("2026-11-19T23:30:00Z", &berlin()).unwrap();
        assert_eq!((moment.local.date().to_string().as_str(), moment.offset), ("2026-11-20", 3600));
    }

    #[test]
    fn clock_changes_are_resolved_the_usual_way() {
        assert_eq!(utc("2026-03-29 02:30"), "2026-03-29T01:30:00Z");
        assert_eq!(utc("2026-10-25 02:30"), "2026-10-25T00:30:00Z");
    }

    #[test]
    fn the_wrong_part_of_a_date_is_named() {
        assert_eq!(utc("2026-06-010"), "day `010`: expected 01 to 31");
        assert_eq!(utc("2026-13-45"), "month `13`: expected 01 to 12");
        assert_eq!(utc("2026-02-30"), "February 2026 has 28 days");
        assert_eq!(utc("26-02-03"), "year `26`: expected 0001 to 9999");
        assert_eq!(utc("2026-11-20 25:00"), "hour `25`: expected 00 to 23");
        assert_eq!(utc("2026-11-20T09:30:00+25:00"), "offset `+25:00`: expected Z or +01:00, at most 14 hours");
        assert_eq!(moment("23.11.2026", &berlin()).unwrap_err().help.as_deref(), Some("write 2026-11-23"));
        assert_eq!(utc("yesterday"), "expected year-month-day");
    }

    #[test]
    fn a_source_s_date_may_be_a_month_or_a_year() {
        assert_eq!(partial("2026").map(|d| (d.year, d.month)), Ok((2026, None)));
        assert_eq!(partial("2026-11").map(|d| (d.month, d.day)), Ok((Some(11), None)));
        assert!(partial("2026-11-31").is_err() && partial("Nov 2026").is_err());
    }

    proptest::proptest! {
        #[test]
        fn a_day_is_read_alike_by_both_ways(text in "[0-2]{2}[0-9]{2}-[01][0-9]-[0-3][0-9]") {
            // A blank leads to the long way.
            proptest::prop_assert_eq!(day(&text), day(&format!("{text} ")));
            proptest::prop_assert_eq!(partial(&text), partial(&format!("{text} ")));
        }

        #[test]
        fn no_text_makes_the_parser_fail_hard(text in ".{0,40}") {
            _ = moment(&text, &TimeZone::UTC);
            _ = partial(&text);
        }
    }
}
