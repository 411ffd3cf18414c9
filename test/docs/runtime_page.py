"""Builds and runs what pages show, such as docs/runtime.md, and compares the output with what the pages show.

A block of C++ is a file, with the name behind 'cpp', or example.cpp; so is one of CMake that has a name. With a block
of text behind it, one of C++ is a program that prints this, in release mode and in checked mode; with the word 'checked'
in that mode only, with 'aborts' so that it ends there. Without, it must compile; 'wrong' says that it's not to be
imitated. A console block is a shell's, in the folder of these files: the commands behind '$ ' print what is below them.
In what is for both modes, no compiler warns and the checker finds nothing.
"""

import argparse
import concurrent.futures
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile

from summary import without_times

BLOCK = re.compile(r"^```(\w*) ?(.*)\n((?:.*\n)*?)```$", re.M)


class Example:
    """A file of the page, a shell's commands, or nothing to run, and where the output stands, if there is any."""

    def __init__(self, block, following):
        language, words, self.text = block.groups()
        self.words = words.split()
        self.line = block.string.count("\n", 0, block.start()) + 1
        self.name = next((word for word in self.words if "." in word), "example.cpp")
        self.is_console = language == "console"
        self.is_file = language == "cpp" or language == "cmake" and bool(self.words)
        self.is_program = language == "cpp" and following is not None and following[1] == "text"
        self.is_for_both = language == "cpp" and not {"checked", "aborts", "wrong"} & set(self.words)
        self.shown = block if self.is_console else following if self.is_program else None

    def outputs(self, shell):
        """What it prints, in each mode. Raises RuntimeError where it does not even build, or ends in another way."""
        if self.is_console:
            commands = re.findall(r"^\$ (.*)$", self.text, re.M)
            printed = ""
            for command in commands:
                code, output = shell(command)
                if code and command.startswith("c++ "):
                    raise RuntimeError(f"does not build:\n{output}")
                printed += f"$ {command}\n{output}"
            return [printed]
        return [self.run(shell, checked) for checked in ((0, 1) if self.is_for_both else (1,))]

    def run(self, shell, checked):
        strict = "-Wall -Wextra -Werror " if self.is_for_both else ""
        # What is for both modes the checker compiles as it stands here, and so sees an include that is missing.
        headers = f"${{HEADERS_{checked}:-}} " if self.is_for_both else ""
        build = f"c++ -std=c++20 -pthread {strict}{headers}-DVALUETASK_CHECKED={checked} {self.name}"
        if not self.is_program:
            code, output = shell(f"{build} -fsyntax-only")
        else:
            program = f"./{pathlib.Path(self.name).stem}_{checked}"
            code, output = shell(f"{build} -lvaluetask -o {program}")
        if code:
            raise RuntimeError(f"does not build, checked {checked}:\n{output}")
        if not self.is_program:
            return ""
        code, output = shell(f"exec {program}")
        if code != (-signal.SIGABRT if "aborts" in self.words else 0):
            raise RuntimeError(f"ends with {code}, checked {checked}:\n{output}")
        return output


def precompile(folder, source, compiler, checked):
    """The runtime's headers, which are most of what the compiler reads of an example."""
    include = source / "runtime" / "include"
    names = [file.relative_to(include) for file in include.glob("valuetask/*.h") if file.stem != "use_value_task"]
    header = folder / f"headers_{checked}.h"
    header.write_text("".join(f"#include <{name}>\n" for name in names))
    build = [compiler, "-std=c++20", "-pthread", f"-I{include}", f"-DVALUETASK_CHECKED={checked}", "-x", "c++-header", header]
    done = subprocess.run([*build, "-o", f"{header}.pch"], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"the headers don't compile:\n{done.stderr}")
    return f"{header}.pch"


def examples_of(page):
    blocks = list(BLOCK.finditer(page))
    return [Example(*pair) for pair in zip(blocks, [*blocks[1:], None])]


