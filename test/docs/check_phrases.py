"""Fails where a page, the help of the checker or of a script, or a text in the sources contains a phrase of test/phrases.txt:
SOURCE CHECKER."""

import pathlib
import re
import subprocess
import sys

PAGES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "docs/**/*.md")
SOURCES = ("lib/**/*.cpp", "checks/*.cpp", "tools/**/*.cpp", "runtime/src/*.cpp", "lib/**/*.def")
# Code, names, targets of links and comments are not prose.
NOT_PROSE = re.compile(r"^ *```.*?^ *```$|`[^`\n]*(?:\n[^`\n]+)?`|\]\([^)\s]*\)|<!--.*?-->|https?://\S+", re.M | re.S)


def phrases(source):
    rows = (line.split("\t") for line in (source / "test" / "phrases.txt").read_text().splitlines() if not line.startswith("#"))
    return [(re.compile(pattern, re.I), instead) for pattern, instead in rows]


def literals(code):
    """The texts of a C++ source, without what is in quotes in them: names are not ours."""
    code = re.sub(r"^\s*//.*$|^#include.*$", "", code, flags=re.M)
    joined = re.sub(r'"\s*\n\s*"', "", code)
    return re.sub(r"'[^'\n]*'", "''", "\n".join(re.findall(r'"((?:[^"\\\n]|\\.)*)"', joined)))


def head(script):
    """The comment or docstring with which a script begins: its help."""
    text = script.read_text()
    comment = re.match(r"#!.*\n((?:#.*\n)*)", text)
    docstring = re.search(r'\A#![^\n]*\n"""(.*?)"""', text, re.S)
    return docstring[1] if docstring else re.sub(r"^# ?", "", comment[1], flags=re.M) if comment else ""


def output(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def texts(source, checker):
    for pattern in PAGES:
        for file in sorted(source.glob(pattern)):
            yield file.relative_to(source), NOT_PROSE.sub(" x ", file.read_text())
    for pattern in SOURCES:
        for file in sorted(source.glob(pattern)):
            yield file.relative_to(source), literals(file.read_text())
    for file in sorted((source / "scripts").iterdir()):
        if file.is_file():
            yield file.relative_to(source), head(file)
    for option in ("--help", "--list-rules"):
        yield f"valuetask-check {option}", output(checker, option)


def main():
    source, checker = pathlib.Path(sys.argv[1]), sys.argv[2]
    banned = phrases(source)
    problems = []
    for name, text in texts(source, checker):
        text = re.sub(r"\s+", " ", text)
        for pattern, instead in banned:
            for found in pattern.finditer(text):
                around = text[max(found.start() - 40, 0) : found.end() + 40]
                problems.append(f"{name}: '{found[0]}' (write: {instead}): ...{around}...")
    sys.exit("\n".join(problems) or 0)


if __name__ == "__main__":
    main()
