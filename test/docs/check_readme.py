"""Fails unless the README shows the checker's finding about the double await, line for line: SOURCE STDOUT."""

import pathlib
import re
import sys

RULE = "valuetask-double-await"


def main():
    source, output = map(pathlib.Path, sys.argv[1:])
    # A finding goes from its warning to the next one.
    findings = re.split(r"^(?=\S+:\d+:\d+: warning: )", output.read_text().replace(f"{source}/", ""), flags=re.M)
    shown = [finding for finding in findings if re.match(rf".* \[{RULE}\]\n", finding)]
    if len(shown) != 1:
        sys.exit(f"there are {len(shown)} findings of {RULE} in:\n{''.join(findings)}")
    if f"```text\n{shown[0]}```\n" not in (source / "README.md").read_text():
        sys.exit(f"the README doesn't show this:\n{shown[0]}")


if __name__ == "__main__":
    main()
