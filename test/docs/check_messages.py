"""Holds every message and note of an output file against the convention for messages."""

import re
import sys

MESSAGE = re.compile(r"^.*?:\d+:\d+: (warning|note): (.*?)(?: \[([\w.,-]+)\])?$")


def main():
    messages = [match.groups() for match in map(MESSAGE.match, open(sys.argv[1], encoding="utf-8")) if match]
    bad = [
        text
        for kind, text, rule in messages
        if not (text[0].islower() or text[0] == "'")
        or text[-1] in ".!"
        or text.count("'") % 2
        or (kind == "warning") != bool(rule)
    ]
    if not messages:
        sys.exit("no messages to look at")
    sys.exit("\n".join(bad) or 0)


if __name__ == "__main__":
    main()
