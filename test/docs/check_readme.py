"""Fails unless the README shows, line for line, what the checker finds about the double await in the example, and what
the example says when it runs; unless docs/images/finding.svg shows that finding as well; and unless the README is short:
SOURCE STDOUT STDERR."""

import collections
import html
import pathlib
import re
import sys

RULE = "valuetask-double-await"
MOST_WORDS = 1300


def without_spaces(text):
    return re.sub(r"\s+", "", text)


def text_of(picture):
    """What the terminal in a picture shows, without spaces. The first text is the title."""
    rows = collections.defaultdict(str)
    for y, text in re.findall(r'<text x=\S+ y="(\d+)".*?>(.*?)</text>', picture)[1:]:
        rows[int(y)] += html.unescape(text)
    return without_spaces("".join(rows[y] for y in sorted(rows)))


def main():
    source, output, errors = map(pathlib.Path, sys.argv[1:])
    # A finding goes from its warning to the next one.
    findings = re.split(r"^(?=\S+:\d+:\d+: warning: )", output.read_text().replace(f"{source}/", ""), flags=re.M)
    shown = [finding for finding in findings if re.match(rf".* \[{RULE}\]\n", finding)]
    # The program was built somewhere else than where its readers are.
    said = re.sub(r"at \S*?(?=runtime/examples/)", "at ", errors.read_text())
    reports = re.findall(r"^valuetask: .*\n(?:  .*\n)*", said, re.M)
    if len(shown) != 1 or len(reports) != 1:
        sys.exit(f"there are {len(shown)} findings of {RULE} and {len(reports)} reports, and one of each is wanted")
    readme = (source / "README.md").read_text()
    problems = [f"the README doesn't show this:\n{text}" for text in shown + reports if f"```text\n{text}```\n" not in readme]
    picture = (source / "docs" / "images" / "finding.svg").read_text()
    if text_of(picture) != without_spaces(shown[0].replace("runtime/examples/cached_api/", "")):
        problems.append("docs/images/finding.svg shows something else: run scripts/finding-picture")
    if (words := len(readme.split())) > MOST_WORDS:
        problems.append(f"the README has {words} words; {MOST_WORDS} is the limit")
    sys.exit("\n".join(problems) or 0)


if __name__ == "__main__":
    main()