def run(example, files, environment):
    """Runs one example in a folder of its own, which has all the files that stand before it."""
    with tempfile.TemporaryDirectory() as folder:
        for file in files:
            (pathlib.Path(folder) / file.name).write_text(file.text)

        def shell(command):
            done = subprocess.run(
                ["sh", "-c", command],
                cwd=folder,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )
            output = done.stdout.replace(f"{folder}/", "")
            # Wherever the compiler put it.
            return done.returncode, re.sub(r"\((\w+?)(_[01])?\+0x[0-9a-f]+\)", r"(\1+0x1234)", output)

        try:
            outputs = example.outputs(shell)
        except RuntimeError as error:
            return None, [f"{example.line}: {error}"]
        problems = []
        if example.is_for_both:
            code, found = shell(f"valuetask-check {example.name} -- -std=c++20")
            if code:
                problems.append(f"{example.line}: the checker says:\n{found}")
    if len(set(outputs)) > 1:
        problems.append(f"{example.line}: the modes differ:\n{outputs[0]}---\n{outputs[1]}")
    return outputs[0], problems


def wrong_output(path, examples, done, update):
    """What differs between a page and what its programs print. With 'update', writes what they print into the page."""
    page = path.read_text()
    shown = [example.shown for example in examples if example.shown]
    for example, block in zip(examples, BLOCK.finditer(page)):
        if block[1] == "text" and not any(block.start() == one.start() for one in shown):
            yield f"{example.line}: no program prints this"
    if not shown:
        yield "1: the page shows no output"
    for example, output, found in reversed(done):
        yield from found
        if example.shown is None or output is None or without_times(example.shown[3]) == without_times(output):
            continue
        if update:
            page = page[: example.shown.start(3)] + output + page[example.shown.end(3) :]
        else:
            yield f"{example.line}: prints this, and not what is shown:\n{output}"
    if update:
        path.write_text(page)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--page", nargs="+", required=True)
    parser.add_argument("--library", type=pathlib.Path, required=True, help="libvaluetask.a")
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--checker", type=pathlib.Path, required=True)
    parser.add_argument("--clang-tidy", help="with a version in its name there")
    parser.add_argument("--plugin", type=pathlib.Path)
    parser.add_argument("--update", action="store_true", help="write the output into the page")
    given = parser.parse_args()

    paths = [given.source / name for name in given.page]
    examples = {path: examples_of(path.read_text()) for path in paths}
    problems = []

    with tempfile.TemporaryDirectory() as tools, concurrent.futures.ThreadPoolExecutor(2) as pool:
        pathlib.Path(tools, "c++").symlink_to(given.compiler)
        if given.clang_tidy:
            pathlib.Path(tools, "clang-tidy-19").symlink_to(given.clang_tidy)
        environment = {
            **os.environ,
            "PATH": f"{tools}:{given.checker.parent}:{os.environ['PATH']}",
            "CPATH": str(given.source / "runtime" / "include"),
            "LIBRARY_PATH": str(given.library.parent),
            "LD_LIBRARY_PATH": str(given.plugin.parent) if given.plugin else "",
        }
        # Where a page has only a few programs, that takes longer than it saves.
        modes = (0, 1) if sum(example.is_for_both for page in examples.values() for example in page) > 4 else ()
        headers = pool.map(lambda checked: precompile(pathlib.Path(tools), given.source, given.compiler, checked), modes)
        environment |= {f"HEADERS_{checked}": f"-include-pch {file}" for checked, file in enumerate(headers)}
        wanted = {
            path: [
                (example, [file for file in page[: i + 1] if file.is_file])
                for i, example in enumerate(page)
                if example.is_console or example.name.endswith(".cpp") and example.is_file
            ]
            for path, page in examples.items()
        }
        done = {
            path: list(pool.map(lambda one: (one[0], *run(*one, environment)), page)) for path, page in wanted.items()
        }

    for path in paths:
        found = wrong_output(path, examples[path], done[path], given.update)
        problems += [f"{path.relative_to(given.source)}:{problem}" for problem in found]
    sys.exit("\n".join(problems) or 0)


if __name__ == "__main__":
    main()
