"""Exports of a store of made-up positions: seconds of a processor, and the most memory that the process held.

python -m benchmarks.exports 1000 10000
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from kg.commands.keeping import ExportForm


def spent(store: Path, form: ExportForm) -> tuple[float, float]:
    """Seconds of a processor and megabytes that `kg export` takes as a process of its own."""
    command = [str(Path(sys.executable).parent / "kg"), "export", "--format", form.value, "--store", str(store)]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise subprocess.CalledProcessError(running.returncode, command)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def measure(positions: int, folder: Path) -> Iterator[tuple[str, float, float]]:
    """(form, seconds, megabytes)."""
    # Elsewhere: a process is said to have held at least what the one held that started it.
    script = "import sys, pathlib, benchmarks.lookups as b; b.build(pathlib.Path(sys.argv[1]), int(sys.argv[2]))"
    subprocess.run([sys.executable, "-c", script, str(folder), str(positions)], check=True)
    for form in ExportForm:
        yield form.value, *spent(folder / "store", form)


def main() -> None:
    """Measures at each size given, smallest first."""
    print(f"{'positions':>10}  {'form':10} {'seconds':>8} {'MB':>6}")
    for positions in sorted(int(size) for size in sys.argv[1:] or ["1000", "10000"]):
        with tempfile.TemporaryDirectory() as folder:
            for form, seconds, megabytes in measure(positions, Path(folder)):
                print(f"{positions:>10,}  {form:10} {seconds:8.1f} {megabytes:6.0f}", flush=True)


if __name__ == "__main__":
    main()
