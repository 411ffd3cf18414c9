"""Holds the docs pages against the rule table, the checker and the tests.

Every rule has a page with the fixed headings, a test folder, and no page or folder is without its rule. The Bad
block of a page gives findings of exactly its rule, the Good block none; both are taken out of the page itself, as is
the configuration, where the page shows one. What a rule doesn't catch names the tests, which are marked KNOWN, and all
of known.cpp is on the page. What scripts/evidence writes stands in the section Evidence, once; that it is made of the
committed figures, check_evidence.py says. A page is at most two screens.
"""

import argparse
import concurrent.futures
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

from pages import HEADINGS, blocks, lay_out, page_of, rules, section

TWO_SCREENS = 160


def findings(both, page, code):
    """Of an example, under the configuration and with the profile that its page shows."""
    with tempfile.TemporaryDirectory() as folder:
        lay_out(pathlib.Path(folder), page, code)
        command = [*both, f"{folder}/example.cpp"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        return [f"example does not run: {done.stderr}"]
    return re.findall(r" warning: .*\[(.*)\]", done.stdout)


def wrong_examples(rule, page, both):
    for name in ("Bad", "Good"):
        code = blocks(section(page, name), "cpp")
        if len(code) != 1:
            yield f"{name} has {len(code)} blocks of C++"
            continue
        found = findings(both, page, code[0])
        if name == "Bad" and set(found) != {rule}:
            yield f"Bad gives {found}"
        if name == "Good" and found:
            yield f"Good gives {found}"


class KnownFile:
    """A test file, and what stands in it behind which comment 'KNOWN'."""

    def __init__(self, path):
        self.text = path.read_text() if path.exists() else ""
        parts = re.split(r"^((?:(?://|#) .*\n)+)", self.text, flags=re.M)  # code, comment, code, comment, ...
        pairs = zip(parts[1::2], parts[2::2])
        # The comment at the head of the file is of the whole.
        known = re.compile(r"(?://|#) KNOWN: (?!.*RUN:)", re.S)
        self.groups = [code for comment, code in pairs if known.match(comment)]

    def is_marked(self):
        return bool(re.search(r"^(?://|#) KNOWN: ", self.text, re.M))

    def group_with(self, name):
        """The number of the first group that declares this name."""
        declared = re.compile(rf"[\s*&]{name}\(|^(?:struct|auto) (?:\[\[.*\]\] )?{name}\b", re.M)
        return next((i for i, code in enumerate(self.groups) if declared.search(code)), None)


def wrong_known(rule, page, source):
    """Names of functions and paths of files stand in brackets of their own; the functions are those of the file that is
    named before."""
    folder = f"test/rules/{rule.removeprefix('valuetask-')}"
    text = re.sub(r"\s+", " ", section(page, "What it does not catch"))
    shown, file, path = set(), None, ""
    for words in re.finditer(r"`(test/[^`]+)`|\(((?:`[\w/.-]+`(?:, )?)+)\)", text):
        if words[1]:
            path, file = words[1], KnownFile(source / words[1])
        for name in re.findall(r"`(.*?)`", words[2] or ""):
            if "/" in name:
                if not KnownFile(source / name).is_marked():
                    yield f"{name}, which it names, isn't there or isn't marked KNOWN"
            elif file is None or (found := file.group_with(name)) is None:
                yield f"'{name}' isn't marked KNOWN in {path or 'a file that is named before it'}"
            else:
                shown.add((path, found))
    for name in ("known.cpp", "known-false.cpp"):
        for i, code in enumerate(KnownFile(source / folder / name).groups):
            if (f"{folder}/{name}", i) not in shown:
                yield f"{name} has what it doesn't name:\n{code.strip()}"
    items = re.findall(r"^- (?:.*\n)(?:  .*\n)*", section(page, "What it does not catch"), re.M)
    for item in items:
        if not re.search(r"\(`", item):
            yield f"this names no test:\n{item}"


def wrong_form(rule, page):
    headings = re.findall(r"^## (.*)$", page, re.M)
    if headings != HEADINGS:
        yield f"headings are {headings}"
    if not page.startswith(f"# {rule}\n"):
        yield "the title is not the rule's name"
    for mark in ("<!-- evidence: made by scripts/evidence -->\n", "<!-- end of evidence -->\n"):
        if page.count(mark) != 1 or mark not in section(page, "Evidence"):
            yield f"the section Evidence does not have one line '{mark.strip()}'"
    if (lines := page.count("\n")) > TWO_SCREENS:
        yield f"it has {lines} lines, which is more than two screens, {TWO_SCREENS}"
    for word in (".NET", "`ValueTask", "CA2012", "`folly::coro::now_task`"):
        if word not in section(page, "Evidence"):
            yield f"the section Evidence doesn't mention {word}"


def problems_of(rule, given, both):
    file = page_of(given.source, rule)
    page = file.read_text() if file.exists() else ""
    return [*wrong_form(rule, page), *wrong_known(rule, page, given.source), *wrong_examples(rule, page, both)]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--both", required=True)
    given = parser.parse_args()
    both = shlex.split(given.both)

    names = rules(given.source)
    problems = [] if names else ["the rule table is empty"]
    pages = {file.stem for file in (given.source / "docs" / "rules").glob("valuetask-*.md")}
    folders = {folder.name for folder in (given.source / "test" / "rules").iterdir()}
    readme = (given.source / "README.md").read_text()
    if pages != set(names):
        problems.append(f"pages {sorted(pages)} are not the rules {sorted(names)}")
    if folders != {rule.removeprefix("valuetask-") for rule in names}:
        problems.append(f"test folders {sorted(folders)} are not the rules {sorted(names)}")
    problems += [f"{rule} is not in the README's table" for rule in names if f"docs/rules/{rule}.md" not in readme]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for rule, found in zip(names, pool.map(lambda rule: problems_of(rule, given, both), names)):
            problems += [f"{rule}: {problem}" for problem in found]
    sys.exit("\n".join(problems) or 0)


if __name__ == "__main__":
    main()
