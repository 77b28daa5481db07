"""Make the neutral corpus, and read its articles for peers that want another format."""
import json
import os
import re
import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parent.parent
SITES = BENCH / "sites"
CITATION = re.compile(r"\[\^(\d+)\]")


class Article:
    """One article: rel (`YYYY/MM/slug`), the fields of its front matter, and the raw text of both parts."""
    __slots__ = ("rel", "title", "date", "summary", "tags", "sources", "front", "body")

    def __init__(self, rel, text):
        self.rel = rel
        _, self.front, self.body = text.split("---\n", 2)
        self.sources = []
        for line in self.front.splitlines():
            key, _, value = line.partition(": ")
            if key == "title":
                self.title = json.loads(value)
            elif key == "date":
                self.date = value
            elif key == "summary":
                self.summary = json.loads(value)
            elif key == "tags":
                self.tags = [tag.strip() for tag in value[1:-1].split(",")]
            elif key == "  - title":
                self.sources.append({"title": json.loads(value)})
            elif key.startswith("    "):
                self.sources[-1][key.strip()] = json.loads(value) if value.startswith('"') else value

    def linked_body(self):
        """The body with citations as plain links, for peers that know none: [^1] is [[1]](#source-1)."""
        return CITATION.sub(r"[[\1]](#source-\1)", self.body)


def make(articles, folder):
    """Writes the corpus of so many articles into a folder, in a process of its own: memory of it would count as the builds'."""
    command = [sys.executable, BENCH / "parts" / "gen.py", "--articles", str(articles), "--seed", "1", "--out", folder]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def files(folder):
    """The paths of all articles, oldest first by month."""
    return sorted((Path(folder) / "content" / "articles").glob("*/*/*.md"))


def articles(folder):
    base = Path(folder) / "content" / "articles"
    for path in files(folder):
        yield Article(path.relative_to(base).with_suffix("").as_posix(), path.read_text(encoding="utf-8"))


def write(path, text):
    """Writes a file, and the folders above it where they are missing."""
    try:
        file = open(path, "w", encoding="utf-8")
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        file = open(path, "w", encoding="utf-8")
    with file:
        file.write(text)
