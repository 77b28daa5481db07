"""Edits of a site, and how long a server takes to show each."""
import functools
import time

from parts import corpus

PAUSE = 1.5
# Seconds that the page of a deleted article may stay after the lists are without it, before it counts as never gone.
GONE = 5
MARKER = "curated by hand"
TITLE = "Example AI News"


class Desk:
    """The editor of a server's site. Every method makes one edit, and gives the seconds until it can be seen."""

    def __init__(self, server, limit):
        self.server, self.limit, self.site, self.marks = server, limit, server.peer.site, 0
        self.articles = sorted(corpus.articles(self.site), key=lambda article: article.date)

    def body(self):
        """A sentence at the end of the newest article, on its page."""
        mark, article = self.mark(), self.articles[-1]
        return self.edit(self.path(article), lambda text: f"{text}\nAn added sentence, {mark}.\n", url(article), mark)

    def title(self):
        """The title of the newest article, in the list of one of its tags."""
        mark, article = self.mark(), self.articles[-1]
        def renamed(text):
            return "\n".join(f'title: "{mark}"' if line.startswith("title: ") else line for line in text.split("\n"))
        return self.edit(self.path(article), renamed, tag_url(article), mark)

    def template(self):
        """The template that all pages share, on an article's page."""
        mark, path = self.mark(), self.site / self.server.peer.base_template
        original = self.original(path)
        return self.edit(path, lambda _: original.replace(MARKER, mark), url(self.articles[-1]), mark)

    def settings(self):
        """The name of the site, on an article's page."""
        mark, path = self.mark(), self.site / self.server.peer.settings
        original = self.original(path)
        return self.edit(path, lambda _: original.replace(TITLE, mark), url(self.articles[-1]), mark)

    def rename(self):
        """The file of an article gets another name: its page is at its new address."""
        article = self.articles.pop(-2)
        path = self.path(article)
        self.show(url(article), lambda status, _: status == 200)
        start = time.monotonic()
        path.rename(path.with_stem(f"{path.stem}-renamed"))
        return self.show(f"/articles/{article.rel}-renamed.html", lambda status, _: status == 200, start)

    def delete(self):
        """An article is deleted: seconds until the list of its tag is without it, and until its page is gone."""
        article = self.articles.pop(-2)
        link = f'{url(article)}"'.encode()
        self.show(tag_url(article), lambda _, body: link in body)
        start = time.monotonic()
        self.path(article).unlink()
        unlisted = self.show(tag_url(article), lambda status, body: status == 200 and link not in body, start)
        limit = time.monotonic() - start + GONE
        return unlisted, self.server.until(url(article), lambda status, _: status == 404, start, limit)

    def many(self, count):
        """So many files are written anew, as git does: removed and made again. Seconds until the last is shown, seconds that
        the writing took, updates of the server."""
        mark, updates = self.mark(), self.server.updates()
        chosen = sorted(self.articles[-count:], key=lambda article: article.rel)
        texts = [(path, path.read_text(encoding="utf-8")) for path in map(self.path, chosen)]
        start = time.monotonic()
        for path, text in texts:
            path.unlink()
            path.write_text(f"{text}\nAn added sentence, {mark}.\n", encoding="utf-8")
        written = time.monotonic() - start
        seen = self.show(url(chosen[-1]), lambda _, body: mark.encode() in body, start)
        time.sleep(PAUSE)
        return seen, written, self.server.updates() - updates

    def mark(self):
        self.marks += 1
        time.sleep(PAUSE)
        return f"mark{self.marks:04}x"

    def path(self, article):
        return self.site / "content" / "articles" / f"{article.rel}.md"

    @functools.cache
    def original(self, path):
        return path.read_text(encoding="utf-8")

    def edit(self, path, change, address, mark):
        """Writes over a file in place, as most editors do, and waits for the mark."""
        text = change(path.read_text(encoding="utf-8"))
        path.write_text(text, encoding="utf-8")
        return self.show(address, lambda _, body: mark.encode() in body)

    def show(self, address, seen, since=None):
        return self.server.until(address, seen, time.monotonic() if since is None else since, self.limit)


def url(article):
    return f"/articles/{article.rel}.html"


def tag_url(article):
    return f"/tags/{article.tags[0]}/"
