"""Sphinx's configuration of the documentation site, which scripts/docs builds.

The pages are the files of this folder, as they are read in the repository and embedded in valuetask-check. Nothing in
them is for the site alone: this file has their order, and turns links to files outside this folder into pages as well.
"""

import pathlib
import re
import subprocess
import tempfile
from xml.etree import ElementTree

from docutils import nodes
from sphinx import addnodes
from sphinx.util.nodes import make_refnode
from sphinx.util.osutil import relative_uri

ROOT = pathlib.Path(__file__).resolve().parent.parent


def rules():
    """Name, severity and summary of each rule, in the order of the rule table."""
    table = (ROOT / "lib" / "findings" / "Rules.def").read_text()
    return re.findall(r'^VALUETASK_RULE\(\w+, "(.*?)", (\w+),[^"]*"(.*?)"\)$', table, re.M)


def rule_table():
    rows = [f"| [{name}]({name}.md) | {severity.lower()} | {summary} |" for name, severity, summary in rules()]
    return "\n".join(["| rule | severity | reports |", "|---|---|---|", *rows])


RUNTIME = ("reference", "modes", "violations", "profile", "costs", "migrating")

# What the sidebar shows. Sphinx fails on a page that is not in here.
CONTENTS = {
    "index": [
        ("Start", ["getting-started"]),
        ("Rules", ["rules/index"]),
        ("Checker", ["ci", "adopting", "formats", "whole-program", "build-systems", "compiler-plugin", "editors", "dialects/index"]),
        ("Runtime", ["runtime", *(f"runtime/{name}" for name in RUNTIME), "guide/measure-then-switch", "api"]),
        ("Benchmarks", ["performance", "precision", "comparison"]),
        ("More", ["faq", "messages", "architecture", "contributing", "documentation"]),
    ],
    "rules/index": [("", [name for name, *_ in rules()])],
    "dialects/index": [("", ["format", *sorted(file.stem for file in (ROOT / "dialects").glob("*.yaml"))])],
}

# Files outside this folder that have a page of the site. The others are shown as they are.
PAGES = {"CONTRIBUTING.md": "contributing", "README.md": "index"}

project = "ValueTask"
version = (ROOT / "runtime" / "version.txt").read_text().strip()
release = version
html_title = project
copyright = "the ValueTask authors"  # noqa: A001
html_show_copyright = False

extensions = ["myst_parser", "breathe"]
exclude_patterns = ["evidence", "images", "site"]
myst_heading_anchors = 4
nitpicky = True
# What signatures name, and nobody has to know.
nitpick_ignore_regex = [("cpp:identifier", r"(detail|location)(::.*)?|co_await")]

