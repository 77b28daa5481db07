#!/usr/bin/env python3
"""to_hugo.py CORPUS OUT: a site for Hugo with the articles of the corpus. Front matter is YAML as it is."""
import shutil
import sys

from corpus import SITES, articles, write


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    corpus, out = sys.argv[1:]
    shutil.copytree(SITES / "hugo", out)
    write(f"{out}/static/style.css", (SITES / "style.css").read_text())
    for article in articles(corpus):
        write(f"{out}/content/articles/{article.rel}.md", f"---\n{article.front}---\n{article.linked_body()}")


if __name__ == "__main__":
    main()
