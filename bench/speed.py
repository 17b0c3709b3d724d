"""`make bench`: how fast and how large the assistant is, beside Rasa's quickstart and an echo.

    python -m bench.speed [--rounds N] [--epochs N] [--every N]

All three run side by side on this machine and take turns, so that whatever else the machine does
meets them alike. Writes results/speed/report.md, figures.json and two plots.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from assistant import model
from assistant.launch import free_port
from bench import load, servers
from bench.quickstart import training
from bench.quickstart.project import EPOCHS
from bench.servers import Server

RESULTS = model.PROJECT / "results" / "speed"
OURS, THEIRS, FLOOR = "this project", "quickstart", "echo"
LONG, USERS, TURNS_EACH = 400, 32, 8
TURNS_IN_A_ROUND = 40

# Figure -> its title, its goal, and whether more is better.
ROWS = {
    "seconds to start": ("start until it answers, s", "≥ 4 × sooner", False),
    "memory": ("memory of all processes, MB", "≤ ¼", False),
    "median": ("an answer, one user, median, ms", "≥ 2 × faster", False),
    "p99": ("an answer, one user, p99, ms", "≤ 3 × its median", False),
    "growth": ("turns 391-400 to turns 1-10", "≤ 1.2", False),
    "throughput": ("replies per second, 32 users", "≥ 3 ×", True),
    "crowd p99": ("an answer, 32 users, p99, ms", "", False),
    "training": ("training from nothing, s of processor time", "≤ ⅓", False),
    "size": ("installation, MB", "≤ ½", False),
}

Figures = dict[str, dict[str, float]]  # server -> figure -> value


def own_training(folder: Path) -> float:
    """Seconds of processor time of training in a fresh copy of the project, without any cache."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=model.PROJECT, capture_output=True, check=True, text=True
    )
    for name in filter(None, listed.stdout.split("\0")):
        source, target = model.PROJECT / name, folder / name
        if source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    return training.train([sys.executable, "-m", "assistant.model"], folder)


def installed_megabytes(folder: Path, uv_project: Path) -> float:
    """MB of what running needs, without bytecode and without what only developers need."""
    uv = shutil.which("uv") or model.PROJECT / ".tools" / "uv" / "bin" / "uv"
    subprocess.run(
        [
            *(uv, "sync", "--quiet", "--frozen", "--no-dev"),
            *("--project", uv_project, "--python", sys.executable),
        ],
        env={**os.environ, "UV_PROJECT_ENVIRONMENT": str(folder)},
        check=True,
    )
    return sum(f.lstat().st_size for f in folder.rglob("*") if f.is_file()) / 1e6


def measure(running: Sequence[Server], rounds: int) -> tuple[Figures, dict[str, list[float]]]:
    """Figures of servers that run side by side; also the milliseconds of a long conversation.

    The last one is the floor; it is stopped at the end.
    """
    turns: dict[str, list[float]] = defaultdict(list)
    crowd: dict[str, list[float]] = defaultdict(list)
    throughput: dict[str, list[float]] = defaultdict(list)
    long: dict[str, list[float]] = {}
    for server in running:  # warm
        asyncio.run(load.one_user(server.url, len(load.MESSAGES)))
    for _ in range(rounds):
        for server in running:
            turns[server.name] += asyncio.run(load.one_user(server.url, TURNS_IN_A_ROUND))
        for server in running:
            rate, seconds = asyncio.run(load.many_users(server.url, USERS, TURNS_EACH))
            throughput[server.name].append(rate)
            crowd[server.name] += seconds
    for server in running:
        questions = [text for text in load.MESSAGES if "b2m" not in text.lower()]
        seconds = asyncio.run(load.one_user(server.url, LONG, questions))
        long[server.name] = [1000 * second for second in seconds]
    floor = running[-1]
    memory = {floor.name: floor.memory()}
    floor.stop()  # it runs this project's packages, of which each would count half
    memory |= {server.name: server.memory() for server in running[:-1]}
    figures = {
        server.name: {
            "seconds to start": server.seconds_to_start,
            "memory": memory[server.name],
            "median": 1000 * statistics.median(turns[server.name]),
            "p99": 1000 * load.percentile(turns[server.name], 99),
            "growth": statistics.median(long[server.name][-10:])
            / statistics.median(long[server.name][:10]),
            "throughput": statistics.median(throughput[server.name]),
            "crowd p99": 1000 * load.percentile(crowd[server.name], 99),
        }
        for server in running
    }
    return figures, long


