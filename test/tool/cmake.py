"""Builds a project whose analysis is a part of its build: cmake.py CMAKE CHECKER PACKAGE FOLDER"""

import pathlib
import re
import subprocess
import sys
import time

cmake, checker, package, folder = *sys.argv[1:4], pathlib.Path(sys.argv[4])
twice = folder / "folder, with a name" / "first.cpp"
FIELD, TWICE = "field 'field' stores a 'once'", "field 'twice' stores a 'once'"


def configure(generator, *definitions):
    command = [cmake, "-S", folder, "-B", folder / generator, "-G", generator, f"-DValueTaskCheck_DIR={package}",
               f"-DVALUETASK_CHECK={checker}", *definitions]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)


def build(generator, passes, analysed, has, hasn=()):
    """Builds the target, and holds against what is expected: does it pass, how many units are analysed, the text."""
    command = [cmake, "--build", folder / generator, "--target", "valuetask"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    output = done.stdout + done.stderr
    count = len(re.findall("Analysing ", output))
    if (done.returncode == 0) != passes or count != analysed or any(text not in output for text in has) or any(
            text in output for text in hasn):
        sys.exit(f"{generator}: expected {passes}, {analysed}, {has}, not {hasn}; exit code {done.returncode}, "
                 f"{count} analysed:\n{output}")


def write(file, text):
    time.sleep(0.02)  # make looks at the time, which has to be another one
    file.write_text(text)


mistake, header = twice.read_text(), (folder / "shared.h").read_text()
for generator in ("Ninja", "Unix Makefiles"):
    configure(generator)
    build(generator, False, 3, [FIELD, TWICE, "shared.h:2:", "first.cpp:4:"])
    # What is found stays found, without being looked for.
    build(generator, False, 0, [FIELD, TWICE])
    # A header: its includers.
    write(folder / "shared.h", header.replace("once field;", ""))
    build(generator, False, 1, [TWICE], [FIELD])
    write(twice, mistake.replace("once twice;", ""))
    build(generator, True, 1, [], [FIELD, TWICE])
    build(generator, True, 0, [])
    # The flags have changed; then a configuration file that was read; then one that appears is seen with the next change.
    configure(generator, "-DDEFINITIONS=MORE=1")
    build(generator, True, 3, [])
    # What doesn't compile is named, and fails, until it is mended.
    write(twice, mistake + "no such thing;\n")
    build(generator, False, 1, ["unknown type name 'no'", "does not compile with clang"])
    write(twice, mistake)
    build(generator, False, 1, [TWICE])
    # What is known already is silent.
    base = folder / f"{generator}.json"
    done = subprocess.run([checker, "-p", generator, "--no-cache", "--quiet", f"--write-baseline={base}"], cwd=folder,
                          capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    configure(generator, f"-DARGS=--baseline={base}")
    build(generator, True, 3, [], [TWICE])
    # Known no more: the change of the baseline alone is enough.
    write(base, base.read_text().replace("first.cpp", "another.cpp"))
    build(generator, False, 0, [TWICE])
    configure(generator, "-DARGS=", "-DDEFINITIONS=")
    write(folder / "shared.h", header)
