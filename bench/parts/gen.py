#!/usr/bin/env python3
"""Write a deterministic synthetic corpus of curated AI news articles.

    gen.py --articles N [--seed S] --out DIR [--jobs J]

The same N, S and script give byte-identical files, whatever --jobs is: every article is drawn from its own generator,
seeded with (S, i). Written are DIR/content/articles/YYYY/MM/slug.md: YAML front matter, and about 400 words of Markdown.

Front matter:
    title, date (YYYY-MM-DDTHH:MM:SSZ), summary, tags: [a, b], and
    sources: list of title / url / publisher / published (YYYY-MM-DD)
Strings are double-quoted, which is valid YAML and also valid JSON, so an adapter needs no
YAML library (see corpus.py). Citation markers in the body are `[^1]`, with no definitions:
marker k refers to the k-th source.
"""
import argparse
import bisect
import datetime as dt
import itertools
import json
import os
import random
import re
import shutil
import unicodedata
from multiprocessing import Pool

COMPANIES = """OpenAI|Anthropic|Google DeepMind|Meta AI|Mistral AI|xAI|Cohere|Hugging Face|Nvidia|AMD|Intel|Apple|
Microsoft|Amazon|Alibaba|Tencent|Baidu|ByteDance|DeepSeek|Moonshot AI|Zhipu|Stability AI|Runway|Midjourney|Perplexity|
Databricks|Snowflake|Cerebras|Groq|SambaNova|Graphcore|Scale AI|Character AI|Inflection|Adept|Reka|AI21 Labs|
Aleph Alpha|Black Forest Labs|Suno|ElevenLabs|Figure|Boston Dynamics|Waymo|Tesla|Samsung|SK Hynix|TSMC|ASML|
Together AI|Fireworks AI|Replicate|Modal|LangChain|LlamaIndex|Pinecone|Weaviate|Qdrant|IBM|Salesforce|ServiceNow|
Palantir|Helsing|Wayve|Oxford Nanopore|Isomorphic Labs|Recursion|Allen Institute for AI|EleutherAI|LAION|MIT CSAIL|
Stanford HAI|ETH Zürich|Université de Montréal|Tsinghua University|KAIST""".replace("\n", "").split("|")
MODELS = """Claude Opus|Claude Sonnet|GPT|Gemini Pro|Gemini Flash|Llama|Mistral Large|Mixtral|Qwen|DeepSeek V|Grok|
Command R|Phi|Gemma|Falcon|Yi|Kimi|GLM|Ernie|Hunyuan|Doubao|Nemotron|OLMo|Granite|Jamba|Stable Diffusion|Flux|Veo|
Sora|Whisper|Codestral|StarCoder|AlphaFold|AlphaProof|Gato|Pixtral|Molmo|SmolLM|Aya|Solar""".replace("\n", "").split("|")
VERBS = """releases|announces|open-sources|delays|updates|benchmarks|prices|deprecates|scales|acquires|licenses|
retrains|defends|criticises|ships|previews|withdraws|patches|audits|quantises""".replace("\n", "").split("|")
THINGS = """a reasoning model|a code assistant|an agent framework|a multimodal encoder|a long-context variant|
a safety evaluation|an inference stack|a training cluster|a speech model|a robotics policy|a dataset of web pages|
a tokenizer|a retrieval system|an alignment report|a browser agent|a video generator|a small on-device model|
a mixture-of-experts checkpoint|a fine-tuning API|a compiler for accelerators|an embedding model|a world model|
a red-teaming study|a copyright settlement|an energy contract|a new pricing tier|a voice mode|an evaluation suite"""
THINGS = THINGS.replace("\n", "").split("|")
AREAS = """code review|theorem proving|drug discovery|weather forecasting|customer support|translation|chip design|
legal research|medical imaging|tutoring|search|robot manipulation|speech recognition|document parsing|video editing|
fraud detection|protein folding|materials science|autonomous driving|game playing""".replace("\n", "").split("|")
METRICS = """SWE-bench Verified|MMLU-Pro|GPQA Diamond|HumanEval|ARC-AGI|MATH-500|AIME|LiveCodeBench|Chatbot Arena|
HELM|BIG-Bench Hard|TruthfulQA|MT-Bench|TAU-bench|OSWorld|WebArena|RULER|MMMU|FrontierMath""".replace("\n", "").split("|")
PUBLISHERS = """The Verge|Ars Technica|Reuters|Bloomberg|TechCrunch|Wired|MIT Technology Review|The Information|
Financial Times|Le Monde|Der Spiegel|Nikkei Asia|南华早报|El País|arXiv|GitHub|Hugging Face Blog|OpenReview|Nature|
Science|The Register|IEEE Spectrum|Stratechery|Import AI|Semafor|The New York Times|Süddeutsche Zeitung|Sifted"""
PUBLISHERS = PUBLISHERS.replace("\n", "").split("|")
UNICODE = ["für Europa", "à l’été", "中文模型", "日本語版", "🚀", "🤖", "naïve Bayes revisited", "Zürich edition",
           "“frontier” edition", "Δ-tuning", "café talk", "한국어"]
