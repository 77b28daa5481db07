//! `--timings`: where the time of a build went, as a table and as JSON.

use std::time::Duration;

use serde_json::{Value, json};

use super::progress::PATIENCE;
use crate::pipeline::Costs;

/// A line for each stage, then one for each output, the dearest first.
pub(super) fn table(costs: &Costs) -> String {
    let mut text = String::from("stage          time\n");
    for (stage, time) in &costs.stages {
        text.push_str(&format!("{stage:<10}{:>9}\n", seconds(*time)));
    }
    let mut outputs: Vec<_> = costs.outputs.iter().collect();
    outputs.sort_by_key(|cost| (std::cmp::Reverse(cost.render + cost.write), cost.name));
    let width = outputs.iter().map(|cost| cost.name.len()).max().unwrap_or_default().max("output".len());
    text.push_str(&format!("\n{:<width$}{:>9}{:>11}{:>10}{:>10}\n", "output", "files", "bytes", "render", "write"));
    for cost in outputs {
        let (files, bytes) = (cost.files, size(cost.bytes));
        let (render, write) = (seconds(cost.render), seconds(cost.write));
        text.push_str(&format!("{:<width$}{files:>9}{bytes:>11}{render:>10}{write:>10}\n", cost.name));
    }
    text.push_str("\nTimes of outputs are those of all threads together.");
    let known: usize = costs.outputs.iter().map(|cost| cost.known).sum();
    if known > 0 {
        let files: usize = costs.outputs.iter().map(|cost| cost.files).sum();
        text.push_str(&format!(
            "\n{known} of {files} files were not rendered: they are made of the same as the last time."
        ));
    }
    text
}

/// What the outputs of a [long](PATIENCE) build cost, the dearest first, as shares of the time of all: one line for the
/// summary. The last tenth is named only in sum.
pub(super) fn line(costs: &Costs, took: Duration) -> Option<String> {
    if took <= PATIENCE {
        return None;
    }
    let mut shares: Vec<_> = costs.outputs.iter().map(|cost| (cost.name, cost.render + cost.write)).collect();
    let all: f64 = shares.iter().map(|(_, time)| time.as_secs_f64()).sum();
    shares.sort_by_key(|(name, time)| (std::cmp::Reverse(*time), *name));
    let mut named = Vec::new();
    let mut rest = 100.0;
    for (name, time) in shares {
        if rest <= 10.0 {
            break;
        }
        let share = time.as_secs_f64() / all * 100.0;
        named.push(format!("{name} {share:.0} %"));
        rest -= share;
    }
    let others = (rest >= 0.5).then(|| format!("others {rest:.0} %"));
    named.extend(others);
    (all > 0.0).then(|| format!("outputs: {}; --timings says more", named.join(", ")))
}

/// The same for programs, in seconds and bytes.
pub(super) fn json(costs: &Costs) -> Value {
    let stages = costs.stages.iter().map(|(stage, time)| json!({"stage": stage, "seconds": time.as_secs_f64()}));
    let outputs = costs.outputs.iter().map(|cost| {
        json!({
            "output": cost.name,
            "files": cost.files,
            "known": cost.known,
            "bytes": cost.bytes,
            "render": cost.render.as_secs_f64(),
            "write": cost.write.as_secs_f64(),
        })
    });
    json!({"stages": stages.collect::<Vec<_>>(), "outputs": outputs.collect::<Vec<_>>()})
}

fn seconds(time: Duration) -> String {
    format!("{:.3} s", time.as_secs_f64())
}

/// Bytes in the unit that people would take.
fn size(bytes: u64) -> String {
    #[allow(clippy::cast_precision_loss, reason = "three digits are shown")]
    let number = bytes as f64;
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{:.1} kB", number / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", number / 1e6),
        _ => format!("{:.1} GB", number / 1e9),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::OutputCost;

    fn cost(name: &'static str, files: usize, bytes: u64, render: u64, write: u64) -> OutputCost {
        let time = Duration::from_millis;
        OutputCost { name, files, known: 0, bytes, render: time(render), write: time(write) }
    }

    #[test]
    fn a_long_build_says_in_a_line_what_its_outputs_cost_and_a_short_one_nothing() {
        let outputs = [("home", 3), ("articles", 80), ("term feeds", 15), ("404", 2)];
        let outputs = outputs.map(|(name, share)| cost(name, 1, 1, share, share)).into();
        let costs = Costs { stages: Vec::new(), outputs };
        let expected = "outputs: articles 80 %, term feeds 15 %, others 5 %; --timings says more";
        assert_eq!(line(&costs, Duration::from_millis(1200)).as_deref(), Some(expected));
        assert_eq!(line(&costs, Duration::from_millis(800)), None);
    }

    #[test]
    fn the_dearest_output_is_first_and_columns_stand_in_line() {
        let time = Duration::from_millis;
        let outputs = vec![cost("home", 1, 900, 2, 1), cost("articles", 10_000, 45_123_456, 520, 301)];
        let costs = Costs { stages: vec![("load", time(12)), ("parse", time(345))], outputs };
        let expected = "\
stage          time
load        0.012 s
parse       0.345 s

output      files      bytes    render     write
articles    10000    45.1 MB   0.520 s   0.301 s
home            1      900 B   0.002 s   0.001 s

Times of outputs are those of all threads together.";
        assert_eq!(table(&costs), expected);
        let mut costs = costs;
        costs.outputs[1].known = 9_998;
        let said = "\n9998 of 10001 files were not rendered: they are made of the same as the last time.";
        assert_eq!(table(&costs), format!("{expected}{said}"));
    }
}
