"""Runs docs/guide/measure-then-switch.md from end to end: CHECKER COMPILER SOURCE LIBRARY FOLDER.

The example is built profiled and run, the checker proposes, its fixes are applied, and the program is built and run
again; and back. What the checker says at each step must stand in the guide.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys


class Loop:
    def __init__(self, checker, compiler, source, library, folder):
        self.checker, self.compiler, self.library = os.path.abspath(checker), compiler, os.path.abspath(library)
        self.flags = ["-std=c++20", f"-I{source}/runtime/include"]
        self.guide = (pathlib.Path(source) / "docs/guide/measure-then-switch.md").read_text(encoding="utf-8")
        self.folder = pathlib.Path(folder)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        shutil.copy(pathlib.Path(source) / "runtime/examples/measure_then_switch/service.cpp", self.folder)

    def build(self):
        subprocess.run(
            [self.compiler, *self.flags, "-O2", "-Wall", "-Wextra", "-Werror", "-DVALUETASK_PROFILED=1", "service.cpp", self.library,
             "-pthread", "-o", "service"], cwd=self.folder, check=True,
        )

    def run(self, hits, profile):
        """What it prints, and what the profile says of each function, by its short name."""
        done = subprocess.run(
            ["./service", str(hits)], cwd=self.folder, check=True, capture_output=True, text=True,
            env=os.environ | {"VALUETASK_PROFILE": profile},
        )
        entries = json.loads((self.folder / profile).read_text(encoding="utf-8"))["functions"]
        return done.stdout, {entry["function"].split("(")[-2].split("::")[-1]: entry for entry in entries}

    def check(self, *options):
        """The exit code, and the findings by rule and message, which the guide must show."""
        done = subprocess.run(
            [self.checker, "--quiet", "--format=json", *options, "service.cpp", "--", *self.flags],
            cwd=self.folder, check=False, capture_output=True, text=True,
        )
        if done.stderr:
            sys.exit(f"the checker says: {done.stderr}")
        found = [(finding["rule"], finding["message"]) for finding in json.loads(done.stdout)["findings"]]
        for rule, message in found:
            if f"warning: {message} [{rule}]" not in self.guide:
                sys.exit(f"the guide doesn't show: {message} [{rule}]")
        return done.returncode, [(rule, message.split("'")[1]) for rule, message in found]


def expect(what, is_so, wanted):
    if is_so != wanted:
        sys.exit(f"{what}: {is_so}, and not {wanted}")


def figures(entry):
    return [entry[name] for name in ("type", "calls", "synchronous", "allocations")]


def main():
    loop = Loop(*sys.argv[1:])

    loop.build()
    before, measured = loop.run(80, "before.json")
    expect("get as a task", figures(measured["get"]), ["task<int>", 800_000, 800_000, 800_000])
    expect("the proposals", loop.check("--profile=before.json"), (1, [("valuetask-prefer-value-task", "get")]))

    loop.check("--profile=before.json", "--report=report.html")
    page = (loop.folder / "report.html").read_text(encoding="utf-8")
    points = [point.split("</a>")[0] for point in page.split('<a class="point ')[1:]]
    ringed = [point for point in points if 'class="ring"' in point]
    expect("the points of the page", (len(points), len(ringed)), (len(measured), 1))
    expect("the ring", "service::get: returns a task; 800,000 calls, 100% completed synchronously" in ringed[0], True)

    loop.check("--profile=before.json", "--fix")
    loop.build()
    after, measured = loop.run(80, "after.json")
    expect("the answers", after, before)
    expect("get as a value_task", figures(measured["get"]), ["value_task<int>", 1_000_000, 800_000, 0])
    expect("load", figures(measured["load"]), ["task<int>", 200_000, 0, 200_000])
    expect("after the switch", loop.check("--profile=after.json"), (0, []))

    loop.run(2, "cold.json")
    expect("when the hits are gone", loop.check("--profile=cold.json"), (1, [("valuetask-unprofiled", "get")]))
    loop.run(0, "none.json")
    expect("when there are none", loop.check("--profile=none.json"), (1, [("valuetask-always-async", "get")]))


if __name__ == "__main__":
    main()
