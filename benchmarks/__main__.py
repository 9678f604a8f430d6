"""All benchmarks, one after the other, each as a table.

python -m benchmarks                      look-ups over made-up archives of 1,000 to 100,000 positions
python -m benchmarks FOLDER               reading the articles of a folder as well
python -m benchmarks FOLDER --million     look-ups at a million positions as well: some minutes more
"""

import argparse
import subprocess
import sys


def main() -> None:
    """Runs each benchmark in a process of its own, so that none finds what another has warmed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", nargs="?", help="articles to read")
    parser.add_argument("--documents", default="60", help="how many of them; 0 for all")
    parser.add_argument("--million", action="store_true", help="look-ups at a million positions too")
    asked = parser.parse_args()
    runs = [
        ["lookups", "1000", "10000", "100000", *(["1000000"] if asked.million else [])],
        ["storing", "10000", "100000"],
        ["exports", "1000", "10000"],
        ["memory", "1000", "10000"],
    ]
    if asked.folder:
        runs.insert(0, ["reading", asked.folder, "--documents", asked.documents])
    for name, *arguments in runs:
        command = ["-m", f"benchmarks.{name}", *arguments]
        print(f"\n$ python {' '.join(command)}", flush=True)
        subprocess.run([sys.executable, *command], check=True)


if __name__ == "__main__":
    main()
