"""Does the tree look as docs/architecture.md says?

usage: structure.py [--update] SOURCE_DIR

- Each file includes only its own part of the tree and the parts that its row in the table "Which part may include which"
  names, and these stand above it, so that there is no way back.
- What a header declares is defined in the file of the same name.
- The section "Files" names each file, but rules and formats of reports, which have tables of their own, by what its first
  lines say. --update writes that section.
"""
import argparse
import pathlib
import re
import sys

PAGE = "docs/architecture.md"
BEGIN, END = "<!-- files: written by test/own/structure.py --update -->\n", "<!-- end of files -->\n"
# The folders from which includes are written.
SEARCHED = ["lib", "tools/valuetask-check", "checks", "tools/valuetask-clang"]
ELSEWHERE = re.compile(r"(llvm|clang|clang-tidy)/|\w+\.inc$")  # others', and what the build makes
# What has no header of its own: a rule and a format are declared by their tables, and the others are entered by name.
OF_TABLES = re.compile(r"lib/rules/\w+\.cpp$|reports/\w+Report\.cpp$")
ENTERED = {"Main.cpp", "Plugin.cpp"}


def table(page):
    """The parts of the tree, in the order of their rows, and what each may include."""
    rows = re.findall(r"^\| `([\w/-]+)` \| ((?:`[\w/-]+`(?:, )?)*) ?\| .* \|$", page, re.M)
    return {folder: re.findall(r"`([^`]+)`", may) for folder, may in rows}


def sources(root, parts):
    """Each source with the part that it is in: the innermost folder that has a row."""
    for folder in ("lib", "checks", "tools"):
        for file in sorted((root / folder).rglob("*")):
            if file.suffix in {".h", ".cpp", ".def"} and "selftest" not in file.parts and "page" not in file.parts:
                path = file.relative_to(root)
                yield file, next((str(up) for up in path.parents if str(up) in parts), None)


def wrong_table(parts):
    above = []
    for folder, may in parts.items():
        for other in may:
            if other not in above:
                yield f"{PAGE}: `{folder}` may include `{other}`, which doesn't stand above it"
        above.append(folder)


def included(root, file):
    text = re.sub(r'R"(\w*)\(.*?\)\1"', "", file.read_text(encoding="utf-8"), flags=re.S)
    for name in re.findall(r'^#include "([^"]+)"', text, re.M):
        found = next((root / base / name for base in SEARCHED if (root / base / name).is_file()), None)
        yield name, found or (file.parent / name if (file.parent / name).is_file() else None)


def wrong_includes(root, parts):
    number = 0
    homes = dict(sources(root, parts))
    for file, home in homes.items():
        path = file.relative_to(root)
        if not home:
            yield f"{path}: is in no folder that {PAGE} has a row for"
            continue
        for name, target in included(root, file):
            number += 1
            if target is None:
                if not ELSEWHERE.match(name):
                    yield f"{path}: includes '{name}', which is nowhere"
                continue
            there = homes.get(target.resolve(), None) or homes.get(target, None)
            if there and there != home and there not in parts[home]:
                yield f"{path}: includes '{name}' of `{there}`, which the row of `{home}` doesn't allow"
        is_alone = file.suffix == ".cpp" and not file.with_suffix(".h").exists()
        if is_alone and file.name not in ENTERED and not OF_TABLES.search(str(path)):
            yield f"{path}: has no header of its name, which would say what it defines"
    if number < 300:
        yield f"only {number} includes were read: was the tree moved?"
    used = {(home, homes.get(target)) for file, home in homes.items() for _, target in included(root, file) if target}
    for folder, may in parts.items():
        for other in may:
            if (folder, other) not in used:
                yield f"{PAGE}: `{folder}` may include `{other}`, and never does"


def described(file):
    """What a file is, in its own words: of LLVM's first line what follows the dash, of others the file comment's first sentence."""
    text = file.read_text(encoding="utf-8")
    if first := re.match(r"//===--- [\w.]+ - (.*?)(?: ?-*\*- C\+\+ -\*-.*)?=*//\n", text):
        return first[1].rstrip("-= ")
    comment = re.search(r"^/// \\file\n((?:///.*\n)+)", text, re.M) or re.search(r"^((?://(?! Part| SPDX|===).*\n)+)", text, re.M)
    if not comment:
        return ""
    sentence = re.split(r"(?<=[\w)])[.:](?= |$)", " ".join(re.sub(r"^//+ ?", "", comment[1], flags=re.M).split()))[0]
    return sentence[0].lower() + sentence[1:]


def files_section(root, parts):
    """Of a header and its source one row; a source alone has its own."""
    files = dict(sources(root, parts))
    files |= {file: "runtime/include/valuetask" for file in sorted((root / "runtime/include/valuetask").glob("*.h"))}
    files |= {file: "runtime/include/valuetask/detail" for file in sorted((root / "runtime/include/valuetask/detail").glob("*.h"))}
    public = {file.stem for file in files if "runtime" in file.parts}
    for file in sorted((root / "runtime/src").glob("*")):
        if file.suffix == ".h" or (file.stem not in public and not file.with_suffix(".h").exists()):
            files[file] = "runtime/src"
    lines, last = [], None
    for file in files:
        if file.suffix == ".cpp" and (file.with_suffix(".h").exists() or OF_TABLES.search(str(file))):
            continue
        folder = str(file.parent.relative_to(root))
        if folder != last:
            lines += ["", f"| `{folder}` | |", "|---|---|"]
            last = folder
        what = described(file)
        if not what:
            sys.exit(f"{file.relative_to(root)}: its first lines don't say what it is")
        name = file.name if file.suffix in {".def", ".cpp"} else file.stem
        lines.append(f"| `{name}` | {what.replace('|', chr(92) + '|')} |")
    return "\n".join([*lines[1:], ""])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("source", type=pathlib.Path)
    asked = parser.parse_args()
    root = asked.source.resolve()
    page = (root / PAGE).read_text(encoding="utf-8")
    parts = table(page)
    if len(parts) < 10:
        sys.exit(f"{PAGE}: the table of parts has only {len(parts)} rows")
    before, _, rest = page.partition(BEGIN)
    present, _, after = rest.partition(END)
    wanted = files_section(root, parts)
    if asked.update:
        (root / PAGE).write_text(before + BEGIN + wanted + END + after, encoding="utf-8")
        present = wanted
    wrong = [*wrong_table(parts), *wrong_includes(root, parts)]
    there, written = set(wanted.splitlines()), set(present.splitlines())
    wrong += [f"{PAGE}: lacks, or says otherwise: {line}" for line in sorted(there - written)]
    wrong += [f"{PAGE}: names what isn't there: {line}" for line in sorted(written - there)]
    sys.exit("\n".join(wrong) or 0)


main()
