"""Compiles and runs what the rules' pages show, and holds it to what they say of it.

The Bad and the Good block of each page are compiled in front of its driver, drivers/<rule>.cpp, with each compiler,
in checked mode, with all warnings. The Good block gives the right answers, and the runtime reports nothing. What it
reports about the Bad block stands on the page, and without a handler the first of these ends the program; where the
page shows none, there is none. A profile on a page is what its Bad block writes in profiled mode. With --update, all
that is written into the pages.
"""

import argparse
import concurrent.futures
import pathlib
import re
import signal
import subprocess
import sys
import tempfile

from pages import END_OF_EVIDENCE, RUNTIME_SAYS, absolute, blocks, page_of, rules, section


class Headers:
    """What all blocks include, precompiled. That each has the includes it needs, check_pages.py sees."""

    def __init__(self, folder, source, compiler, mode):
        include = source / "runtime" / "include"
        header = folder / f"{pathlib.Path(compiler).name}-{mode}.h"
        names = [file.relative_to(include) for file in include.glob("valuetask/*.h") if file.stem != "use_value_task"]
        header.write_text("".join(f"#include <{name}>\n" for name in names))
        self.command = [compiler, "-std=c++20", "-Wall", "-Wextra", "-Werror", "-pthread", f"-DVALUETASK_{mode}=1"]
        self.command += [f"-I{include}", "-include", header]
        suffix = "pch" if "clang" in compiler else "gch"
        build = [*self.command[:-2], "-x", "c++-header", header, "-o", f"{header}.{suffix}"]
        done = subprocess.run(build, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"the headers don't compile:\n{done.stderr}")


class Program:
    """One block of a page, in one mode, by one compiler."""

    def __init__(self, rule, page, heading, compiler, mode="CHECKED"):
        self.rule, self.page, self.heading, self.compiler, self.mode = rule, page, heading, compiler, mode

    def __str__(self):
        return f"{self.rule}: {self.heading}, by {pathlib.Path(self.compiler).name}"

    def build(self, folder, headers, source, library):
        (folder / "example.cpp").write_text(blocks(section(self.page, self.heading), "cpp")[0])
        driver = source / "test" / "docs" / "drivers" / f"{self.rule.removeprefix('valuetask-')}.cpp"
        parts = f'#define BAD {int(self.heading == "Bad")}\n#include "example.cpp"\n#include "{driver}"\n'
        (folder / "main.cpp").write_text(parts)
        return self.run([*headers.command, "main.cpp", library, "-o", "example"], folder)

    @staticmethod
    def run(command, folder, **environment):
        return subprocess.run(command, cwd=folder, env=environment or None, capture_output=True, text=True, check=False)

    def outcome(self, headers, source, library):
        """What it prints, or the profile that it writes, and what is wrong with it."""
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            done = self.build(folder, headers, source, library)
            if done.returncode:
                return "", [f"{self}: doesn't compile:\n{done.stderr}"]
            if self.mode == "PROFILED":
                done = self.run(["./example"], folder, VALUETASK_PROFILE="written.json")
                output = (folder / "written.json").read_text() if not done.returncode else ""
            else:
                done = self.run(["./example"], folder)
                output = done.stdout
            problems = [f"{self}: ends with {done.returncode}:\n{done.stdout}{done.stderr}"] if done.returncode else []
            if self.mode == "CHECKED" and not problems:
                problems += self.wrong_end(folder, output)
        output = re.sub(r"\(example\+0x[0-9a-f]+\)", "(example+0x1234)", output)  # wherever the compiler put it
        return re.sub(r'(?:[^\s"]*/)?example\.cpp', "example.cpp", output), problems

    def wrong_end(self, folder, reports):
        """Without a handler, the first report is the program's last word."""
        done = self.run(["./example", "by-default"], folder)
        first = re.match(r"(?:valuetask: .*\n(?:  .*\n)*)?", reports)[0]
        if (done.returncode, done.stderr) != (-signal.SIGABRT if first else 0, first):
            yield f"{self}: without a handler, it ends with {done.returncode}:\n{done.stderr}"