HEADINGS = """What happened|Why it matters|The numbers|How it works|Reactions|Background|What to watch next|
Limitations|Availability and price|Under the hood|Method|The competition|Open questions|Security notes|
Reproducibility|Licence and weights|For developers|Policy angle""".replace("\n", "").split("|")
TAG_A = """ai agents llm reasoning inference training alignment safety policy chips datasets evaluation multimodal
robotics speech vision code search startups funding research opensource privacy copyright energy hardware""".split()
TAG_B = "tools news models systems theory europe asia benchmarks".split()
TAGS = TAG_A + [f"{a}-{b}" for a, b in itertools.product(TAG_A, TAG_B)]
TAGS = TAGS[:200]
TAG_CUM = list(itertools.accumulate(1.0 / (r + 1) for r in range(len(TAGS))))  # Zipf, s = 1

SENTENCES = [
    "The team at {c} says that {m} {n} now handles {a} with far fewer errors than the version before it",
    "On {b}, the model scores {p} percent, up from {q} percent, although the harness was not the same",
    "Early users describe the change as *noticeable* in {a}, and as less so in long conversations",
    "According to the paper, **{t}** was trained on {n}0 billion tokens over {q} days on a single cluster",
    "{c} has not published the weights, and the licence of the earlier release remains in force",
    "Independent tests on {b} put the result within {n} points of the claim, which is closer than usual",
    "A spokesperson for {c} declined to say how much of the budget went into {a}",
    "The [release notes](https://example.com/notes/{q}) list {n} known problems, most of them in {a}",
    "Researchers point out that {b} saturates, so that a gain of {n} points says little about real work",
    "Prices start at {n} dollars per million tokens, with a discount of {p} percent for batch jobs",
    "The company frames the launch as {t} for everyone, while critics call it a *measured* step",
    "In a thread, an engineer explained that `batch_size` had to be cut to {n} to fit the memory",
    "What is new is the way in which the planner and the verifier share one context of {q}k tokens",
    "Regulators in Brussels asked {c} for details, and a reply is due within {n} weeks",
    "A [follow-up post](https://example.org/blog/{p}) walks through the failure cases one by one",
    "It is the first time that {c} lets customers in the EU run {m} on their own machines",
    "Latency fell from {q} to {n} milliseconds per token, mostly thanks to speculative decoding",
    "For {a}, the older {m} is still the cheaper choice, and often the better one",
    "The data set includes text in German (für, über), French (été, où) and Chinese (中文), among others",
    "Nobody outside the company could check that number; the evaluation code is promised for next month",
]
LEADS = ["In short", "Put simply", "Still", "Meanwhile", "By contrast", "In practice", "At the same time", "For now"]
CODE = [
    ("python", 'import torch\nfrom transformers import AutoModel\n\n\ndef load(name: str, bits: int = {n}):\n'
               '    """Load a checkpoint and put it on the first device."""\n'
               '    model = AutoModel.from_pretrained(name, load_in_bits=bits)\n'
               '    for i, layer in enumerate(model.layers):\n        if i % 2 == 0:  # every other layer\n'
               '            layer.half()\n    return model.to("cuda:0")\n\n\nprint(load("lab/{s}"))\n'),
    ("rust", 'use std::collections::HashMap;\n\n/// Count the tokens of one shard.\n'
             'pub fn count(shard: &[u32]) -> HashMap<u32, usize> {{\n    let mut seen = HashMap::new();\n'
             '    for &t in shard {{\n        *seen.entry(t).or_insert(0) += {n};\n    }}\n    seen\n}}\n\n'
             'fn main() {{\n    println!("{{:?}}", count(&[1, 2, 2, {q}])); // {s}\n}}\n'),
]

EPOCH = dt.datetime(2026, 6, 30, 18, 0, 0)  # date of the newest article
SPAN_DAYS = 5 * 365                         # the corpus covers five years, whatever N is


def quote(s):
    """A YAML double-quoted scalar, written as a JSON string (a subset of YAML)."""
    return json.dumps(s, ensure_ascii=False)


def slugify(s):
    s = unicodedata.normalize("NFKD", s).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", s).strip("-")[:60].strip("-")


POOL = []


def build_pool(seed, size=6000):
    """Sentences are drawn from a fixed pool of filled-in templates: varied, and fast to compose."""
    r = random.Random(f"{seed}:pool")
    for _ in range(size):
        POOL.append(r.choice(SENTENCES).format(
            c=r.choice(COMPANIES), m=r.choice(MODELS), n=r.randrange(2, 10), a=r.choice(AREAS), b=r.choice(METRICS),
            p=r.randrange(40, 96), q=r.randrange(12, 900), t=r.choice(THINGS)))