def table(figures: Figures) -> str:
    """The figures side by side, in Markdown."""
    lines = ["| | goal | this project | quickstart | ratio | echo |", "|---|---|---|---|---|---|"]
    for name, (title, goal, more_is_better) in ROWS.items():
        ours, theirs, floor = (figures[s].get(name) for s in (OURS, THEIRS, FLOOR))
        if ours is None:
            continue
        ratio = "" if not theirs else f"{ours / theirs if more_is_better else theirs / ours:.1f} ×"
        cells = ("" if value is None else f"{value:.1f}" for value in (ours, theirs))
        lines.append(
            f"| {title} | {goal} | {' | '.join(cells)} | {ratio} | "
            f"{'' if floor is None else f'{floor:.1f}'} |"
        )
    return "\n".join(lines)


def plots(long: dict[str, list[float]], folder: Path) -> None:
    """Draw how long each turn of a long conversation took."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axis = pyplot.subplots(figsize=(8, 4.5))
    for name, milliseconds in long.items():
        axis.plot(milliseconds, label=name, linewidth=0.8)
    axis.set(xlabel="turn of one conversation", ylabel="ms", yscale="log")
    axis.legend()
    figure.savefig(folder / "turns.png", bbox_inches="tight", dpi=110)


def report(figures: Figures, rounds: int, epochs: int, every: int) -> str:
    """The report in Markdown."""
    examples = "all examples" if every == 1 else f"one of {every} examples"
    partly = f" The quickstart learned {examples}, in {epochs} of {EPOCHS} epochs."
    return (
        f"# Speed and size\n\n{platform.platform()}, {os.cpu_count()} cores, load "
        f"{os.getloadavg()[0]:.1f} at the end; {rounds} interleaved rounds. Ratios say how many "
        f"times better this project is.{partly if (epochs, every) != (EPOCHS, 1) else ''}\n\n"
        f"{table(figures)}\n\n![turns of a long conversation](turns.png)\n"
    )


def main(arguments: Sequence[str]) -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(prog="python -m bench.speed", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--epochs", type=int, default=EPOCHS, help="of the quickstart's training")
    parser.add_argument("--every", type=int, default=1, help="it learns each so many-th example")
    parser.add_argument("--skip-training", action="store_true", help="leave out the slow rows")
    options = parser.parse_args(arguments)
    os.chdir(model.PROJECT)
    action = f"http://127.0.0.1:{free_port()}/webhook"
    theirs = training.trained(action, options.epochs, options.every)
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        running: list[Server] = []
        try:
            servers.this_project(place / "first").stop()  # the second start counts
            running.append(servers.this_project(place / "data"))
            running.append(servers.quickstart(theirs.folder))
            running.append(servers.echo(place))
            figures, long = measure(running, options.rounds)
        finally:
            for server in running:
                server.stop()
        figures[OURS]["size"] = installed_megabytes(place / "ours", model.PROJECT)
        figures[THEIRS]["size"] = installed_megabytes(
            place / "theirs", model.PROJECT / "bench" / "quickstart"
        )
        if not options.skip_training:
            figures[OURS]["training"] = own_training(place / "copy")
            if options.every == 1:
                figures[THEIRS]["training"] = theirs.cpu_seconds * EPOCHS / options.epochs
    RESULTS.mkdir(parents=True, exist_ok=True)
    plots(long, RESULTS)
    text = report(figures, options.rounds, options.epochs, options.every)
    (RESULTS / "report.md").write_text(text, encoding="utf-8")
    measured = {"figures": figures, "turns": long}
    (RESULTS / "figures.json").write_text(json.dumps(measured, indent=1), encoding="utf-8")
    print(text)
    print(f"Written to {RESULTS.relative_to(model.PROJECT)}/")


if __name__ == "__main__":
    main(sys.argv[1:])
