"""Time one process: seconds, memory, and what it wrote.

A process's peak memory counts what it was forked from, so this program has to stay small: corpora and sites are made by
processes of their own.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

from parts import machine


@dataclass
class Run:
    """One run: wall and CPU (user and system) seconds, the peak of resident memory in MiB."""
    wall: float
    cpu: float | None = None
    peak: float | None = None
    stdout: bytes = b""


def run(command, folder):
    """Runs a command to its end; stops everything if it fails, since a failed build is no measurement."""
    machine.touch_memory()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        start = time.monotonic()
        child = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=errors)
        try:
            _, status, usage = os.wait4(child.pid, 0)
        except BaseException:
            child.kill()
            raise
        wall = time.monotonic() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            errors.seek(0)
            sys.exit(f"error: {command[0]} ended with {child.returncode}:\n{errors.read()[-2000:].decode(errors='replace')}")
        out.seek(0)
        mebibytes = usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
        return Run(wall, usage.ru_utime + usage.ru_stime, mebibytes, out.read())


def remove(folder, names):
    """Removes what an earlier run left in a site."""
    for name in names:
        path = os.path.join(folder, name)
        if os.path.isdir(path) and not os.path.islink(path):
            shutil.rmtree(path)
        elif os.path.lexists(path):
            os.unlink(path)


def count(folder):
    """Files and bytes below a folder."""
    files = size = 0
    for base, _, names in os.walk(folder):
        files += len(names)
        size += sum(os.path.getsize(os.path.join(base, name)) for name in names)
    return files, size