def without_names(reports):
    """Each compiler has its own words for a function."""
    return re.sub(r"^(  .*? (?:at \S+ )?in) '.*'( \(.*\))?$", r"\1", reports, flags=re.M)


class Shown:
    """What a page shows of its Bad block's run: where its reports stand, and its profile, if it has any."""

    REPORTS = re.compile(rf"^{re.escape(END_OF_EVIDENCE)}.*?^```text\n(.*?)^```", re.M | re.S)
    PROFILE = re.compile(r"^```json\n(.*?)^```", re.M | re.S)

    def __init__(self, page):
        self.reports = self.REPORTS.search(page)
        self.profile = self.PROFILE.search(page)


def text_of(match):
    return match[1] if match else ""


def problems_of(rule, page, reports, profile):
    """What is wrong about one page, by what its Bad block gave: reports by each compiler, and a profile, or None."""
    shown = Shown(page)
    said = " ".join(page.partition(END_OF_EVIDENCE)[2].split())
    if RUNTIME_SAYS not in said:
        yield f"{rule}: there is no '{RUNTIME_SAYS}' behind its evidence"
    if not shown.reports and ": nothing," not in said.partition(RUNTIME_SAYS)[2]:
        yield f"{rule}: it neither shows a report nor says 'nothing'"
    first, *others = reports
    if first != text_of(shown.reports):
        yield f"{rule}: the runtime reports this, and not what is shown:\n{first}"
    for other in others:
        if without_names(other) != without_names(first):
            yield f"{rule}: the compilers differ:\n{first}---\n{other}"
    if profile is not None and profile != text_of(shown.profile):
        yield f"{rule}: the profile is this, and not what is shown:\n{profile}"


def with_results(page, reports, profile):
    """The page with what its Bad block gave, where it shows something."""
    for kind, text in (("reports", reports[0]), ("profile", profile)):
        if text and (match := getattr(Shown(page), kind)):
            page = page[: match.start(1)] + text + page[match.end(1) :]
    return page


def run_all(programs, source, library):
    """The outcome of each, in their order."""
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(2) as pool:
        kinds = {(program.compiler, program.mode) for program in programs}
        headers = dict(zip(kinds, pool.map(lambda kind: Headers(pathlib.Path(folder), source, *kind), kinds)))

        def outcome(program):
            return program.outcome(headers[program.compiler, program.mode], source, library)

        return list(pool.map(outcome, programs))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=absolute, required=True)
    parser.add_argument("--library", type=absolute, required=True, help="libvaluetask.a")
    parser.add_argument("--compiler", action="append", required=True, help="the first one's words stand on the pages")
    parser.add_argument("--update", action="store_true", help="write what the runs give into the pages")
    given = parser.parse_args()

    programs, pages = [], {rule: page_of(given.source, rule).read_text() for rule in rules(given.source)}
    for rule, page in pages.items():
        programs += [Program(rule, page, heading, name) for heading in ("Bad", "Good") for name in given.compiler]
        if Shown(page).profile:
            programs.append(Program(rule, page, "Bad", given.compiler[0], "PROFILED"))

    problems, bad = [] if programs else ["there are no pages"], {rule: [] for rule in pages}
    for program, (output, wrong) in zip(programs, run_all(programs, given.source, given.library)):
        problems += wrong
        if program.heading == "Bad":
            bad[program.rule].append((program.mode, output))
        if program.heading == "Good" and output:
            problems.append(f"{program}: the runtime reports:\n{output}")
    for rule, page in pages.items():
        reports = [output for mode, output in bad[rule] if mode == "CHECKED"]
        profile = next((output for mode, output in bad[rule] if mode == "PROFILED"), None)
        if given.update:
            page_of(given.source, rule).write_text(with_results(page, reports, profile))
        else:
            problems += problems_of(rule, page, reports, profile)
    sys.exit("\n".join(problems) or 0)


if __name__ == "__main__":
    main()
