"""Makes the comparison of docs/comparison.md and the totals of the README from a run of the tools, and fails where a page
says something else.

Each file of comparison/ is one case, a mistake or correct code, and says so in its first line. A tool that reports
anything in it has reported the case: a mistake rightly, correct code falsely. Of ours, every mistake has to be reported,
and nothing else, but for what is known to be wrong. With --update, it writes both into the pages.
"""

import argparse
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

from pages import absolute

BEGIN = "<!-- comparison: made by test/docs/compare_tools.py -->\n"
END = "<!-- end of comparison -->\n"
TOTALS = "<!-- totals: made by test/docs/compare_tools.py -->\n"
END_OF_TOTALS = "<!-- end of totals -->\n"
WARNINGS = "`-Wall -Wextra`"  # of both compilers, which are to agree
OWN = "ValueTask"


def version(tool):
    said = subprocess.run([tool, "--version"], capture_output=True, text=True, check=True).stdout
    return re.search(r"(?:version|\)) (\d+\.\d+\.\d+)", said)[1]


def commands(given, file):
    """Of each column, one that reports what it does about the file."""
    compiler = [given.compiler, "-fsyntax-only", *given.flags]
    moves = "-*,bugprone-use-after-move,clang-analyzer-cplusplus.Move"
    return {
        WARNINGS: [*compiler, "-Wall", "-Wextra", file],
        "clang-tidy, moves": [given.tidy, f"--checks={moves}", "--header-filter=.*", file, "--", *given.flags],
        "`-Wconsumed`": [*compiler, "-DCONSUMED", "-Wconsumed", file],
        OWN: [given.checker, "--header-filter=.*", file, "--", *given.flags],
    }


class Case:
    def __init__(self, file):
        self.file = file
        kind, known, self.label = re.match(r"// (mistake|correct)(, known)?: (.*)\n", file.read_text()).groups()
        self.is_mistake = kind == "mistake"
        self.we_report = self.is_mistake != bool(known)

    def cell(self, reported):
        if self.is_mistake:
            return "yes" if reported else "no"
        return "**false**" if reported else ""


def reported_files(command, folder):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    output = done.stdout + done.stderr
    if done.returncode not in (0, 1) or re.search(r"\berror:", output):
        sys.exit(f"{shlex.join(map(str, command))}:\n{output}")
    return {pathlib.Path(name).name for name in re.findall(r"^(\S+):\d+:\d+: warning: ", output, re.M)}


def table(cases, reported):
    head = ["", *reported]
    yield f"| {' | '.join(head)} |\n|{'---|' * len(head)}\n"
    for case in cases:
        cells = (case.cell(case.file.name in files) for files in reported.values())
        label = case.label if case.is_mistake else f"correct: {case.label}"
        yield f"| {' | '.join([label, *cells])} |\n"


def totals(cases, reported):
    """Of each tool, how many of the mistakes it reports, and how much of the correct code."""
    mistakes = {case.file.name for case in cases if case.is_mistake}
    correct = {case.file.name for case in cases} - mistakes
    yield f"| tool | mistakes reported, of {len(mistakes)} | false positives, in {len(correct)} correct cases |\n|---|---|---|\n"
    for name, files in reported.items():
        yield f"| {name} | {len(mistakes & files)} | {len(correct & files)} |\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=absolute, required=True)
    for option in ("--compiler", "--gcc", "--tidy", "--checker"):
        parser.add_argument(option, required=True)
    parser.add_argument("--update", action="store_true", help="write the tables into the pages")
    given = parser.parse_args()
    cases = [Case(file) for file in sorted((given.source / "test" / "docs" / "comparison").glob("*.cpp"))]
    given.flags = ["-std=c++20", f"-I{given.source / 'runtime' / 'include'}"]

    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "cases.cpp"  # one unit of all: each tool reads the headers once
        file.write_text("".join(f'#include "{case.file}"\n' for case in cases))
        reported = {name: reported_files(command, folder) for name, command in commands(given, file).items()}
        # A lambda of a file that is included has no linkage, which here says nothing.
        warnings = ["-Wall", "-Wextra", "-Wno-subobject-linkage"]
        gcc = reported_files([given.gcc, "-fsyntax-only", *given.flags, *warnings, file], folder)
    ours = reported[OWN]
    wrong = [case.file.name for case in cases if case.we_report != (case.file.name in ours)]
    problems = [f"the first line of {name} isn't so" for name in wrong]
    if gcc != reported[WARNINGS]:
        problems.append(f"{given.gcc} and {given.compiler} warn of different cases: GCC of {sorted(gcc)}")
    names = {"clang": given.compiler, "GCC": given.gcc, "clang-tidy": given.tidy}
    clang, gcc, tidy = (f"{name} {version(tool)}" for name, tool in names.items())
    versions = f"With {clang}, {gcc} and {tidy}, on `test/docs/comparison/`."
    block = BEGIN + "".join(table(cases, reported)) + "\n" + versions + "\n" + END

    parts = (
        ("docs/comparison.md", BEGIN, block, END),
        ("README.md", TOTALS, TOTALS + "".join(totals(cases, reported)) + END_OF_TOTALS, END_OF_TOTALS),
    )
    for name, begin, text, end in parts:
        page = (given.source / name).read_text()
        if given.update:
            before, rest = page.split(begin)
            (given.source / name).write_text(before + text + rest.split(end)[1])
        elif page.count(text) != 1:
            problems.append(f"{name} doesn't have this once:\n{text}")
    sys.exit("\n".join(problems) or (0 if cases else "there are no cases"))


if __name__ == "__main__":
    main()
