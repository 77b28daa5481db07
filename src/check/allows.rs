//! The rule about allowances that allow nothing; it runs last.

use super::{Checked, Found, Report};
use crate::diagnostics::codes;

pub(super) fn unused(checked: &Checked<'_>, report: &mut Report<'_>) {
    for document in &checked.documents {
        for allow in document.allows.iter().filter(|allow| allow.rule != codes::UNUSED_ALLOW) {
            if report.was_used(&document.file.path, allow) {
                continue;
            }
            let name = allow.rule.name;
            let help = match report.is_off(allow.rule) {
                true => format!("the rule is off on this site: take the allowance out, or set `{name}: warn`"),
                false => "take it out".to_owned(),
            };
            let message = format!("`{name}` finds nothing here that could be allowed");
            report.add(Found::new(document.file, allow.span, message, help));
        }
    }
}
