#!/usr/bin/env python3
"""to_citewire.py CORPUS OUT same-job|built-in|full: a site for Citewire with the articles of the corpus.

The corpus is Citewire's own format: its files are linked, not copied, so that a million articles fit in memory.
"""
import collections
import itertools
import os
import shutil
import sys

from corpus import SITES, files, write

HOME = 30


def editions(corpus):
    """How many of the latest days hold the articles of the home page: it is made of whole days."""
    months = itertools.groupby(reversed(files(corpus)), key=lambda path: path.parent)
    days, held = 0, 0
    for _, paths in months:
        count = collections.Counter(day(path) for path in paths)
        for _, articles in sorted(count.items(), reverse=True):
            if held >= HOME or days >= 100:
                return max(1, days)
            days, held = days + 1, held + articles
    return max(1, days)


def day(path):
    with open(path, encoding="utf-8") as file:
        return next(line[6:16] for line in file if line.startswith("date: "))


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    corpus, out, variant = sys.argv[1:]
    shutil.copytree(SITES / "citewire" / "themes", f"{out}/themes")
    shutil.copytree(f"{corpus}/content", f"{out}/content", copy_function=os.link)
    write(f"{out}/themes/bench/assets/style.css", (SITES / "style.css").read_text())
    settings = (SITES / "citewire" / f"{variant}.yaml").read_text()
    write(f"{out}/citewire.yaml", settings.replace("EDITIONS", str(editions(corpus))))


if __name__ == "__main__":
    main()
