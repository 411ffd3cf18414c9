"""Checks one file through the clang-tidy plugin and through valuetask-check, and prints the findings.

The two are one analysis behind two front ends: when a byte differs, that is an error, and both outputs are
shown. The findings go to stdout for FileCheck. Compiler errors are an error of the test.
"""

import argparse
import shlex
import subprocess
import sys


def run(command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for option in ("--checker", "--tidy", "--plugin", "--flags"):
        parser.add_argument(option, required=True)
    parser.add_argument("--types", help="names for valuetask.SingleAwaitTypes")
    parser.add_argument("file")
    parser.add_argument("more_flags", nargs="*")
    given = parser.parse_args()

    compiler = ["--", *shlex.split(given.flags), *given.more_flags]
    checker = [given.checker, "--quiet"]
    tidy = [given.tidy, "-load", given.plugin, "--checks=-*,valuetask-*", "--header-filter=.*"]
    if given.types:
        checker.append(f"--single-await-types={given.types}")
        tidy.append(f"--config={{CheckOptions: {{valuetask.SingleAwaitTypes: '{given.types}'}}}}")

    status, from_checker, errors = run([*checker, given.file, *compiler])
    _, from_plugin, tidy_errors = run([*tidy, given.file, *compiler])
    if status not in (0, 1):
        sys.exit(f"valuetask-check ended with {status}:\n{from_checker}{errors}")
    if (status == 1) != bool(from_checker):
        sys.exit(f"valuetask-check ended with {status} and printed:\n{from_checker}")
    if from_checker != from_plugin:
        sys.exit(f"the front ends differ\n--- checker\n{from_checker}--- plugin\n{from_plugin}{tidy_errors}")
    sys.stdout.write(from_checker)


if __name__ == "__main__":
    main()
