"""Compares an extension's package.json with its code: vscode.py FOLDER"""

import json
import pathlib
import re
import shutil
import subprocess
import sys

folder = pathlib.Path(sys.argv[1])
package = json.loads((folder / "package.json").read_text())
code = (folder / package["main"]).read_text()
readme = (folder / "README.md").read_text()
problems = []


def compare(what, in_package, in_code):
    if set(in_package) != set(in_code) or not in_code:
        problems.append(f"{what}: the code has {sorted(set(in_code))}, package.json has {sorted(set(in_package))}")


settings = package["contributes"]["configuration"]["properties"]
(section,) = set(re.findall(r'getConfiguration\("(\w+)"\)', code))
compare("settings", [name.removeprefix(section + ".") for name in settings], re.findall(r'settings\.get\("(\w+)"\)', code))
compare(
    "commands",
    [each["command"] for each in package["contributes"]["commands"]],
    re.findall(r'registerCommand\("([\w.]+)"', code),
)
compare(
    "languages",
    [event.removeprefix("onLanguage:") for event in package["activationEvents"]],
    re.findall(r'language: "(\w+)"', code),
)
# What VS Code has itself, and what is delivered with Node.js, is no dependency.
compare(
    "packages",
    package["dependencies"],
    {name.split("/")[0] for name in re.findall(r'require\("([^"]+)"\)', code)} - {"vscode"},
)
kinds = {"string": str, "array": list}
for name, setting in settings.items():
    if not isinstance(setting["default"], kinds[setting["type"]]):
        problems.append(f"{name}: the default is no {setting['type']}")
    if f"`{name}`" not in readme:
        problems.append(f"{name} is not in the README")
for part in ("name", "publisher", "version", "license", "engines", "repository"):
    if not package.get(part):
        problems.append(f"package.json lacks '{part}'")
if not re.search(r"^module\.exports = \{ activate, deactivate \};$", code, re.M):
    problems.append("the code doesn't export activate and deactivate")
version = (pathlib.Path(__file__).parents[2] / "runtime/version.txt").read_text().strip()
if package["version"] != version:
    problems.append(f"the version is {package['version']}, the project's is {version}")
if shutil.which("node"):
    checked = subprocess.run(["node", "--check", str(folder / package["main"])], capture_output=True, text=True, check=False)
    if checked.returncode:
        problems.append(checked.stderr)
sys.exit("\n".join(problems) or 0)
