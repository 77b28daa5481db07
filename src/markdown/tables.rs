//! Tables: scrollable, with headings that say what they head, and alignment by class.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::walk::Walk;

/// The table that is being written.
#[derive(Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    in_body: bool,
}

impl Walk<'_, '_> {
    pub(super) fn start_table(&mut self, alignments: &[Alignment]) {
        self.session.tables += 1;
        let number = self.session.tables;
        let label = if number == 1 { "Table".to_owned() } else { format!("Table {number}") };
        self.table = Table { alignments: alignments.to_vec(), ..Table::default() };
        self.out.block("<section class=\"table-scroll\" tabindex=\"0\"");
        self.out.attribute("aria-label", &label);
        self.out.raw("><table>\n");
        self.plain.paused = true;
    }

    pub(super) fn start_row(&mut self, head: bool) {
        self.table.column = 0;
        self.table.in_head = head;
        if head {
            return self.out.raw("<thead><tr>");
        }
        if !self.table.in_body {
            self.table.in_body = true;
            self.out.raw("<tbody>\n");
        }
        self.out.raw("<tr>");
    }

    pub(super) fn start_cell(&mut self, at: usize) {
        let align = match self.table.alignments.get(self.table.column) {
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            _ => "",
        };
        self.out.raw(if self.heads(at) { "<th scope=\"col\"" } else { "<td" });
        self.out.raw(align);
        self.out.raw(">");
    }

    pub(super) fn end_cell(&mut self, at: usize) {
        self.plain.space();
        self.close_raw_from(0);
        let empty = matches!(self.events[at - 1].0, Event::Start(Tag::TableCell));
        self.out.raw(if self.table.in_head && !empty { "</th>" } else { "</td>" });
        self.table.column += 1;
    }

    /// Whether a cell is a heading; an empty one heads nothing.
    fn heads(&self, at: usize) -> bool {
        self.table.in_head && !matches!(self.events.get(at + 1), Some((Event::End(TagEnd::TableCell), _)))
    }

    pub(super) fn end_table(&mut self) {
        if self.table.in_body {
            self.out.raw("</tbody>\n");
        }
        self.out.raw("</table></section>\n");
        self.plain.paused = false;
    }
}
