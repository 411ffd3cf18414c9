"""Fails unless the README holds the checker's findings and summary, line for line: SOURCE STDOUT STDERR."""

import pathlib
import sys

from summary import without_times


def main():
    source, findings, summary = map(pathlib.Path, sys.argv[1:])
    shown = findings.read_text().replace(f"{source}/", "") + summary.read_text()
    if not shown.strip():
        sys.exit("the checker printed nothing")
    if without_times(shown) not in without_times((source / "README.md").read_text()):
        sys.exit(f"the README doesn't show this:\n{shown}")


if __name__ == "__main__":
    main()
