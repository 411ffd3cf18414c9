"""Fails unless the README shows, line for line, what the checker finds about the double await in the example, and what
the example says when it runs: SOURCE STDOUT STDERR."""

import pathlib
import re
import sys

RULE = "valuetask-double-await"


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
    missing = [text for text in shown + reports if f"```text\n{text}```\n" not in readme]
    sys.exit("".join(f"the README doesn't show this:\n{text}" for text in missing) or 0)


if __name__ == "__main__":
    main()
