"""Holds a built site against what it promises: every link within it leads to a page, and to a place on that page; nothing
is loaded from elsewhere; every page of docs/ is there, and found by the search, which needs no server."""

import functools
import html.parser
import json
import pathlib
import re
import sys
import urllib.parse

DOCS = pathlib.Path(__file__).resolve().parents[2] / "docs"

LOADED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "object": "data", "image": "href"}


class Page(html.parser.HTMLParser):
    """The places of a page, where it leads to, and what it loads."""

    def __init__(self, file):
        super().__init__()
        self.places, self.links, self.loaded = {"", "top"}, [], []
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.places |= {given[name] for name in ("id", "name") if given.get(name)}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag == "link" and given.get("rel") in ("stylesheet", "icon", "shortcut icon", "preload", "manifest"):
            self.loaded.append(given["href"])
        if given.get(LOADED.get(tag, "")):
            self.loaded.append(given[LOADED[tag]])


@functools.lru_cache(None)
def page_of(file):
    return Page(file)


def target_of(file, link):
    """The file and the place that a relative link leads to."""
    parts = urllib.parse.urlsplit(link)
    path = urllib.parse.unquote(parts.path)
    return (file.parent / path).resolve() if path else file, urllib.parse.unquote(parts.fragment)


def wrong_links(site, file):
    page = page_of(file)
    for link in page.links + page.loaded:
        if urllib.parse.urlsplit(link).scheme or link.startswith("//"):
            continue
        target, place = target_of(file, link)
        if not target.is_relative_to(site):
            yield f"leads out of the site: {link}"
        elif not target.is_file():
            yield f"leads nowhere: {link}"
        elif target.suffix == ".html" and place not in page_of(target).places:
            yield f"there is no such place: {link}"
    for link in page.loaded:
        if urllib.parse.urlsplit(link).scheme not in ("", "data") or link.startswith("//"):
            yield f"loads what is elsewhere: {link}"


def loads_of_style(file):
    text = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.S)
    for quoted, plain, imported in re.findall(r"""url\(\s*(?:(["'].*?["'])|(.*?))\s*\)|@import\s+["'](.*?)["']""", text, re.S):
        link = quoted.strip("\"'") or plain or imported
        if not link.startswith(("data:", "#")) and not (file.parent / link.partition("?")[0]).is_file():
            yield f"loads what is elsewhere, or not there: {link}"


def main():
    site = pathlib.Path(sys.argv[1]).resolve()
    problems = []
    pages = sorted(site.rglob("*.html"))
    for file in pages:
        problems += [f"{file.relative_to(site)}: {problem}" for problem in wrong_links(site, file)]
    for file in site.rglob("*.css"):
        problems += [f"{file.relative_to(site)}: {problem}" for problem in loads_of_style(file)]

    index = re.fullmatch(r"Search\.setIndex\((.*)\)", (site / "searchindex.js").read_text(encoding="utf-8"), re.S)[1]
    # It is JavaScript, whose names need no quotes.
    found = re.search(r'docnames"?: *(\[.*?\])', index)[1]
    searched = json.loads(found)
    for source in DOCS.rglob("*.md"):
        name = source.relative_to(DOCS).with_suffix("").as_posix()
        if site / f"{name}.html" not in pages:
            problems.append(f"docs/{name}.md has no page")
        if name not in searched:
            problems.append(f"docs/{name}.md isn't searched")
    sys.exit("\n".join(problems) or 0)


if __name__ == "__main__":
    main()
