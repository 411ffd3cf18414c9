"""Checks one file through the clang-tidy plugin and through valuetask-check, and prints the findings. With --compiler, the
compiler checks it as well, with its own plugin.

They are one analysis behind several front ends: when a byte differs, that is an error, and both outputs are
shown. The findings go to stdout for FileCheck. Compiler errors are an error of the test, and so is a message that is
not worded as docs/messages.md says.

A file in test/rules/<rule>/ is checked for that rule alone, since what is wrong about one object can be the
matter of several; --checks says otherwise.
"""

import argparse
import json
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile


MESSAGE = re.compile(r"^.*?:\d+:\d+: (warning|note): (.*?)(?: \[([\w.,-]+)\])?$", re.M)


LONGEST_HEADLINE = 90
LONGEST_NAME = 16  # what a name of the source adds beyond that is not the message's fault
PHRASES = pathlib.Path(__file__).parent / "phrases.txt"
WRONG_ARTICLE = re.compile(r"\ba '(?!uni|us|eu|one|once)[aeiou]|\ban '([^aeiou]|uni|us|eu|one|once)", re.I)


def banned_phrases():
    rows = [line.split("\t")[0] for line in PHRASES.read_text().splitlines() if line and not line.startswith("#")]
    return re.compile("|".join(rows), re.I)


def badly_worded(output):
    banned = banned_phrases()

    def is_bad(kind, text, rule):
        without_names = re.sub(r"'[^']*'", "''", text)
        with_short_names = re.sub(r"'([^']*)'", lambda name: f"'{name[1][:LONGEST_NAME]}'", text)
        return (
            not (text[0].islower() or text[0] == "'")
            or text[-1] in ".!;"
            or text.count("'") % 2
            or (kind == "warning") != bool(rule)
            or (kind == "warning" and len(with_short_names) > LONGEST_HEADLINE)
            or WRONG_ARTICLE.search(text)
            or banned.search(without_names)
        )

    return [text for kind, text, rule in MESSAGE.findall(output) if is_bad(kind, text, rule)]


def run(command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def from_compiler(given, options, checks, flags):
    """What the compiler plugin reports, without what a compiler prints besides."""
    arguments = [f"checks={checks}", *(f"{name.removeprefix('valuetask.')}={value}" for name, value in options.items())]
    command = [given.compiler, f"-fplugin={given.compiler_plugin}", "-fsyntax-only", "-Wno-everything", *flags]
    # What clang-tidy and the checker define, and analyse.
    command += ["-D__clang_analyzer__", "-xc++", given.file]
    command += [f"-fplugin-arg-valuetask-{argument}" for argument in arguments]
    _, _, printed = run(command)
    lines = [
        line
        for line in printed.splitlines(keepends=True)
        if not re.match(r"(In file included from |\d+ (warning|error)s? (and \d+ errors? )?generated\.$)", line)
    ]
    return "".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for option in ("--checker", "--flags"):
        parser.add_argument(option, required=True)
    for option in ("--tidy", "--plugin"):
        parser.add_argument(option, help="left out: the checker alone")
    for option in ("--compiler", "--compiler-plugin"):
        parser.add_argument(option, help="left out: without the compiler plugin")
    parser.add_argument("--types", help="names for valuetask.SingleAwaitTypes")
    parser.add_argument("--dialects", help="names and files for valuetask.Dialects")
    parser.add_argument("--public", help="a regular expression for valuetask.PublicHeaders")
    parser.add_argument("--profile", help="a file for valuetask.Profile")
    parser.add_argument("--without-solver", action="store_true", help="built-in propagation only")
    parser.add_argument("--checks", help="a glob, instead of the rule of the file's folder")
    parser.add_argument("file")
    parser.add_argument("more_flags", nargs="*")
    given = parser.parse_args()

    compiler = ["--", *shlex.split(given.flags), *given.more_flags]
    folder = pathlib.Path(given.file).resolve().parent
    own = f"valuetask-{folder.name}" if folder.parent.name == "rules" else "valuetask-*"
    checks = f"--checks=-*,{given.checks or own}"
    checker = [given.checker, "--quiet", checks]
    tidy = [given.tidy, "-load", given.plugin, checks, "--header-filter=.*"] if given.tidy else []
    options = {}
    if given.types:
        checker.append(f"--single-await-types={given.types}")
        options["valuetask.SingleAwaitTypes"] = given.types
    others = {}
    if given.dialects:
        checker.append(f"--dialects={given.dialects}")
        options["valuetask.Dialects"] = given.dialects
    if given.profile:
        checker.append(f"--profile={given.profile}")
        options["valuetask.Profile"] = str(pathlib.Path(given.profile).resolve())
    if given.public:
        others["valuetask.PublicHeaders"] = given.public
    if given.without_solver:
        others["valuetask.UseSolver"] = "false"
    options |= others
    if options:
        tidy.append(f"--config={json.dumps({'CheckOptions': options})}")
    if others:
        file = tempfile.NamedTemporaryFile("w", suffix=".yaml")
        json.dump({"CheckOptions": options}, file)
        file.flush()
        checker.append(f"--config-file={file.name}")

    status, from_checker, errors = run([*checker, given.file, *compiler])
    if status not in (0, 1):
        sys.exit(f"valuetask-check ended with {status}:\n{from_checker}{errors}")
    if (status == 1) != bool(from_checker):
        sys.exit(f"valuetask-check ended with {status} and printed:\n{from_checker}")
    if bad := badly_worded(from_checker):
        sys.exit("\n".join(["not worded as messages are:", *bad]))
    if given.tidy:
        _, from_plugin, tidy_errors = run([*tidy, given.file, *compiler])
        if from_checker != from_plugin:
            sys.exit(f"the front ends differ\n--- checker\n{from_checker}--- plugin\n{from_plugin}{tidy_errors}")
    if given.compiler:
        compiled = from_compiler(given, options, given.checks or own, compiler[1:])
        if from_checker != compiled:
            sys.exit(f"the compiler plugin differs\n--- checker\n{from_checker}--- compiler\n{compiled}")
    sys.stdout.write(from_checker)


if __name__ == "__main__":
    main()
