"""Runs programs, has them checked, and compares the two.

What is compared is a rule and an object in a function, since one mistake is reported once, at the first place where it shows,
and happens in as many places and runs as there are:

- A finding is FALSE where it never happens: `valuetask-double-await` and `valuetask-unguarded-result` in their line, or in the
  statement around it, `valuetask-unconsumed` with an object of its group.
- A mistake is a MISS where no finding of its rule is about an object of its group.

A group is what the text connects: all names that are in one line of a declaration, an assignment or a swap may be the same
object, or have had it. What was created out of sight belongs to every group.
"""
import collections
import concurrent.futures
import dataclasses
import itertools
import os
import pathlib
import re
import subprocess

import programs

HERE = pathlib.Path(__file__).resolve().parent
CONSUMED, FORGOTTEN, UNGUARDED = RULES = ["valuetask-double-await", "valuetask-unconsumed", "valuetask-unguarded-result"]
BATCH = 100  # functions in a file
NAMES = re.compile(r"\b(?:[vrpowuh]|pair|all|run|taken)\d*\b")
CONNECTS = re.compile(r"\bauto\b|value_task<int>|std::swap|[^=!<>]=[^=]")


class Broken(Exception):
    """A tool failed: nothing was compared."""


@dataclasses.dataclass(frozen=True)
class Finding:
    rule: str
    line: int  # of the function
    message: str


@dataclasses.dataclass(frozen=True)
class Mistake:
    rule: str
    lines: tuple
    created: int
    has_handled: bool  # an exception, in each of its runs
    ends_normally: bool  # the function, afterwards
    is_overwritten: bool  # unconsumed, and not at the end of its scope
    times: int
    first: str  # input


@dataclasses.dataclass
class Outcome:
    """Of one function. `is_dropped`: the checker says that it gave up a search there. `error`: it doesn't compile, or crashes."""

    text: list
    findings: list = dataclasses.field(default_factory=list)
    mistakes: list = dataclasses.field(default_factory=list)
    is_dropped: bool = False
    error: str = ""


def run(command):
    try:
        return subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    except OSError as error:
        raise Broken(error) from error


