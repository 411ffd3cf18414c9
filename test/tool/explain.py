"""Holds what --explain prints, to a file and to a terminal, against the rules' pages: explain.py CHECKER SOURCE"""

import os
import pathlib
import pty
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from terminal_output import read_all

checker, source = sys.argv[1], pathlib.Path(sys.argv[2])


def on_terminal(rule):
    parent, child = pty.openpty()
    done = subprocess.Popen([checker, "--explain", rule], stdin=child, stdout=child, stderr=child)
    os.close(child)
    written = read_all(parent)
    done.wait()
    return written.replace("\r\n", "\n")


pages = sorted((source / "docs" / "rules").glob("valuetask-*.md"))
for page in pages:
    rule, markdown = page.stem, page.read_text()
    text = subprocess.run([checker, f"--explain={rule}"], capture_output=True, text=True, check=True).stdout
    short = subprocess.run([checker, "--explain", rule.removeprefix("valuetask-")], capture_output=True, text=True, check=True).stdout
    if short != text or on_terminal(rule) != text:
        sys.exit(f"{rule}: its short name, or a terminal, gets another text")
    lines = text.splitlines()
    if lines[0] != rule or set(lines[1]) != {"="}:
        sys.exit(f"{rule}: it begins with {lines[:2]}")
    if not re.fullmatch(rf"https://\S+/docs/rules/{rule}\.md", lines[-1]) or lines[-2]:
        sys.exit(f"{rule}: it ends with {lines[-2:]}")
    if marks := re.findall(r".*(?:<!--|-->|!\[|\]\(|\*\*|```).*", text):
        sys.exit(f"{rule}: what a terminal can't show:\n" + "\n".join(marks))
    if "\n\n\n" in text:
        sys.exit(f"{rule}: it has gaps")
    for heading in re.findall(r"^#+ (.*)$", re.sub(r"^```.*?^```", "", markdown, flags=re.M | re.S), re.M):
        if f"\n{heading.replace('`', '')}\n-" not in text.replace("`", "") and heading != rule:
            sys.exit(f"{rule}: the heading '{heading}' is missing")
    for block in re.findall(r"^```\w*\n(.*?)^```", markdown, re.M | re.S):
        if "\n".join(f"    {line}".rstrip() for line in block.splitlines()) not in text:
            sys.exit(f"{rule}: it lacks, or shows otherwise:\n{block}")
if not pages:
    sys.exit("there are no pages")
