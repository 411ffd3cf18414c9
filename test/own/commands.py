"""How the build compiles and links the checker, for tests that do it again with something changed."""
import json
import pathlib
import shlex
import subprocess


def compile_command(build, source):
    """The compiler's arguments for a source, without the precompiled header, the object and the source itself."""
    for entry in json.loads((build / "compile_commands.json").read_text()):
        if pathlib.Path(entry["file"]) == source:
            break
    else:
        raise SystemExit(f"{source} is not in the compile database; build it first")
    left_out = set()
    words = shlex.split(entry["command"])
    for at, word in enumerate(words):
        # -Xclang -include-pch -Xclang FILE and -Xclang -include -Xclang FILE; or -include FILE.
        if "cmake_pch" in word:
            left_out |= {at, at - 1} if words[at - 1] == "-include" else {at - 3, at - 2, at - 1, at}
        elif word in ("-c", "-o"):
            left_out |= {at, at + 1}
    return [word for at, word in enumerate(words) if at not in left_out]


def link_command(build, target):
    """The command, for a shell in the build folder, that links a target."""
    listed = subprocess.run(
        ["ninja", "-C", build, "-t", "commands", target], check=True, capture_output=True, text=True
    ).stdout
    return listed.splitlines()[-1]
