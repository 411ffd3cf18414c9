"""Adds a report format to a copy of the checker's sources, by one row and one file, and builds the checker with it.

usage: new_format.py BUILD SOURCE_DIR FOLDER NAME REPORT.cpp

What doesn't include the table of formats is linked as the build made it.
"""
import pathlib
import shlex
import shutil
import subprocess
import sys

from commands import compile_command, link_command

build, source_dir, folder = map(pathlib.Path, sys.argv[1:4])
name, report = sys.argv[4], pathlib.Path(sys.argv[5])
tool = source_dir / "tools/valuetask-check"
copy = folder / "valuetask-check"
shutil.rmtree(folder, ignore_errors=True)
shutil.copytree(tool, copy)

table = copy / "reports/Formats.def"
rows = table.read_text()
end = rows.rindex("\n#undef VALUETASK_FORMAT")
table.write_text(f'{rows[:end]}VALUETASK_FORMAT({name.capitalize()}, "{name}")\n{rows[end:]}')
added = copy / f"reports/{name.capitalize()}Report.cpp"
shutil.copy(report, added)

# The sources that make something of the rows; the others know names of the enum, which are as they were.
objects = {}
running = []
made_of_rows = [
    file for file in copy.rglob("*.cpp")
    if file == added or any(word in file.read_text() for word in ("void write(const Report", "Formats.def"))
]
for file in made_of_rows:
    built_like = tool / file.relative_to(copy) if file != added else tool / "reports/Reports.cpp"
    command = [word.replace(str(tool), str(copy)) if word.startswith("-I") else word
               for word in compile_command(build, built_like)]
    target = folder / f"{file.name}.o"
    objects[file.relative_to(copy)] = target
    running.append(subprocess.Popen([*command, "-O0", "-o", target, "-c", file], cwd=build))
if any([each.wait() for each in running]):
    sys.exit(1)

link = link_command(build, "valuetask-check")
old_objects = f"{tool.relative_to(source_dir)}/CMakeFiles/valuetask_check.dir"
for file, target in objects.items():
    old = f"{old_objects}/{file}.o"
    if file == added.relative_to(copy):
        link = link.replace(" -o ", f" {shlex.quote(str(target))} -o ", 1)
    elif old not in link:
        sys.exit(f"{old} is not in the command that links the checker")
    else:
        link = link.replace(old, shlex.quote(str(target)))
program = " bin/valuetask-check "
if program not in link:
    sys.exit(f"the command that links the checker has another form: {link}")
subprocess.run(link.replace(program, f" {shlex.quote(str(folder / 'toy-check'))} "), shell=True, check=True, cwd=build)
