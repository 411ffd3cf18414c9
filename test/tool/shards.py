"""Splits an analysis, joins the reports, and holds that against one run: shards.py CHECKER FOLDER"""

import json
import pathlib
import subprocess
import sys

checker, folder = sys.argv[1], pathlib.Path(sys.argv[2])
names = ["a.cpp", "b.cpp", "c.cpp", "d.cpp", "e.cpp", "gone.cpp"]
database = [{"directory": str(folder), "file": name, "command": f"clang++ -std=c++20 -c {name}"} for name in names]
(folder / "compile_commands.json").write_text(json.dumps(database))
formats = ("json", "sarif", "github", "junit")


def run(*options):
    command = [checker, f"--project-root={folder}", *options]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def outputs(prefix):
    return [option for name in formats for option in (f"--format={name}", f"--output={prefix}.{name}")]


whole = run("-p", ".", *outputs("whole"))
if whole.returncode != 3:
    sys.exit(f"exit code {whole.returncode}:\n{whole.stderr}")
if len(json.loads((folder / "whole.json").read_text())["findings"]) < 4:
    sys.exit("too few findings to say anything")
for count in (1, 2, 3, 7):
    parts, analysed = [], []
    for number in range(1, count + 1):
        part = f"part-{number}-of-{count}"
        done = run("-p", ".", f"--shard={number}/{count}", *outputs(part))
        if done.returncode not in (0, 1, 3):
            sys.exit(f"exit code {done.returncode}:\n{done.stderr}")
        parts.append(part)
        analysed += json.loads((folder / f"{part}.json").read_text())["files"]
    if sorted(analysed) != names[:-1]:
        sys.exit(f"{count} shards analysed {analysed}")
    for kind, order in (("json", parts), ("json", parts[::-1]), ("sarif", parts), ("sarif", parts[::-1])):
        merged = run("merge", *(f"{part}.{kind}" for part in order), *outputs("merged"))
        if merged.returncode != whole.returncode:
            sys.exit(f"{count} shards: exit code {merged.returncode}:\n{merged.stderr}")
        for name in formats:
            one, other = (folder / f"{prefix}.{name}" for prefix in ("whole", "merged"))
            if one.read_text() != other.read_text():
                sys.exit(f"{count} shards of {kind}: {name} differs\n{one.read_text()}\n{other.read_text()}")
