"""Holds docs/architecture.md against the sources: the example's report, the number of its candidates, and each bound."""

import argparse
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile


def block(page, language, number=0):
    return re.findall(rf"^```{language}\n(.*?)^```", page, re.M | re.S)[number]


def wrong_example(page, checker, flags):
    """The first C++ block, put back to the lines that its numbers say, gives the first text block."""
    numbered = [re.match(r" ?(\d+)(?:  (.*))?$", line) for line in block(page, "cpp").splitlines()]
    lines = ["", "#include <valuetask/task.h>", "#include <valuetask/value_task.h>", "using namespace valuetask;"]
    lines += [""] * (int(numbered[0].group(1)) - 1 - len(lines)) + [line.group(2) or "" for line in numbered]
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "example.cpp").write_text("\n".join(lines) + "\n", encoding="utf-8")
        done = subprocess.run(
            [checker, "--stats", "--checks=-*,valuetask-double-await,valuetask-unconsumed", "example.cpp", "--", *shlex.split(flags)],
            capture_output=True, text=True, check=False, cwd=folder,
        )
    found = re.findall(r"^\S*(example\.cpp:\d+:\d+: (?:warning|note|error): .*)$", done.stdout, re.M)
    if "\n".join(found) != block(page, "text").strip():
        yield "the example's report is:\n" + "\n".join(found)
    said = {"candidates": "three candidates", "candidates refuted": "Two candidates are refuted"}
    numbers = dict(re.findall(r"^([a-z ]+): +(\d+)$", done.stdout + done.stderr, re.M))
    if (numbers.get("candidates"), numbers.get("candidates refuted")) != ("3", "2"):
        yield f"the example's numbers are {numbers}"
    for text in said.values():
        if text not in re.sub(r"\s+", " ", page):
            yield f"the page no longer says '{text}'"


def wrong_bounds(page, sources):
    """Every bound of the table is a constant of that value, and every such constant is in the table."""
    table = dict(re.findall(r"^\| `(\w+)` \| ([\d,]+)", page, re.M))
    constants = {}
    for source in sources.rglob("*.cpp"):
        for declared in re.findall(r"^ *(?:static )?constexpr unsigned (\w+ = .*?);", source.read_text(encoding="utf-8"), re.M):
            constants |= dict(re.findall(r"(\w+) = ([\d']+)", declared))
    constants = {name: value.replace("'", ",") for name, value in constants.items()}
    for name in sorted(table.keys() | constants.keys()):
        if table.get(name) != constants.get(name):
            yield f"{name}: the page says {table.get(name)}, the sources {constants.get(name)}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for option in ("--source", "--checker", "--flags"):
        parser.add_argument(option, required=True)
    given = parser.parse_args()
    source = pathlib.Path(given.source)
    page = (source / "docs/architecture.md").read_text(encoding="utf-8")
    wrong = [*wrong_example(page, given.checker, given.flags), *wrong_bounds(page, source / "lib")]
    sys.exit("\n".join(wrong) or 0)


if __name__ == "__main__":
    main()