def article(seed, i, total):
    """The path and the text of article i; i = total - 1 is the newest."""
    r = random.Random(f"{seed}:{i}")
    rnd, pick = r.random, r.choice
    when = EPOCH - dt.timedelta(seconds=int((total - 1 - i) * SPAN_DAYS * 86400 / total))
    title = f"{pick(COMPANIES)} {pick(VERBS)} {pick(THINGS)}"
    kind = rnd()
    if kind < 0.15:
        title = f"{pick(MODELS)} {r.randrange(2, 9)}.{r.randrange(10)}: {title}"
    elif kind < 0.25:
        title = f'{title} for "{pick(AREAS)}"'
    elif kind < 0.35:
        title = f"{title} – {pick(UNICODE)}"
    elif kind < 0.40:
        title = f"{title}: what's next & why it's <still> hard"
    slug = f"{slugify(title)}-{i}"
    tags = []
    want = r.randrange(2, 6)
    while len(tags) < want:
        t = TAGS[bisect.bisect(TAG_CUM, rnd() * TAG_CUM[-1])]
        if t not in tags:
            tags.append(t)
    nsrc = r.randrange(2, 7)
    out = ["---\ntitle: ", quote(title), "\ndate: ", when.strftime("%Y-%m-%dT%H:%M:%SZ"), "\nsummary: ",
           quote(pick(POOL).replace("*", "").replace("`", "").split("](")[0].replace("[", "")[:180] + "."),
           "\ntags: [", ", ".join(tags), "]\nsources:\n"]
    for k in range(nsrc):
        day = (when - dt.timedelta(days=r.randrange(0, 6))).strftime("%Y-%m-%d")
        pub = pick(PUBLISHERS)
        out += ["  - title: ", quote(f"{pick(COMPANIES)} {pick(VERBS)} {pick(THINGS)}"),
                "\n    url: ", quote(f"https://www.example.com/{slugify(pub) or 'scmp'}/{i}/{k + 1}?utm=a&id={r.randrange(99999)}"),
                "\n    publisher: ", quote(pub), "\n    published: ", day, "\n"]
    out.append("---\n\n")

    def sentence():
        s = pick(POOL)
        x = rnd()
        if x < 0.12:
            s = f"{pick(LEADS)}: {s}"
        return f"{s}[^{r.randrange(nsrc) + 1}]." if x > 0.6 else f"{s}."

    out += [sentence(), " ", sentence(), "\n"]
    sections = r.sample(HEADINGS, r.randrange(5, 8))
    list_at, quote_at = r.randrange(len(sections)), r.randrange(len(sections))
    code_at = r.randrange(len(sections)) if rnd() < 0.05 else -1
    for j, h in enumerate(sections):
        out += ["\n## ", h, "\n\n", sentence(), " ", sentence(), "\n"]
        if rnd() < 0.4:
            out += ["\n", sentence(), " ", sentence(), "\n"]
        if j == list_at:
            out.append("\n")
            for _ in range(3):
                out += ["- **", pick(AREAS), "**: ", sentence(), "\n"]
        if j == quote_at:
            out += ["\n> ", sentence(), "\n>\n> — ", pick(COMPANIES), "\n"]
        if j == code_at:
            lang, text = pick(CODE)
            out += ["\n```", lang, "\n", text.format(n=r.randrange(2, 9), q=r.randrange(3, 99), s=slug[:20]), "```\n"]
    return f"content/articles/{when:%Y/%m}/{slug}.md", "".join(out)


def write_range(job):
    seed, lo, hi, total, out = job
    if not POOL:
        build_pool(seed)
    size, made = 0, set()
    for i in range(lo, hi):
        path, text = article(seed, i, total)
        full = os.path.join(out, path)
        d = os.path.dirname(full)
        if d not in made:
            os.makedirs(d, exist_ok=True)
            made.add(d)
        data = text.encode()
        with open(full, "wb", buffering=0) as f:
            f.write(data)
        size += len(data)
    return size


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--articles", type=int, required=True)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--out", required=True)
    ap.add_argument("--jobs", type=int, default=os.cpu_count())
    a = ap.parse_args()
    shutil.rmtree(os.path.join(a.out, "content"), ignore_errors=True)
    step = max(1, min(2000, a.articles))
    jobs = [(a.seed, lo, min(lo + step, a.articles), a.articles, a.out) for lo in range(0, a.articles, step)]
    with Pool(a.jobs) as pool:
        size = sum(pool.imap_unordered(write_range, jobs))
    print(f"{a.articles} articles, {size} bytes ({size / max(1, a.articles):.0f} each) in {a.out}")


if __name__ == "__main__":
    main()
