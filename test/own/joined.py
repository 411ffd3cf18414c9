"""Joins the sources of some folders, up to 48 that are compiled alike in one: joined.py BUILD INTO FOLDER...

Each header is then parsed once for all of them. INTO gets the joined sources and a compile database of them.
"""

import collections
import json
import pathlib
import re
import sys

AT_MOST = 48

build, into = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
folders = [pathlib.Path(folder) for folder in sys.argv[3:]]
alike = collections.defaultdict(list)
for entry in json.loads((build / "compile_commands.json").read_text(encoding="utf-8")):
    file = pathlib.Path(entry["file"])
    if any(file.is_relative_to(folder) for folder in folders):
        command = entry["command"].removesuffix(f" -c {file}")
        alike[re.sub(r" -o \S+$", "", command), entry["directory"]].append(file)
into.mkdir(parents=True)
database = []
for (command, directory), files in alike.items():
    for start in range(0, len(files), AT_MOST):
        source = into.resolve() / f"{len(database)}.cpp"
        source.write_text("".join(f'#include "{file}"\n' for file in files[start : start + AT_MOST]), encoding="utf-8")
        database.append({"directory": directory, "command": f"{command} -c {source}", "file": str(source)})
(into / "compile_commands.json").write_text(json.dumps(database), encoding="utf-8")
if not database:
    sys.exit("no source of these folders is in the compile database")
