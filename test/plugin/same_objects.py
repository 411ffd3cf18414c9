"""Compiles files with and without the compiler plugin: same_objects.py COMPILER PLUGIN FLAGS FILE..."""

import pathlib
import shlex
import subprocess
import sys

compiler, plugin, flags, *files = sys.argv[1:]
objects = warnings = 0
different = []
for file in files:
    for level in (["-O0", "-g"], ["-O2"], ["-O1", "-fno-exceptions", "-g1"]):
        written = []
        for more in ([], [f"-fplugin={plugin}", "-fplugin-arg-valuetask-unit=unit.json"]):
            command = [compiler, *shlex.split(flags), *level, "-Wno-everything", "-c", file, "-o", "made.o", *more]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                break
            written.append(pathlib.Path("made.o").read_bytes())
        if len(written) != 2:
            if written:
                sys.exit(f"with the plugin, {file} doesn't compile:\n{done.stderr}")
            continue  # these flags are not for it
        objects += 1
        warnings += done.stderr.count("warning:")
        if written[0] != written[1]:
            different.append(" ".join([file, *level]))
print(f"{objects} objects, {warnings} warnings, {len(different)} differ", *different)
if not warnings:
    sys.exit("the plugin was not at work")