class Laboratory:
    def __init__(self, source, checker, compiler, library, folder):
        self.checker, self.library, self.folder = checker, library, folder
        self.flags = ["-std=c++20", f"-I{source}/runtime/include", f"-I{HERE}"]
        self.compile = [compiler, *self.flags, "-O0", "-w", "-DVALUETASK_CHECKED=1", "-DFUZZ_RUNS"]
        self.files = 0
        self.header = folder / "programs.h.pch"
        self.must(run([*self.compile, "-x", "c++-header", HERE / "programs.h", "-o", self.header]))

    @staticmethod
    def must(done):
        if done.returncode:
            raise Broken(f"{' '.join(map(str, done.args))}\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
        return done.stdout

    def examine(self, made, is_of_interest=lambda name, outcome: True):
        """An Outcome for each of these functions, name by name. The run leaves out those whose findings are of no interest."""
        items = list(made.items())
        length = min(BATCH, len(items) // os.cpu_count() + 1)
        batches = [dict(items[at : at + length]) for at in range(0, len(items), length)]
        numbered = [(self.files + at, batch) for at, batch in enumerate(batches)]
        self.files += len(batches)
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            done = list(pool.map(lambda one: self.examine_batch(*one, is_of_interest), numbered))
        return {name: outcome for outcomes in done for name, outcome in outcomes.items()}

    def examine_batch(self, number, made, is_of_interest):
        outcomes = {name: Outcome(programs.function(name, nodes)) for name, nodes in made.items()}
        program = self.folder / f"run{number}"
        self.leave_out_broken(number, outcomes)
        self.check(number, outcomes)
        for name, outcome in outcomes.items():
            if not outcome.error and not is_of_interest(name, outcome):
                outcome.error = "of no interest"
        self.run(number, outcomes)
        for left in (program, f"{program}.cpp", f"{self.folder}/check{number}.cpp"):
            pathlib.Path(left).unlink()
        return outcomes

    def leave_out_broken(self, number, outcomes):
        """What doesn't compile would have the checker say less of the others; unbalanced braces would swallow them."""
        for outcome in outcomes.values():
            if not is_balanced(outcome.text):
                outcome.error = "braces don't match"
        starts = self.write(number, outcomes)
        file = self.folder / f"run{number}.cpp"
        compiled = run([*self.compile, "-include-pch", self.header, "-fsyntax-only", "-ferror-limit=0", file])
        errors = re.findall(rf"^{re.escape(str(file))}:(\d+):\d+: error: (.*)", compiled.stderr, re.M)
        if compiled.returncode and not errors:
            self.must(compiled)
        for at, message in errors:
            outcomes[owner(starts, int(at))[0]].error = message

    def check(self, number, outcomes):
        starts = self.write(number, outcomes)
        file = self.folder / f"check{number}.cpp"
        checks = f"--checks=-*,{','.join(RULES)}"
        done = run([self.checker, "--quiet", "--stats", "--no-cache", "-j", "1", checks, file, "--", *self.flags])
        if done.returncode not in (0, 1):
            self.must(done)
        for name in re.findall(r"^ +dropped in: +(\w+)", done.stderr, re.M):
            outcomes[name].is_dropped = True
        for at, message, rule in re.findall(rf"^{re.escape(str(file))}:(\d+):\d+: warning: (.*) \[([\w-]+)\]$", done.stdout, re.M):
            name, start = owner(starts, int(at))
            outcomes[name].findings.append(Finding(rule, int(at) - start, message))

    def run(self, number, outcomes):
        program = self.folder / f"run{number}"
        while True:
            starts = self.write(number, outcomes)
            command = [*self.compile, "-include-pch", self.header, f"{program}.cpp", self.library, "-o", program]
            self.must(run(command))
            done = run([program])
            rows = [row.split("\t") for row in done.stdout.splitlines()]
            if not done.returncode:
                break
            crashed = [row[0] for row in rows if len(row) == 1][-1]
            outcomes[crashed].error = f"ends with {done.returncode}: {done.stderr}"
        for row in rows:
            if len(row) == 1:
                continue
            name, kind, consumed, statement, created, handled, normal, times, first = row
            start = starts[name]
            places = tuple({int(consumed) - start, int(statement) - start})
            where = int(created) - start if int(created) else -1
            rule = f"valuetask-{kind.replace('overwritten', 'unconsumed')}"
            of_run = (handled == "1", normal == "1", kind == "overwritten")
            mistake = Mistake(rule, places, where, *of_run, int(times), first)
            outcomes[name].mistakes.append(mistake)

    def write(self, number, outcomes):
        """The two files, line by line the same, of what has no error; and where each function begins."""
        lines, starts = ['#include "programs.h"'], {}
        for name, outcome in outcomes.items():
            if not outcome.error:
                starts[name] = len(lines) + 1
                lines += outcome.text
        main = ["int main() {", "  fuzz::prepare();", *(f'  fuzz::run("{name}", {name});' for name in starts), "}"]
        for file, these in (("run", [*map(programs.for_run, lines), *main]), ("check", map(programs.for_checker, lines))):
            (self.folder / f"{file}{number}.cpp").write_text("\n".join(these) + "\n", encoding="utf-8")
        return starts


def is_balanced(text):
    depths = list(itertools.accumulate(one.count("{") - one.count("}") for one in text))
    return not depths[-1] and all(depths[: text.index("}")])


def owner(starts, at):
    """The function that a line is in, and where it begins."""
    return max(((name, start) for name, start in starts.items() if start <= at), key=lambda one: one[1])


def groups_of(text):
    """For each line the groups of its objects."""
    of = {}

    def root(name):
        while of.setdefault(name, name) != name:
            name = of[name]
        return name

    named = [NAMES.findall(programs.for_checker(one)) for one in text]
    for one, names in zip(text, named):
        if CONNECTS.search(one):
            for name in names[1:]:
                of[root(name)] = root(names[0])
    return [{root(name) for name in names} for names in named]


def disagreements(outcome):
    """(what, rule) -> what is said or happens, for each FALSE and each MISS of a function."""
    groups = groups_of(outcome.text)
    found = collections.defaultdict(list)
    # Of what comes behind undefined behaviour, the run says nothing.
    is_whole = all(one.rule != "valuetask-undefined" for one in outcome.mistakes)
    for finding in outcome.findings if is_whole else []:
        # One that something else was moved into may be empty, and consumed after it was moved.
        rules = {finding.rule, "valuetask-empty"} if finding.rule == CONSUMED else {finding.rule}
        same = [one for one in outcome.mistakes if one.rule in rules]
        if finding.rule == FORGOTTEN:
            happens = any(one.created < 0 or groups[one.created] & groups[finding.line] for one in same)
        else:
            happens = any(finding.line in one.lines for one in same)
        if not happens:
            found["FALSE", finding.rule].append(finding)
    for mistake in outcome.mistakes:
        # What is forgotten on a path that doesn't end normally is no mistake by the rule's page; a finding of it isn't FALSE.
        if mistake.rule not in RULES or (mistake.rule == FORGOTTEN and not mistake.ends_normally):
            continue
        places = [mistake.created] if mistake.rule == FORGOTTEN else mistake.lines
        its = set().union(*(groups[at] for at in places if at >= 0))
        said = [one for one in outcome.findings if one.rule == mistake.rule]
        if not any(not its or not groups[one.line] or groups[one.line] & its for one in said):
            found["MISS", mistake.rule].append(mistake)
    return found
