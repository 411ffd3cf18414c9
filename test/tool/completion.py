"""Completes words as bash does, and parses the scripts of the other shells: completion.py CHECKER"""

import os
import shutil
import subprocess
import sys
import tempfile

checker = sys.argv[1]


def script(shell):
    return subprocess.run([checker, "completion", shell], capture_output=True, text=True, check=True).stdout


def completed(folder, *words):
    """What bash offers for the last word."""
    code = script("bash") + (
        "COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _valuetask_check; printf '%s\\n' \"${COMPREPLY[@]}\"\n"
    )
    done = subprocess.run(["bash", "-c", code, "bash", "valuetask-check", *words], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode or done.stderr:
        sys.exit(f"bash, {words}: {done.stderr}")
    return set(done.stdout.split())


with tempfile.TemporaryDirectory() as folder:
    os.mkdir(os.path.join(folder, "sources"))
    open(os.path.join(folder, "some.json"), "w", encoding="utf-8").close()
    for words, there, not_there in [
        (["--ba"], {"--baseline="}, {"--quiet"}),
        (["--q"], {"--quiet"}, {"--quiet="}),
        (["--color", "a"], {"always", "auto"}, {"never"}),
        (["--color", "=", "n"], {"never"}, {"auto"}),
        (["--format", "="], {"sarif", "json", "text", "html"}, {"or", "--quiet"}),
        (["--checks", "=", "valuetask-d"], {"valuetask-double-await", "valuetask-delayed-await"}, {"valuetask-unconsumed"}),
        (["--baseline", "=", "so"], {"some.json", "sources"}, set()),
        (["--cache-dir", "=", "so"], {"sources"}, {"some.json"}),
        (["--single-await-types", "=", "so"], set(), {"some.json", "sources"}),
        (["so"], {"some.json", "sources"}, set()),
        (["m"], {"merge"}, {"doctor"}),
        (["merge", "so"], {"some.json"}, {"merge"}),
        (["completion", ""], {"bash", "zsh", "fish"}, set()),
    ]:
        offered = completed(folder, *words)
        if not there <= offered or not_there & offered:
            sys.exit(f"{words}: {offered}")
    help_text = subprocess.run([checker, "--help"], capture_output=True, text=True, check=True).stdout
    options = {line.split()[0] for line in help_text.splitlines() if line.startswith("  -")}
    missing = options - {word.rstrip("=") for word in completed(folder, "-")}
    if missing or len(options) < 35:
        sys.exit(f"of {len(options)} options, bash doesn't know {missing}")
    for shell in ("zsh", "fish"):
        if shutil.which(shell):
            subprocess.run([shell, "-n"], input=script(shell), text=True, check=True)
