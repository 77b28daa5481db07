//! What may be different about a site, and in which ways: to cover one thing more is one row more.
//!
//! `{n}` stands for the number of an article, `{m}` for that of the next one.

/// One thing about a site.
pub(super) struct Row {
    /// What it is called; for a file, its path.
    pub(super) name: &'static str,
    /// Ways that are good by themselves. The empty text is "not there".
    pub(super) good: &'static [&'static str],
    /// Mistakes, or what is one beside other things.
    pub(super) bad: &'static [&'static str],
}

const fn row(name: &'static str, good: &'static [&'static str], bad: &'static [&'static str]) -> Row {
    Row { name, good, bad }
}

/// How many articles there are, if all are.
pub(super) const ARTICLES: usize = 4;

/// Where an article lies.
pub(super) static PLACE: Row = row(
    "place",
    &[
        "content/articles/a{n}.md",
        "content/articles/2026/a{n}.md",
        "content/articles/a{n}/index.md",
        "content/articles/a2/a{n}/index.md",
        "",
        "content/articles/a{n}.md/index.md",
    ],
    &["content/articles/a{m}/index.md", "content/pages/a{n}.md"],
);

/// The front matter of an article.
pub(super) static FRONT: &[Row] = &[
    row("title", &["title: Story {n}", "title: Renamed {n}", "title: 'A & <b> \"{n}\"'"], &["", "tilte: Story"]),
    row(
        "date",
        &[
            "date: 2026-11-2{n}",
            "date: 2026-11-20 0{n}:30",
            "date: 2026-11-20",
            "date: 2025-02-1{n} 23:45",
            "date: 2027-01-1{n} 09:00",
        ],
        &["date: 20.11.2026", ""],
    ),
    row("tags", &["tags: [alpha]", "", "tags: [beta, Alpha]", "tags: ['ALPHA', \"gamma {n}\"]"], &["tags: ['!']"]),
    row("topics", &["", "topics: [chips]", "topics: [chips, rules]"], &["topic: [chips]"]),
    row("id", &["", "id: id-{n}", "id: other-{n}"], &["id: id-0"]),
    row("slug", &["", "slug: s{n}"], &["slug: s0", "slug: ../up"]),
    row("aliases", &["", "aliases: [/old/{n}/]", "aliases: [/older/{n}.html, /old/{n}/]"], &["aliases: [/]"]),
    row("summary", &["", "summary: In *short*.", "summary: Cited [@paper]."], &["summary: '[@nobody]'"]),
    row("takeaways", &["", "takeaways: ['*One*', Two]"], &[]),
    row("why", &["", "why: It matters {n}."], &[]),
    row("kind", &["", "kind: opinion", "kind: sponsored"], &["kind: rumour"]),
    row("authors", &["", "authors: [Ann, Bob]"], &[]),
    row("editor", &["", "editor: Cem"], &[]),
    row("importance", &["", "importance: 5", "importance: 1"], &["importance: 9"]),
    row("edition", &["", "edition: 2026-11-19"], &["edition: soon"]),
    row("storyline", &["storyline: saga", "", "storyline: Other Saga"], &["storyline: '?'"]),
    row("related", &["", "related: [bare]"], &["related: [a{m}]", "related: [nobody]"]),
    row(
        "updates",
        &[
            "",
            "updates: [{date: 2027-02-01, kind: correction, text: 'Mended [@paper].'}]",
            "updates: [{date: 2027-02-02, kind: correction, text: Wrong.}, {date: 2027-02-03, text: More.}]",
            "updates: [{date: 2027-02-04, kind: retraction, text: All wrong.}]",
        ],
        &[
            "updates: [{date: 2026-11-24, kind: correction, text: Wrong.}]",
            "updates: [{date: 2026-11-25, kind: retraction, text: All wrong.}]",
            "updates: [{kind: correction}]",
        ],
    ),
    row("publish_at", &["", "publish_at: 2027-01-03"], &[]),
    row("expires", &["", "expires: 2027-01-20"], &["expires: 1999-01-01"]),
    row("draft", &["", "draft: true"], &["draft: perhaps"]),
    row("image", &["", "image: {src: /og.svg, alt: A picture}"], &["image: {src: pic.svg, alt: Beside}"]),
    row("canonical_url", &["", "canonical_url: https://origin.example/{n}/"], &[]),
    row("lang", &["", "lang: de"], &[]),
    row("ai", &["", "ai: {use: assisted, tools: [a model]}"], &[]),
    row("extra", &["", "extra: {mood: good}"], &[]),
    row(
        "sources",
        &[
            "sources: [{title: C, url: 'https://c.example/?ref={n}'}, {id: paper, title: A, url: 'https://arxiv.org/abs/1706.0376{n}'}]",
            "sources: [{id: paper, title: Shared, url: 'https://arxiv.org/abs/1706.03762'}]",
            "sources: [{id: paper, title: Shared, url: 'https://www.b.example/x?ref={n}', publisher: Bee, role: primary}]",
            "sources: [{title: C, url: 'https://c.example/{n}', quote: So., published: 2026-11, status: dead, \
             archive_url: 'https://web.archive.org/web/2026/https://c.example/'}, {id: paper, title: B, url: 'https://b.example/x?ref={n}'}]",
            "sources: [{id: two, title: C, url: 'https://c.example/x?ref={n}'}, {id: paper, title: D, doi: 10.1000/x{n}}]",
        ],
        &["", "sources: [https://c.example/]", "sources: [{id: paper, url: nowhere}]"],
    ),
];

/// The text of an article.
pub(super) static BODY: Row = row(
    "body",
    &[
        "Said [@paper].",
        "Edited [@paper, p. {n}].\n\n## Heading\n\n\"Quoted\" -- with a note[^n].\n\n[^n]: Note.",
        "First [@paper]. See [about](/about/).\n\n<!-- more -->\n\n```rust\nlet x = {n};\n```\n\n<b onclick=x>raw</b>",
        "Nothing is cited.",
        "![Pic](/og.svg) [@paper]\n\n| a | b |\n|---|--:|\n| c | d |",
    ],
    &[
        "Said [@nobody].",
        "See [the next](a{m}.md) and [about](../pages/about.md).",
        "See [a heading](../2026/a{m}.md#heading).",
        "![Pic](pic.svg) [data](a3/data.txt)",
        "A NUL: \0",
        "LONG",
    ],
);

/// How an article's file is written.
pub(super) static FORM: Row = row("form", &["", "byte order mark", "CRLF"], &["no front matter"]);

/// The configuration.
pub(super) static CONFIG: &[Row] = &[
    row("title", &["title: Test", "title: Renamed", "title: 'A & <b>'"], &["", "title: ["]),
    row(
        "base_url",
        &["base_url: https://test.example", "base_url: https://test.example/repo", "base_url: http://o.example/a%20b/"],
        &["base_url: nowhere"],
    ),
    row("description", &["", "description: What it is."], &[]),
    row("language", &["", "language: de"], &["language: klingon!"]),
    row("timezone", &["", "timezone: Asia/Tokyo", "timezone: America/New_York"], &["timezone: Mars/Base"]),
    row("author", &["", "author: The desk"], &[]),
    row("theme", &["", "theme: own"], &["theme: nobody"]),
    row(
        "permalink",
        &["", "permalink: /:slug/", "permalink: /news/:year/:slug/", "permalink: /:year/:slug.html"],
        &["permalink: /news/"],
    ),
    row(
        "taxonomies",
        &[
            "taxonomies: [tags, topics]",
            "taxonomies: [topics, tags]",
            "taxonomies: [{name: tags, min_pages: 2}, topics]",
            "taxonomies: [{name: tags, title: Words, unknown: warn}, {name: topics, title: Themes}]",
        ],
        &["taxonomies: [tags]", "taxonomies: [{name: tags, unknown: refuse}, topics]", ""],
    ),
    row("paginate", &["", "paginate: 1", "paginate: 2"], &["paginate: 0"]),
    row("feed_limit", &["", "feed_limit: 1"], &[]),
    row("home", &["", "home: {top: 1, editions: 1, days: 2, stories: 1}", "home: {top: 0, days: 0}"], &[]),
    row(
        "markdown",
        &["", "markdown: {smart_punctuation: false}", "markdown: {highlight: false}", "markdown: {unsafe_html: true}"],
        &[],
    ),
    row("tracking_parameters", &["", "tracking_parameters: [ref]"], &[]),
    row("require_sources", &["require_sources: false"], &["", "require_sources: true"]),
    row("max_file_bytes", &["", "max_file_bytes: 1000"], &[]),
    row("menu", &["", "menu: [{title: Tags, url: /tags/}]"], &["menu: [{title: Deep, url: /deep/page/}]"]),
    row("image", &["", "image: /og.svg"], &["image: /none.svg"]),
    row("check", &["", "check: {minimum_sources: 2}"], &[]),
    row("host", &["", "host: netlify", "host: cloudflare-pages", "host: github-pages", "host: s3"], &[]),
    row(
        "newsletter",
        &[
            "",
            "newsletter: {enabled: false}",
            "newsletter: {content: full}",
            "newsletter: {editions: 1, content: summary}",
        ],
        &["newsletter: {from: nobody}"],
    ),
    row("extra", &["", "extra: {colour: red}"], &[]),
    row("comment", &["", "# The same."], &["nonsense: 1"]),
    row(NO_CONFIG.0, &[""], &[NO_CONFIG.1]),
];

/// What says that there is no configuration at all, which is good for a site without topics.
pub(super) const NO_CONFIG: (&str, &str) = ("the file", "gone");

/// Whole files. `-> ` begins a link.
pub(super) static FILES: &[Row] = &[
    row(
        "content/pages/about.md",
        &["---\ntitle: About\n---\nHello \"you\".", "---\ntitle: About us\naliases: [/us/]\n---\nOther. [Home](/)"],
        &["", "---\ntitle: About\nslug: deep\n---\n"],
    ),
    row(
        "content/pages/deep/index.md",
        &["", "---\ntitle: Deep\norder: 2\n---\nIndex.\n\n![](pic.svg)\n"],
        &["---\ntitle: Deep\n---\n[x](page.md#none)"],
    ),
    row("content/pages/deep/page.md", &["---\ntitle: Page\norder: 1\n---\nDeep.", ""], &["---\n---\nNo title."]),
    row("content/pages/deep/pic.svg", &["<svg width=\"30\" height=\"20\"></svg>"], &[""]),
    row(
        "content/digests/2026-11-20.md",
        &[
            "",
            "---\ntitle: The day\nintro: In *short*.\n---\nNote.",
            "---\npinned: [bare]\n---\n",
            "---\ndraft: true\n---\n",
        ],
        &["---\npinned: [nobody]\n---\n", "---\npinned: [a0, a1, a2, a3]\n---\n"],
    ),
    row(
        "content/digests/2026-w47.md",
        &["", "---\ntitle: The week\n---\n[about](../pages/about.md)"],
        &["---\nx: 1\n---\n"],
    ),
    row("content/articles/a2/pic.svg", &["", SVG, "<svg viewBox=\"0 0 50 60\"></svg>"], &[]),
    row("content/articles/a2/a3/data.txt", &["1", "2", ""], &[]),
    row("content/articles/a2/deep/er/data.txt", &["1", ""], &["a name"]),
    row("content/articles/bare.md", &["---\ntitle: Bare\ndate: 2026-11-20 08:00\n---\nIt names no source."], &[""]),
    row("content/articles/linked.md", &[""], &["-> ../../static/story.md", "-> a0.md", "-> nowhere.md"]),
    row("content/articles/a2\\a3/index.md", &[""], &["---\ntitle: Odd\ndate: 2026-11-21\nkind: opinion\n---\n"]),
    row("content/articles/b\\c.md", &[""], &["---\ntitle: Odd\ndate: 2026-11-21\nkind: opinion\n---\nText."]),
    row("content/articles/folder", &[""], &["-> ../../static"]),
    row("content/stray.txt", &["", "stray"], &[]),
    row("content/articles/stray.txt", &["", "stray"], &[]),
    row(
        "data/publishers.yaml",
        &[
            "- name: arXiv\n  hosts: [arxiv.org]\n  access: free\n",
            "- name: Bee News\n  hosts: [b.example]\n  kind: news\n- name: Bee\n  country: DE\n",
            "",
        ],
        &["- nam: x\n", "- name: [\n"],
    ),
    row(
        "data/tags.yaml",
        &["", "- slug: alpha\n  name: Alef\n  aliases: [beta]\n", "- slug: beta\n  description: Second.\n"],
        &["x"],
    ),
    row("data/topics.yaml", &["- slug: chips\n  name: Silicon\n", ""], &["- slug: a/b\n"]),
    row(
        "data/storylines.yaml",
        &["", "- slug: saga\n  name: The Saga\n  aliases: [Other Saga]\n"],
        &["- name: no slug\n"],
    ),
    row(
        "templates/base.html",
        &["", "{% extends \"default/base.html\" %}{% block footer %}<p>Own {{ site.title }}</p>{% endblock footer %}"],
        &["{% block", "{% extends \"nobody/base.html\" %}", "{{ site.nonsense }}"],
    ),
    row(
        "templates/row.html",
        &["", "<p>{{ card.title }}</p>\n", "{{ <story_row card level={3} when=\"day\" /> }}\n"],
        &["{{ card.nonsense }}", "{{ card.title }"],
    ),
    row(
        "templates/page.html",
        &["", "<p>own {{ page.title }}</p>\n"],
        &["{{ page.nonsense }}", "{% include \"none.html\" %}"],
    ),
    row("templates/home.html", &["", "own {{ home.article_count }}"], &["{{ site.extra.colour }}"]),
    row("templates/article.html", &["", "own"], &["{% if article.words > 3 %}{{ site.none }}{% endif %}"]),
    row("templates/email.html", &["", "<p>{{ newsletter.subject }}</p>"], &["{{ newsletter.nonsense }}"]),
    row("templates/storyline.html", &["", "own"], &["{{ storyline.nonsense }}"]),
    row("templates/deep/part.html", &["", "part"], &["{{", "a NUL: \0"]),
    row("assets/style.css", &["", "p { color: red }\n", "p { color: blue }\n"], &[]),
    row("assets/deep/more.js", &["", "1\n"], &[]),
    row("assets/linked.css", &["", "-> ../static/plain.txt"], &["-> nowhere"]),
    row("static/plain.txt", &["plain\n", "newer\n"], &[""]),
    row("static/og.svg", &[SVG, "<svg width=\"3\" height=\"3\"></svg>"], &[""]),
    row("static/favicon.svg", &["", SVG], &[]),
    row("static/deep/er/x.bin", &["", "x"], &[]),
    row("static/robots.txt", &[""], &["User-agent: *\n"]),
    row("static/_redirects", &["", "/a /b\n"], &[]),
    row("static/com1.txt", &[""], &["a name that cannot be published"]),
    row("assets/com1.txt", &[""], &["a name that cannot be published"]),
    row("static/about/index.html", &[""], &["taken"]),
    row(
        "static/story.md",
        &[
            "---\ntitle: Linked\ndate: 2026-11-21\nkind: opinion\n---\nText.",
            "---\ntitle: L\ndate: 2026-11-22\nkind: opinion\n---\nNew.",
        ],
        &[""],
    ),
];

const SVG: &str = "<svg width=\"640\" height=\"360\"></svg>";

/// The site's own theme.
pub(super) static OWN_THEME: Row = row(
    "themes/own",
    &["a copy", "another style", "another row", "no list of months"],
    &["", "no article.html", "another version"],
);

/// The moment.
pub(super) static CLOCK: Row =
    row("clock", &["2026-11-23T12:00:00Z", "2026-11-30T12:00:00Z", "2027-03-01T00:00:00Z"], &[]);
