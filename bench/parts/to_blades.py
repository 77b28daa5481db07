#!/usr/bin/env python3
"""to_blades.py CORPUS OUT: a site for Blades with the articles of the corpus.

A page deep in the tree is not in the list of the root, so the newest 30 get a second taxonomy, "digest", which the home page
shows. Mustache has no loop index, so each source carries its number.
"""
import json
import shutil
import sys

from corpus import SITES, articles, write


def quoted(text):
    return json.dumps(text, ensure_ascii=False)


def front_matter(article, on_home):
    lines = [f"title = {quoted(article.title)}", f"date = {article.date}", f"summary = {quoted(article.summary)}"]
    for number, source in enumerate(article.sources, 1):
        lines += ["[[sources]]", f"n = {number}"]
        lines += [f"{key} = {quoted(source[key])}" for key in ("title", "url", "publisher", "published")]
    return lines + ["[taxonomies]", f"tags = {json.dumps(article.tags)}"] + ['digest = ["home"]'] * on_home


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    corpus, out = sys.argv[1:]
    shutil.copytree(SITES / "blades", out)
    write(f"{out}/assets/style.css", (SITES / "style.css").read_text())
    write(f"{out}/content/index.toml", 'title = "Home"\ntemplate = "home.html"\n')
    newest = {rel for _, rel in sorted(((a.date, a.rel) for a in articles(corpus)), reverse=True)[:30]}
    for article in articles(corpus):
        front = "\n".join(front_matter(article, article.rel in newest))
        write(f"{out}/content/articles/{article.rel}.md", f"+++\n{front}\n+++\n{article.linked_body()}")


if __name__ == "__main__":
    main()
