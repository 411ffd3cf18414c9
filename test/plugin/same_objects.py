"""Compiles files with and without the compiler plugin: same_objects.py [--each-level] COMPILER PLUGIN FLAGS FILE...

Each file at one level of optimisation in turn, or at each."""

import pathlib
import shlex
import subprocess
import sys

LEVELS = (["-O0", "-g"], ["-O2"], ["-O1", "-g1"])

each_level = sys.argv[1] == "--each-level"
compiler, plugin, flags, *files = sys.argv[2 if each_level else 1 :]
objects = warnings = 0
different = []
for number, file in enumerate(files):
    for level in LEVELS if each_level else [LEVELS[number % len(LEVELS)]]:
        written = []
        for more in ([], [f"-fplugin={plugin}", "-fplugin-arg-valuetask-unit=unit.json"]):
            command = [compiler, *shlex.split(flags), *level, "-Wno-everything", "-c", file, "-o", "made.o", *more]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                sys.exit(f"{' '.join(command)}\n{done.stderr}")
            written.append(pathlib.Path("made.o").read_bytes())
        objects += 1
        warnings += done.stderr.count("warning:")
        if written[0] != written[1]:
            different.append(" ".join([file, *level]))
print(f"{objects} objects, {warnings} warnings, {len(different)} differ", *different)
if not warnings:
    sys.exit("the plugin was not at work")
