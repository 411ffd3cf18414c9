"""Makes a rule in a copy of the project, as CONTRIBUTING says, and links a checker that has it.

Only what is made of the rule table or of the rule's own files is compiled; everything else comes from a build of the
original. Fails if scripts/new-rule changes or adds other files than a rule consists of.
"""

import argparse
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

# What a rule consists of, and the two tables that it has a row in.
ROWS = {"lib/findings/Rules.def", "README.md"}
OWN_FILES = """lib/rules/{id}.cpp docs/rules/valuetask-{name}.md test/docs/drivers/{name}.cpp
test/rules/{name}/found.cpp test/rules/{name}/correct.cpp test/rules/{name}/known.cpp
tools/valuetask-check/selftest/{name}.cpp
runtime/benchmark/evidence/{file}.cpp runtime/benchmark/evidence/{file}.py"""


def run(*command, **options):
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    if done.returncode:
        sys.exit(f"{command[0]} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def contents(folder):
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).digest() for path in files}


def make_rule(given, source):
    rule_id = "".join(word.capitalize() for word in given.name.split("-"))
    before = contents(source)
    run(source / "scripts" / "new-rule", given.name, given.summary)
    after = contents(source)
    changed = {name for name, text in before.items() if after.get(name) != text}
    own = set(OWN_FILES.format(id=rule_id, name=given.name, file=given.name.replace("-", "_")).split())
    if changed != ROWS or after.keys() - before.keys() != own:
        sys.exit(f"new-rule changed {sorted(changed)} and added {sorted(after.keys() - before.keys())}")

    table = source / "lib" / "findings" / "Rules.def"
    row = re.compile(rf'(VALUETASK_RULE\({rule_id}, "[^"]*"), [^"]*,(?=\s*")')
    text, count = row.subn(rf"\1, {given.row},", table.read_text())
    if count != 1:
        sys.exit("the table has no row to be changed")
    table.write_text(text)
    shutil.copy(given.code, source / "lib" / "rules" / f"{rule_id}.cpp")
    shutil.copy(given.canary, source / "tools" / "valuetask-check" / "selftest" / f"{given.name}.cpp")


def configure(given, source, build):
    """As the original, whose answers about the compiler are taken over."""
    build.mkdir()
    cache = (given.build / "CMakeCache.txt").read_text()
    cache = cache.replace(str(given.build), str(build)).replace(f"={given.source}\n", f"={source}\n")
    (build / "CMakeCache.txt").write_text(cache)
    for answers in (given.build / "CMakeFiles").glob("[0-9]*"):
        shutil.copytree(answers, build / "CMakeFiles" / answers.name)
    run(given.cmake, "-S", source, "-B", build, "-DVALUETASK_BUILD_TESTS=OFF", "-DVALUETASK_BUILD_EXAMPLES=OFF")


def is_made_of_rules(file, given, build):
    """Does the file read the rule table itself, or a list that CMake makes of the rules' files?"""
    text = file.read_text()
    if '#include "findings/Rules.def"' in text:
        return True
    tool = pathlib.Path("tools/valuetask-check")
    lists = [tool / name for name in re.findall(r'#include "(\w+\.inc)"', text)]
    return any((build / name).exists() and (build / name).read_bytes() != (given.build / name).read_bytes() for name in lists)


def link(given, source, build):
    commands = run("ninja", "-C", build, "-t", "commands", "valuetask-check").splitlines()
    linking = next(line for line in reversed(commands) if " -o bin/valuetask-check " in line)
    to_compile = []
    for entry in json.loads((build / "compile_commands.json").read_text()):
        file, command = pathlib.Path(entry["file"]), entry["command"]
        output = re.search(r" -o (\S+\.o) ", command)
        if not output or f" {output[1]} " not in linking:
            continue
        made = output[1]
        (build / made).parent.mkdir(parents=True, exist_ok=True)
        if (given.build / made).exists() and not is_made_of_rules(file, given, build):
            shutil.copy(given.build / made, build / made)
        else:  # with the original's precompiled headers, which are LLVM's
            to_compile.append(re.sub(rf"{re.escape(str(build))}(/\S+/cmake_pch\.\S+)", rf"{given.build}\1", command))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda command: run("sh", "-c", command, cwd=build), to_compile))
    (build / "bin").mkdir(exist_ok=True)
    run("sh", "-c", linking, cwd=build)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("source", "build", "copy", "code", "canary"):
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True)
    for name in ("cmake", "name", "summary", "row"):
        parser.add_argument(f"--{name}", required=True)
    given = parser.parse_args()
    source, build = given.copy / "source", given.copy / "build"
    shutil.copytree(given.source, source, ignore=shutil.ignore_patterns("build", ".git"), symlinks=True)
    make_rule(given, source)
    configure(given, source, build)
    link(given, source, build)


if __name__ == "__main__":
    main()
