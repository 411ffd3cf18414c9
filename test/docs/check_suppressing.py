"""Suppresses what each rule page's Bad block gives, in every way that its section Suppressing shows.

The page shows a comment for the line, one for the line above, the Checks of a .clang-tidy, and an argument. With any of
them, nothing is reported any more. The checker and clang-tidy take turns: that they report the same without, check_pages.py
sees.
"""

import argparse
import concurrent.futures
import itertools
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

from pages import blocks, lay_out, page_of, rules, section

WAYS = {
    "comment": r"`// (NOLINT\([\w-]+\))`",
    "comment above": r"`// (NOLINTNEXTLINE\([\w-]+\))`",
    "configuration": r"`Checks: '([^'`]*)'`",
    "argument": r"`--checks='([^'`]*)'`",
}


class Example:
    """A page's Bad block, in a folder of its own."""

    def __init__(self, folder, page, flags):
        self.folder, self.flags = pathlib.Path(folder), flags
        self.file = lay_out(self.folder, page, blocks(section(page, "Bad"), "cpp")[0])
        self.code = self.file.read_text().splitlines()
        self.options = (self.folder / ".clang-tidy").read_text()

    def reported(self, front, checks="valuetask-*", arguments=()):
        """The lines that a front end reports."""
        # '-*' takes away what clang-tidy does by default.
        (self.folder / ".clang-tidy").write_text(f"Checks: '-*,{checks}'\n{self.options}")
        command = [*front, *arguments, f"{self.folder}/example.cpp", "--", *self.flags]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)
        if done.returncode not in (0, 1) or "error:" in done.stdout + done.stderr:
            raise RuntimeError(f"{shlex.join(command)}:\n{done.stdout}{done.stderr}")
        return sorted({int(line) for line in re.findall(r":(\d+):\d+: warning: ", done.stdout)})

    def left(self, way, word, lines, front):
        """What is still reported when a word of the page is used in the way that it is for."""
        code = self.code.copy()
        for line in reversed(lines):
            if way == "comment":
                code[line - 1] += f" // {word}"
            elif way == "comment above":
                code.insert(line - 1, f"// {word}")
        self.file.write_text("\n".join(code) + "\n")
        if way == "configuration":
            return self.reported(front, word)
        return self.reported(front, arguments=[f"--checks={word}"] if way == "argument" else [])


def problems_of(rule, page, flags, fronts):
    said = re.sub(r"\s+", " ", section(page, "Suppressing"))
    with tempfile.TemporaryDirectory() as folder:
        example = Example(folder, page, flags)
        lines = example.reported(next(fronts))
        if not lines:
            yield f"{rule}: nothing is reported to begin with"
        for way, pattern in WAYS.items():
            words = set(re.findall(pattern, said))
            if len(words) != 1 or rule not in (word := words.pop()):
                yield f"{rule}: Suppressing doesn't show one {way}"
            elif left := example.left(way, word, lines, front := next(fronts)):
                yield f"{rule}: with the {way} {word}, {front[0]} still reports the lines {left}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=pathlib.Path, required=True)
    for option in ("--checker", "--tidy", "--flags"):
        parser.add_argument(option, required=True)
    given = parser.parse_args()
    fronts = [[given.checker, "--quiet"], [*shlex.split(given.tidy), "--header-filter=.*"]]
    flags = shlex.split(given.flags)

    def problems(numbered):
        number, rule = numbered
        turns = itertools.cycle(fronts[number % 2 :] + fronts[: number % 2])
        return list(problems_of(rule, page_of(given.source, rule).read_text(), flags, turns))

    names = rules(given.source)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        found = [problem for some in pool.map(problems, enumerate(names)) for problem in some]
    sys.exit("\n".join(found) or (0 if names else "there are no rules"))


if __name__ == "__main__":
    main()
