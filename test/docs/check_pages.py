"""Holds the docs pages against the rule table and against the checker.

Every rule has a page with the fixed headings, a test folder, and no page or folder is without its rule. The Bad
block of a page gives findings of exactly its rule, the Good block none; both are taken out of the page itself, as is
the configuration, where the page shows one. What scripts/evidence writes stands in the section Evidence, once; that it
is made of the committed figures, check_evidence.py says.
"""

import argparse
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

HEADINGS = [
    "What it catches",
    "Why it is a bug",
    "Bad",
    "Good",
    "What it does not catch",
    "Options",
    "Suppressing",
    "Evidence",
]


def section(page, heading):
    match = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", page, re.M | re.S)
    return match.group(1) if match else ""


def findings(both, code, configuration, profile):
    """Of an example, which may begin with the name of its file, under the configuration and with the profile that its page shows."""
    named = re.match(r"// (\S+\.h)\n", code)
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "example.cpp"
        file.write_text(f'#include "{named[1]}"\n' if named else code)
        if named:
            header = pathlib.Path(folder) / named[1]
            header.parent.mkdir(parents=True)
            header.write_text(code)
        (pathlib.Path(folder) / ".clang-tidy").write_text(configuration)
        if profile:
            (pathlib.Path(folder) / "profile.json").write_text(profile)
        done = subprocess.run([*both, str(file)], capture_output=True, text=True, check=False)
    if done.returncode:
        return [f"example does not run: {done.stderr}"]
    return re.findall(r" warning: .*\[(.*)\]", done.stdout)


def problems_of(rule, page, both):
    headings = re.findall(r"^## (.*)$", page, re.M)
    if headings != HEADINGS:
        yield f"headings are {headings}"
    if not page.startswith(f"# {rule}\n"):
        yield "the title is not the rule's name"
    for mark in ("<!-- evidence: made by scripts/evidence -->\n", "<!-- end of evidence -->\n"):
        if page.count(mark) != 1 or mark not in section(page, "Evidence"):
            yield f"the section Evidence does not have one line '{mark.strip()}'"
    blocks = {name: re.findall(r"```cpp\n(.*?)```", section(page, name), re.S) for name in ("Bad", "Good")}
    shown = re.findall(r"```yaml\n(.*?)```", section(page, "Options"), re.S)
    profile = re.findall(r"```json\n(.*?)```", section(page, "Options"), re.S)
    for name, code in blocks.items():
        if len(code) != 1:
            yield f"{name} has {len(code)} blocks of C++"
            continue
        found = findings(both, code[0], "".join(shown), "".join(profile))
        if name == "Bad" and set(found) != {rule}:
            yield f"Bad gives {found}"
        if name == "Good" and found:
            yield f"Good gives {found}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--both", required=True)
    given = parser.parse_args()
    both = shlex.split(given.both)

    table = (given.source / "lib" / "Rules.def").read_text()
    rules = re.findall(r'^VALUETASK_RULE\(\w+, "(.*?)"', table, re.M)
    problems = [] if rules else ["the rule table is empty"]
    pages = {file.stem: file.read_text() for file in (given.source / "docs" / "rules").glob("valuetask-*.md")}
    folders = {folder.name for folder in (given.source / "test" / "rules").iterdir()}
    readme = (given.source / "README.md").read_text()
    if set(pages) != set(rules):
        problems.append(f"pages {sorted(pages)} are not the rules {sorted(rules)}")
    if folders != {rule.removeprefix("valuetask-") for rule in rules}:
        problems.append(f"test folders {sorted(folders)} are not the rules {sorted(rules)}")
    for rule in rules:
        if f"docs/rules/{rule}.md" not in readme:
            problems.append(f"{rule} is not in the README's table")
        problems += [f"{rule}: {problem}" for problem in problems_of(rule, pages.get(rule, ""), both)]
    sys.exit("\n".join(problems) or 0)


if __name__ == "__main__":
    main()
