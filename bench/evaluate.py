"""`make evaluate`: how well test questions are understood, as tables, plots and JSON.

    python -m bench.evaluate [--part questions|sealed] [--baseline quickstart [--epochs N]]

Writes results/understanding/<part>/report.md. The sealed part is for a final figure only.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from assistant import model
from assistant.nlu.decision import DANGERS, OUT_OF_SCOPE
from bench import understanding
from bench.quickstart import training
from bench.quickstart.project import EPOCHS
from bench.understanding import Figures, Parsed
from tests.nlu.questions import Question, questions

RESULTS = model.PROJECT / "results" / "understanding"
BASELINES = ("quickstart",)

ROWS = {
    "in scope, answered right": "answered_right",
    "in scope, answered wrongly": "answered_wrongly",
    "in scope, right topic offered": "offered",
    "in scope, lost": "lost",
    "out of scope, refused": "out_of_scope_refused",
    "danger recognised": "danger_recognised",
    "false alarms among harmless messages": "false_alarms",
    "expected calibration error": "calibration_error",
}


def baseline(epochs: int, asked: Sequence[Question]) -> list[Parsed]:
    """The questions as Rasa's quickstart pipeline reads them, in an environment of its own."""
    quickstart = training.trained("http://127.0.0.1:5055/webhook", epochs)
    return understanding.parse(training.PYTHON, quickstart.model, asked)


def table(columns: dict[str, Figures]) -> str:
    """The figures of each pipeline side by side, in Markdown, as percentages."""
    lines = ["| | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    for title, name in ROWS.items():
        cells = (f"{100 * getattr(figures, name):.1f}" for figures in columns.values())
        lines.append(f"| {title}, % | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def groups_table(figures: Figures) -> str:
    """What happened to each group's questions."""
    lines = ["| group | right, % | wrong, % | offered, % | lost, % |", "|---|---|---|---|---|"]
    for group, shares in figures.by_group.items():
        cells = " | ".join(f"{100 * share:.1f}" for share in shares.values())
        lines.append(f"| {group} | {cells} |")
    return "\n".join(lines)


def in_scope(parsed: Sequence[Parsed]) -> list[Parsed]:
    """The questions that have an answer and are no danger."""
    return [p for p in parsed if p.question.topic not in (*DANGERS, OUT_OF_SCOPE)]


def plots(parsed: Sequence[Parsed], folder: Path) -> None:
    """Draw risk-coverage, reliability and confusion matrix into `folder`."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    answered = in_scope(parsed)
    figure, axes = pyplot.subplots(1, 2, figsize=(11, 4.5))
    coverage, risk = zip(*understanding.risk_coverage(answered), strict=True)
    axes[0].plot(coverage, risk)
    axes[0].set(xlabel="share answered", ylabel="share of these wrong", title="Risk and coverage")
    means, right, _ = zip(*understanding.calibration(answered), strict=True)
    axes[1].plot([0, 1], [0, 1], linestyle=":")
    axes[1].plot(means, right, marker="o")
    axes[1].set(xlabel="probability", ylabel="share right", title="Reliability")
    figure.savefig(folder / "curves.png", bbox_inches="tight", dpi=110)
    topics = sorted({p.question.topic for p in parsed} | {p.topic for p in parsed})
    matrix = [
        [sum((p.question.topic, p.topic) == (row, column) for p in parsed) for column in topics]
        for row in topics
    ]
    figure, axis = pyplot.subplots(figsize=(15, 14))
    axis.imshow(matrix, cmap="Blues", vmax=9)
    axis.set_xticks(range(len(topics)), topics, rotation=90, fontsize=7)
    axis.set_yticks(range(len(topics)), topics, fontsize=7)
    axis.set(xlabel="understood as", ylabel="asked")
    figure.savefig(folder / "confusions.png", bbox_inches="tight", dpi=110)


def report(part: str, columns: dict[str, Figures], parsed: Sequence[Parsed]) -> str:
    """The report in Markdown."""
    confused = "\n".join(
        f"- `{topic}` taken for `{taken}`:\n" + "\n".join(f"  - {text}" for text in texts)
        for topic, taken, texts in understanding.confusions(parsed)
    )
    return (
        f"# Understanding: {len(parsed)} questions of the part `{part}`\n\n{table(columns)}\n\n"
        f"{groups_table(columns['this project'])}\n\n![curves](curves.png)\n\n"
        f"![confusions](confusions.png)\n\n## The worst confusions\n\n{confused}\n"
    )


def main(arguments: Sequence[str]) -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(prog="python -m bench.evaluate", description=__doc__)
    parser.add_argument("--part", choices=("questions", "sealed"), default="questions")
    parser.add_argument("--baseline", choices=BASELINES)
    parser.add_argument("--epochs", type=int, default=EPOCHS, help="of the baseline's training")
    options = parser.parse_args(arguments)
    asked = questions(options.part)
    parsed = understanding.parse(Path(sys.executable), model.ensure(), asked)
    columns = {"this project": understanding.figures(parsed)}
    if options.baseline:
        name = f"{options.baseline}, {options.epochs} epochs"
        columns[name] = understanding.figures(baseline(options.epochs, asked))
    folder = RESULTS / options.part
    folder.mkdir(parents=True, exist_ok=True)
    plots(parsed, folder)
    text = report(options.part, columns, parsed)
    (folder / "report.md").write_text(text, encoding="utf-8")
    measured = {name: asdict(figures) for name, figures in columns.items()}
    (folder / "figures.json").write_text(json.dumps(measured, indent=1), encoding="utf-8")
    print(text)
    print(f"Written to {folder.relative_to(model.PROJECT)}/")


if __name__ == "__main__":
    main(sys.argv[1:])
