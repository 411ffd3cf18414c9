"""Applies the fixes of one file, and holds what comes out to what fixes promise.

All of them at once, and those of each rule alone: the result compiles without a warning, and the rules whose
fixes were applied find nothing that they would fix any more, nor anything new. A rule that has fixes changes the file
when it is alone. The file with all fixes goes to
stdout for FileCheck, and after it what is still found.
"""

import argparse
import json
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile


def run(command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for option in ("--tidy", "--plugin", "--compiler", "--flags"):
        parser.add_argument(option, required=True)
    parser.add_argument("--profile", type=pathlib.Path, help="a file for valuetask.Profile")
    parser.add_argument("file", type=pathlib.Path)
    given = parser.parse_args()
    flags = shlex.split(given.flags)
    original = given.file.read_text()
    options = {"valuetask.Profile": str(given.profile.resolve())} if given.profile else {}
    configuration = "--config=" + json.dumps({"CheckOptions": options})

    def tidy(file, checks, *more):
        command = [given.tidy, "-load", given.plugin, f"--checks=-*,{checks}", configuration, "--quiet", *more, str(file), "--", *flags]
        status, output = run(command)
        # It ends with 0 whatever it finds; a run that crashed would have nothing new.
        if status:
            sys.exit(f"clang-tidy ended with {status}: {' '.join(command)}\n{output}")
        return re.findall(r"warning: (.*) \[(.*)\]", output)

    def rules_with_fixes(folder):
        file, exported = folder / given.file.name, folder / "fixes.yaml"
        file.write_text(original)
        tidy(file, "valuetask-*", f"--export-fixes={exported}")
        each = exported.read_text().split("- DiagnosticName: ")[1:]
        return {finding.split()[0] for finding in each if "ReplacementText:" in finding}

    def fixed(checks):
        """The text with the fixes of these checks, and the findings before and after."""
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / given.file.name
            file.write_text(original)
            before = tidy(file, checks, "--fix-notes")  # ours are on the help, a note
            status, errors = run([given.compiler, *flags, "-Wall", "-Wextra", "-Werror", "-Wno-unused", "-fsyntax-only", str(file)])
            if status:
                sys.exit(f"with the fixes of {checks}:\n{file.read_text()}{errors}")
            return file.read_text(), before, tidy(file, checks)

    text, before, after = fixed("valuetask-*")
    if text == original:
        sys.exit("nothing was fixed")
    with tempfile.TemporaryDirectory() as folder:
        with_fixes = rules_with_fixes(pathlib.Path(folder))
    for rule in sorted({rule for _, rule in before}):
        alone, alone_before, alone_after = fixed(rule)
        if (alone != original) != (rule in with_fixes):
            sys.exit(f"{rule} {'has' if rule in with_fixes else 'has no'} fixes, and alone {'changes' if alone != original else 'does not change'} the file")
        new = [message for message in alone_after if message not in alone_before]
        if new:
            sys.exit(f"new with the fixes of {rule}: {new}")
    new = [message for message in after if message not in before]
    if new:
        sys.exit(f"new with all fixes: {new}")
    # Without the expectations, which a CHECK-NOT would find.
    sys.stdout.writelines(line for line in text.splitlines(keepends=True) if "CHECK" not in line)
    for message, rule in after:
        print(f"left: {message} [{rule}]")


if __name__ == "__main__":
    main()
