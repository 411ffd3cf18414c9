"""Holds the rules' benchmarks and the Evidence blocks of their pages against the rule table and against the checker.

Every rule has a benchmark with a misuse and a cure, and figures of both; what its page and the README's table show is made of the
committed figures, and so is the plot. In the benchmark's namespace 'misuse' exactly that rule reports something, and nothing is
reported anywhere else.
"""

import argparse
import concurrent.futures
import importlib.machinery
import importlib.util
import os
import pathlib
import re
import shlex
import subprocess
import sys

PUBLIC_HEADERS = r"/benchmark/evidence/public_api/[a-z]+/client\.h$"


def load_script(path):
    """scripts/evidence, which makes the blocks, as a module."""
    sys.dont_write_bytecode = True
    loader = importlib.machinery.SourceFileLoader("evidence", str(path))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("evidence", loader))
    loader.exec_module(module)
    return module


def rules_of(checker):
    done = subprocess.run([checker, "--list-rules"], capture_output=True, text=True, check=True)
    return [line.split()[0] for line in done.stdout.splitlines()]


def needs_profile(source):
    """The rules for which the rule table says so: these sources have none, and no mistake in them is one to the eye."""
    table = (source / "lib" / "findings" / "Rules.def").read_text()
    return set(re.findall(r'^VALUETASK_RULE\(\w+, "(.*?)", \w+, Profile,', table, re.M))


def benchmark_of(source, rule):
    name = rule.removeprefix("valuetask-").replace("-", "_")
    return source / "runtime" / "benchmark" / "evidence" / f"{name}.cpp"


def namespaces(file):
    """The name of the namespace 'misuse' or 'cure' that each line of a file lies in."""
    inside, names = "", {}
    for number, line in enumerate(file.read_text().splitlines(), 1):
        if begun := re.match(r"namespace (misuse|cure) \{$", line):
            inside = begun[1]
        names[number] = inside
        if line == f"}} // namespace {inside}":
            inside = ""
    return names


def wrong_findings(rule, benchmark, both):
    """The checker's and the plugin's word about a benchmark."""
    command = [*both, "--checks", "valuetask-*", "--public", PUBLIC_HEADERS, str(benchmark)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        yield f"the benchmark can't be checked:\n{done.stdout}{done.stderr}"
        return
    found = re.findall(r"^(.*?):(\d+):\d+: warning: .* \[(.*)\]$", done.stdout, re.M)
    reported = set()
    for path, line, name in found:
        file = pathlib.Path(path)
        place = namespaces(benchmark.parent / file if not file.is_absolute() else file)[int(line)]
        if place == "misuse" and name == rule:
            reported.add(name)
        else:
            yield f"{name} is reported in {place or 'what is neither misuse nor cure'}, {path}:{line}"
    if not reported:
        yield "its misuse isn't reported"


def wrong_page(rule, measured, source, script):
    rows = measured["rows"]
    for kind in ("misuse", "cure"):
        if not any(re.match(rf"{kind}(/|$)", name) for name in rows):
            yield f"the figures have no {kind}"
    try:
        block = script.block_of(rule, measured)
    except KeyError as error:
        yield f"the figures lack {error}: run scripts/evidence --only {script.short(rule)}"
        return
    shown = script.row_of(rule).search((source / "README.md").read_text())
    if not shown or shown[2] != script.cell_of(rule, measured):
        yield "the README's table doesn't have its figure: run scripts/evidence --render"
    page = (source / "docs" / "rules" / f"{rule}.md").read_text()
    if page.count(block) != 1:
        yield "the page's Evidence block isn't made of the committed figures: run scripts/evidence --render"
    if script.Page(rule).plot:
        picture = source / "docs" / "evidence" / f"{script.short(rule)}.svg"
        if not picture.exists() or script.drawing_of(rule, measured)[2] not in picture.read_text():
            yield "the plot isn't made of the committed figures: run scripts/evidence --render"


def problems_of(rule, figures, given, script):
    benchmark = benchmark_of(given.source, rule)
    if not benchmark.exists():
        yield f"there is no benchmark {benchmark.relative_to(given.source)}"
        return
    for kind in ("misuse", "cure"):
        if f'"{rule}/{kind}' not in benchmark.read_text():
            yield f"the benchmark has no row named {rule}/{kind}"
    if rule not in figures:
        yield f"docs/evidence/{script.short(rule)}.json isn't there: run scripts/evidence --only {script.short(rule)}"
    else:
        yield from wrong_page(rule, figures[rule], given.source, script)
    if rule not in needs_profile(given.source):
        yield from wrong_findings(rule, benchmark, shlex.split(given.both))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--checker", required=True)
    parser.add_argument("--both", required=True)
    given = parser.parse_args()

    script = load_script(given.source / "scripts" / "evidence")
    figures = script.read()
    rules = rules_of(given.checker)
    problems = [] if rules else ["the checker lists no rules"]
    for rule in figures.keys() - set(rules):
        problems.append(f"docs/evidence/{script.short(rule)}.json has figures of what is no rule")
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for rule, found in zip(rules, pool.map(lambda rule: list(problems_of(rule, figures, given, script)), rules)):
            problems += [f"{rule}: {problem}" for problem in found]
    sys.exit("\n".join(problems) or 0)


if __name__ == "__main__":
    main()
