"""Markdown tables, and numbers as they stand in them."""
import statistics
import sys
from pathlib import Path


def table(head, rows):
    """A table whose first column is text, and whose others are numbers."""
    rows = [[str(cell) for cell in row] for row in [head, *rows]]
    widths = [max(3, *(len(row[i]) for row in rows)) for i in range(len(head))]
    def line(row):
        return "| " + " | ".join(cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in enumerate(zip(row, widths))) + " |"
    rule = "| " + " | ".join("-" * w if i == 0 else "-" * (w - 1) + ":" for i, w in enumerate(widths)) + " |"
    return "\n".join([line(rows[0]), rule, *map(line, rows[1:])])


def middle(values):
    """The median of what is known; None of nothing."""
    known = [value for value in values if value is not None]
    return statistics.median(known) if known else None


def number(value, digits=0):
    return "–" if value is None else f"{value:,.{digits}f}"


def spread(values, digits):
    """`1.20 (1.10–1.30)`: median, least, most."""
    known = [value for value in values if value is not None]
    return f"{number(middle(known), digits)} ({min(known):,.{digits}f}–{max(known):,.{digits}f})" if known else "–"


def ratio(value, other):
    """How many times the other one it is: `0.10×` is a tenth."""
    if value is None or not other:
        return "–"
    times = value / other
    return f"{times:.2f}×" if times < 10 else f"{times:,.0f}×"


def publish(text, folder, name):
    """Prints a report, and writes it into a folder."""
    print(text)
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text + "\n", encoding="utf-8")
    print(f"written to {folder / name}", file=sys.stderr)