html_theme = "furo"
html_static_path = ["site"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sphinx = False
html_use_index = False
# The summaries are fetched, which a browser refuses to a page that was opened as a file.
html_show_search_summary = False
pygments_style = "tango"
pygments_dark_style = "native"


doxygen_folder = tempfile.TemporaryDirectory(prefix="valuetask-docs-")  # removed when Sphinx ends


def reference():
    """The public headers' comments, in Doxygen's XML. A warning of Doxygen fails."""
    folder = pathlib.Path(doxygen_folder.name)
    settings = (ROOT / "runtime" / "Doxyfile").read_text()
    settings += f"\nOUTPUT_DIRECTORY={folder}\nGENERATE_HTML=NO\nGENERATE_XML=YES\n"
    subprocess.run(["doxygen", "-"], cwd=ROOT / "runtime", input=settings, text=True, check=True)
    put_into_headers(folder / "xml")
    return str(folder / "xml")


def put_into_headers(folder):
    """Moves what a namespace has to the headers that declare it, under its whole name, so that each header tells what it
    has. Breathe would show the namespace once for each."""
    headers = {file: ElementTree.parse(file) for file in folder.glob("*_8h.xml")}
    named = {tree.findtext("compounddef/compoundname"): tree.find("compounddef") for tree in headers.values()}
    for namespace in ElementTree.parse(folder / "namespacevaluetask.xml").findall("compounddef"):
        for section in namespace.findall("sectiondef"):
            for member in section.findall("memberdef"):
                name = member.find("name")
                name.text = f"{namespace.findtext('compoundname')}::{name.text}"
                header = named[pathlib.Path(member.find("location").get("file")).name]
                kept = header.find(f"sectiondef[@kind='{section.get('kind')}']")
                if kept is None:
                    kept = ElementTree.SubElement(header, "sectiondef", kind=section.get("kind"))
                kept.append(member)
    for file, tree in headers.items():
        for inner in tree.find("compounddef").findall("innernamespace"):
            tree.find("compounddef").remove(inner)
        tree.write(file)
    for file in folder.glob("*.xml"):
        # Neither says anything to a reader: the header is the heading.
        file.write_text(re.sub(r"<includes .*?</includes>", "", file.read_text().replace(' inline="yes"', ' inline="no"')))


breathe_default_project = "runtime"
breathe_projects = {"runtime": reference()}


def add_contents(_, page, source):
    for caption, pages in CONTENTS.get(page, []):
        lines = ["", "```{toctree}", ":hidden:", *([f":caption: {caption}"] if caption else []), "", *pages, "```", ""]
        source[0] += "\n".join(lines)
    source[0] = source[0].replace("<!-- the rule table -->", rule_table())


def repository_path(page, target):
    """The file that a link leads to, seen from the repository, or None if there is none, or one of this folder."""
    path = (ROOT / "docs" / page).parent.joinpath(target.partition("#")[0]).resolve()
    outside = path.is_file() and path.is_relative_to(ROOT) and not path.is_relative_to(ROOT / "docs")
    return path.relative_to(ROOT).as_posix() if outside else None


def link_sources(app, tree):
    """Links to files outside this folder, which would be downloads, lead to pages that show them."""
    for node in list(tree.findall(addnodes.download_reference)):
        page = node["refdoc"]
        path = repository_path(page, node["reftarget"])
        if path:
            app.env.shown_sources.add(path)
            uri = relative_uri(app.builder.get_target_uri(page), app.builder.get_target_uri(f"source/{path}"))
            node.replace_self(nodes.reference("", "", *node[0].children, internal=True, refuri=uri))


def link_page(app, _, node, content):
    path = repository_path(node["refdoc"], node["reftarget"]) if "refdoc" in node else None
    return make_refnode(app.builder, node["refdoc"], PAGES[path], None, content) if path in PAGES else None


def source_pages(app):
    for path in sorted(app.env.shown_sources):
        body = app.builder.highlighter.highlight_block((ROOT / path).read_text(), "cpp" if path.endswith(("pp", ".h")) else "text")
        yield f"source/{path}", {"title": path, "body": f"<h1>{path}</h1>{body}"}, "page.html"


def mend_theme(app, failed):
    """Debian's furo has lost on the way what its authors' build does: its script is a module, which a browser takes from no
    file; its style imports another one from a server's root; and it knows dark colours only where they are asked for."""
    if failed:
        return
    static = pathlib.Path(app.outdir) / "_static"
    spy, script = static / "scripts" / "gumshoe-patched.js", static / "scripts" / "furo.js"
    imported = 'import Gumshoe from "./gumshoe-patched.js";'
    if imported in script.read_text():
        script.write_text(script.read_text().replace(imported, spy.read_text()))
        spy.unlink()
    style = static / "styles" / "furo.css"
    text = style.read_text()
    if imported := re.match(r"@import url\((/javascript/.*?)\);", text):
        text = pathlib.Path(f"/usr/share{imported[1]}").read_text() + text[imported.end() :]
    if "prefers-color-scheme" not in text:
        colours = re.search(r'body\[data-theme="dark"\] (\{.*?\})', text, re.S)[1]
        text += f'@media screen and (prefers-color-scheme: dark) {{ body:not([data-theme="light"]) {colours} }}\n'
    style.write_text(text)


def setup(app):
    def begin(app):
        app.env.shown_sources = set()

    app.connect("builder-inited", begin)
    app.connect("source-read", add_contents)
    app.connect("doctree-read", link_sources, priority=100)  # before the files to download are collected
    app.connect("missing-reference", link_page)
    app.connect("build-finished", mend_theme)
    app.connect("html-collect-pages", lambda app: list(source_pages(app)))
