"""Applies the problem matchers of a page to an output of the checker, and reads its other snippets: check_editors.py PAGE OUTPUT"""

import json
import pathlib
import re
import sys
import tomllib

page, output = (pathlib.Path(name).read_text() for name in sys.argv[1:3])
snippets = re.findall(r"^```(\w+)\n(.*?)^```", page, re.M | re.S)
parsed = [{"json": json, "toml": tomllib}[kind].loads(text) for kind, text in snippets if kind in ("json", "toml")]
(task,) = (task for each in parsed for task in each.get("tasks", []))
# Each editor with a language server starts the same one.
servers = [text for kind, text in snippets if re.search(r"valuetask-check\W+(?:args\W+)?lsp\b", text)]
if len(servers) != 6:
    sys.exit(f"{len(servers)} snippets start the server")
wanted = [line for line in output.splitlines() if re.match(r"\S+:\d+:\d+: ", line)]
seen = []
for matcher in task["problemMatcher"]:
    pattern = matcher["pattern"]
    for line in output.splitlines():
        if match := re.match(pattern["regexp"], line):
            seen.append(line)
            parts = {name: match[group] for name, group in pattern.items() if name != "regexp"}
            if not pathlib.Path(parts["file"]).is_file() or not parts["line"].isdigit() or not parts["message"]:
                sys.exit(f"{line}\nis taken for {parts}")
            if "code" in parts and not parts["code"].startswith("valuetask-"):
                sys.exit(f"{line}\nis taken for the rule {parts['code']}")
kinds = {kind: sum(f": {kind}: " in line for line in wanted) for kind in ("warning", "note")}
if sorted(seen) != sorted(wanted) or not all(kinds.values()):
    sys.exit(f"matched {len(seen)} lines of {len(wanted)}, {kinds}")
