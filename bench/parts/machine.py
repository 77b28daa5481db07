"""The machine: what it is, and folders on its RAM disk or disk that are removed at the end."""
import contextlib
import os
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from parts.tools import cache, say

GIB = 1 << 30


# Of the free memory, what is written to before a measurement, in bytes at most and as a share.
MOST_TOUCHED, SHARE_TOUCHED = 3 * GIB, 0.25


def touch_memory():
    """Writes to free memory, and lets it go. The host of a virtual machine may hand over memory only when it is written to, and
    take it back when it is idle: that can be ten times slower than to use it, and would count as the time of a program."""
    size = int(min(MOST_TOUCHED, memory("MemAvailable") * SHARE_TOUCHED))
    # In a process of its own, since this one has to stay small.
    touch = "import mmap, sys\npiece = bytes(1 << 20)\nblock = mmap.mmap(-1, int(sys.argv[1]))\n" \
            "hasattr(mmap, 'MADV_HUGEPAGE') and block.madvise(mmap.MADV_HUGEPAGE)\n" \
            "for _ in range(len(block) // len(piece)): block.write(piece)"
    subprocess.run([sys.executable, "-c", touch, str(size)], check=False)


def describe():
    cpu = next((value for key, value in facts("/proc/cpuinfo") if key == "model name"), platform.processor() or "unknown")
    return f"{os.cpu_count()} cores ({cpu}), {memory('MemTotal') / GIB:.0f} GiB of memory, {platform.system()} {platform.release().split('-')[0]}"


def load():
    """How many processes wanted to run in the last minute: near 0 on a quiet machine."""
    return f"{os.getloadavg()[0]:.1f}"


def memory(what):
    """Bytes that the system tells of; a GiB if it does not."""
    return next((int(value.split()[0]) * 1024 for key, value in facts("/proc/meminfo") if key == what), GIB)


def facts(path):
    try:
        with open(path, encoding="utf-8") as file:
            return [tuple(part.strip() for part in line.split(":", 1)) for line in file if ":" in line]
    except OSError:
        return []


def file_system(path):
    """`tmpfs`, `ext4`: the type of the nearest mount above a path."""
    path, found = os.path.realpath(path), ("", "unknown")
    with contextlib.suppress(OSError), open("/proc/mounts", encoding="utf-8") as mounts:
        for _, point, kind, *_ in map(str.split, mounts):
            if os.path.commonpath([path, point]) == point and len(point) >= len(found[0]):
                found = (point, kind)
    return found[1]


def room_in_memory(folder):
    """Bytes that a RAM disk can take: it must leave half of the free memory to the programs."""
    return min(shutil.disk_usage(folder).free, memory("MemAvailable") * 2 // 3)


def ram_disk(needed):
    """A folder on a RAM disk with so many bytes of room, or None."""
    candidates = [os.environ.get("CITEWIRE_BENCH_RAM"), "/dev/shm", tempfile.gettempdir()]
    for folder in filter(None, candidates):
        if os.path.isdir(folder) and file_system(folder) in ("tmpfs", "ramfs") and room_in_memory(folder) >= needed:
            return folder
    return None


def place(needed):
    """A RAM disk if there is room, else the cache on the disk, with a word about it."""
    folder = ram_disk(needed)
    if folder is None:
        say(f"no RAM disk has {needed / GIB:.1f} GiB of room: on the disk instead (CITEWIRE_BENCH_RAM may name one)")
    return folder or disk()


def disk():
    cache().mkdir(parents=True, exist_ok=True)
    return cache()


@contextlib.contextmanager
def workspace(parent):
    """A new folder, removed whatever happens."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    folder = Path(tempfile.mkdtemp(prefix="citewire-bench-", dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
