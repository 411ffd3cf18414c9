"""What scripts/demo builds is all that an installation copies: whoever has run it can install at once.

To build the files that are installed, with the demo's targets, takes no more commands than the targets alone.
"""

import argparse
import pathlib
import re
import subprocess
import sys


def installed_files(build):
    """The files below the build's folder that its installation copies, but for those that configuring writes."""
    scripts = "".join(file.read_text() for file in build.rglob("cmake_install.cmake"))
    built = subprocess.run([ninja(build), "-C", build, "-t", "targets", "all"], capture_output=True, text=True, check=True)
    outputs = {line.rpartition(": ")[0] for line in built.stdout.splitlines()}
    copied = {str(pathlib.Path(name).relative_to(build)) for name in re.findall(rf'"({re.escape(str(build))}/[^"]+)"', scripts)}
    return sorted(copied & outputs)


def ninja(build):
    return re.search(r"^CMAKE_MAKE_PROGRAM:\w+=(.*)$", (build / "CMakeCache.txt").read_text(), re.M)[1]


def commands_for(build, targets):
    done = subprocess.run([ninja(build), "-C", build, "-t", "commands", *targets], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines())


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--demo", type=pathlib.Path, required=True, help="the script")
    given = parser.parse_args()
    targets = re.search(r"^build demo (.*)$", given.demo.read_text(), re.M)[1].split()
    files = installed_files(given.build)
    print("installed:", *files)
    if missing := commands_for(given.build, [*targets, *files]) - commands_for(given.build, targets):
        sys.exit("scripts/demo doesn't build what an installation copies:\n" + "\n".join(sorted(missing)))


if __name__ == "__main__":
    main()
