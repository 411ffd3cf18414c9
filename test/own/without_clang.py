"""Are sources free of clang's headers, those that they include through others too?

usage: without_clang.py [--as FILE] BUILD SOURCE_DIR [FILE...]

Without files: all of what writes reports and joins them. --as: compile the files as this one of SOURCE_DIR is.
"""
import argparse
import concurrent.futures
import pathlib
import re
import subprocess
import sys

from commands import compile_command

# It wants the compiler's options, of which the configuration is.
ROOMS = ["reports", "merge"]


def headers_of(build, source, like):
    done = subprocess.run(
        [*compile_command(build, like), "-M", source], check=False, capture_output=True, text=True, cwd=build
    )
    if done.returncode:
        sys.exit(done.stderr)
    return re.findall(r"[^\s\\]+", done.stdout)[1:]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("source_dir", type=pathlib.Path)
    parser.add_argument("--as", dest="like", type=pathlib.Path)
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    asked = parser.parse_args()
    tool = asked.source_dir / "tools/valuetask-check"
    sources = asked.files or sorted(file for room in ROOMS for file in (tool / room).glob("*.cpp"))
    if not asked.files and len(sources) < 15:
        sys.exit(f"only {len(sources)} sources in {tool}: were the rooms renamed?")
    is_clean = True
    with concurrent.futures.ThreadPoolExecutor() as pool:
        like = asked.source_dir / asked.like if asked.like else None
        for source, headers in zip(sources, pool.map(lambda file: headers_of(asked.build, file, like or file), sources)):
            found = [header for header in headers if re.search(r"/clang(-tidy|-c)?/[A-Z]", header)]
            if not any("/llvm/" in header for header in headers):
                sys.exit(f"{source} includes no header of LLVM: this test sees nothing")
            if found:
                is_clean = False
                print(f"{source.relative_to(asked.source_dir) if not asked.files else source.name} includes "
                      f"{len(found)} headers of clang, the first of them {found[0]}")
    print(f"{len(sources)} sources")
    return 0 if is_clean else 1


sys.exit(main())
