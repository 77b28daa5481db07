//! The editors' note for a day's or a week's digest: `content/digests/2026-11-23.md`, `content/digests/2026-w47.md`.

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::article::Allow;
use super::parse::Context;
use super::{common, date};
use crate::config::Extra;
use crate::diagnostics::{FileText, Spanned, codes};
use crate::markdown::{Body, Citations, Inline};
use crate::yaml::Fields;

/// What editors say about a digest, and what they put on top of it.
#[derive(Debug, Clone)]
pub struct Editorial {
    /// The file it was read from.
    pub file: FileText,
    /// The day or week that its file is named after.
    pub period: Period,
    /// `title` of the digest; default: the day or the week.
    pub title: Option<Spanned<String>>,
    /// `intro`: a paragraph, also the preheader of the newsletter.
    pub intro: Option<Inline>,
    /// `pinned`: ids or slugs of the articles on top, in their order.
    pub pinned: Vec<Spanned<String>>,
    /// `draft`: shown in a preview only.
    pub draft: bool,
    /// `check: allow:`.
    pub allows: Vec<Allow>,
    /// `extra`.
    pub extra: Extra,
    /// Links of intro and body.
    pub citations: Citations,
    /// The rest of the note.
    pub body: Body,
}

/// What a digest covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// One local day.
    Day(Date),
    /// A week as ISO 8601 counts them, by its Monday.
    Week(Date),
}

impl Period {
    /// The week that a day lies in.
    #[must_use]
    pub fn week_of(day: Date) -> Self {
        let back = i64::from(day.weekday().to_monday_zero_offset());
        Self::Week(day.checked_sub(back.days()).unwrap_or(day))
    }

    /// The last part of its address: `2026-11-23` or `2026-w47`.
    ///
    /// ```
    /// use citewire::content::Period;
    /// let day = jiff::civil::date(2027, 1, 1);
    /// assert_eq!(Period::Day(day).slug(), "2027-01-01");
    /// assert_eq!(Period::week_of(day).slug(), "2026-w53");
    /// ```
    #[must_use]
    pub fn slug(self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Week(monday) => {
                let week = monday.iso_week_date();
                format!("{:04}-w{:02}", week.year(), week.week())
            }
        }
    }

    /// Its first day.
    #[must_use]
    pub fn first(self) -> Date {
        match self {
            Self::Day(day) | Self::Week(day) => day,
        }
    }

    /// Its last day.
    #[must_use]
    pub fn last(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Week(monday) => monday.checked_add(6.days()).unwrap_or(monday),
        }
    }

    /// Reads a file's name without its ending.
    fn of_name(name: &str) -> Option<Self> {
        if let Ok(day) = date::day(name) {
            return Some(Self::Day(day));
        }
        let (year, week) = name.split_once("-w").or_else(|| name.split_once("-W"))?;
        let number = |text: &str, digits: usize| {
            (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse::<i16>().ok())?
        };
        let week = i8::try_from(number(week, 2)?).ok()?;
        Some(Self::Week(ISOWeekDate::new(number(year, 4)?, week, Weekday::Monday).ok()?.date()))
    }
}

impl Context<'_> {
    /// `None` if the file's name is neither a day nor a week: there is no digest that it could belong to.
    pub(super) fn editorial(&self, mut fields: Fields<'_>) -> Option<Editorial> {
        let name = self.file().path.rsplit('/').next().unwrap_or_default().trim_end_matches(".md");
        let period = Period::of_name(name);
        if period.is_none() {
            let message = format!("the file's name `{name}` is neither a day nor a week");
            let help = "name it after its digest: 2026-11-23.md or 2026-w47.md";
            fields.report(codes::BAD_DATE, super::front::FENCE, message, help);
        }
        let title = fields.text("title");
        let written = fields.text("intro");
        let pinned = fields.texts("pinned");
        let draft = fields.boolean("draft").unwrap_or(false);
        let allows = common::allows(&mut fields);
        let extra = fields.extra();
        let (intro, body, citations) = self.render_editorial(written.as_ref(), fields);
        let file = self.file().clone();
        Some(Editorial { file, period: period?, title, intro, pinned, draft, allows, extra, citations, body })
    }

    fn render_editorial(
        &self,
        intro: Option<&Spanned<String>>,
        mut fields: Fields<'_>,
    ) -> (Option<Inline>, Body, Citations) {
        let mut session = self.session(&[]);
        let intro = intro.map(|text| session.inline(&text.value, text.span));
        let body = session.body(self.body);
        let (mut citations, found) = session.finish();
        citations.findings.extend_from_slice(&self.placeholders);
        fields.diagnostics().extend(found);
        fields.finish();
        (intro, body, citations)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_s_name_is_a_day_or_a_week_of_the_calendar() {
        let day = |y, m, d| jiff::civil::date(y, m, d);
        assert_eq!(Period::of_name("2026-11-23"), Some(Period::Day(day(2026, 11, 23))));
        assert_eq!(Period::of_name("2026-w48"), Some(Period::Week(day(2026, 11, 23))));
        assert_eq!(Period::of_name("2026-W53"), Some(Period::Week(day(2026, 12, 28))));
        for bad in ["2026-02-30", "2025-w53", "2026-w00", "2026-w1", "26-w10", "notes", ""] {
            assert_eq!(Period::of_name(bad), None, "{bad}");
        }
        assert_eq!(Period::week_of(day(2026, 11, 29)).last(), day(2026, 11, 29));
    }
}
