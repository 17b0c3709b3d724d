"""The widget's own checks, and that the files which are served are the ones its source makes."""

import gzip
import subprocess

import pytest

from tests.tools import WIDGET, install_packages, npm, program

LARGEST_SCRIPT = 15 * 1000  # bytes, compressed, of the loader and the widget together
SERVED = ("chat.css", "chat.html", "chat.js", "loader.js")


@pytest.fixture(scope="module")
def packages():
    return install_packages()


def test_the_types_fit(packages):
    checked = npm("run", "check")
    assert checked.returncode == 0, checked.stdout


def test_the_unit_tests_pass(packages):
    tested = npm("test")
    assert tested.returncode == 0, tested.stdout + tested.stderr


def test_what_is_served_equals_a_fresh_build(packages, tmp_path):
    words = WIDGET / "src" / "catalogue.ts"
    names_before = words.read_text(encoding="utf-8")
    build = [program("node"), "build.mjs", str(tmp_path)]
    built = subprocess.run(build, cwd=WIDGET, capture_output=True, text=True, timeout=60)
    assert built.returncode == 0, built.stderr
    assert words.read_text(encoding="utf-8") == names_before, "run `make widget`"
    assert sorted(file.name for file in (WIDGET / "dist").iterdir()) == sorted(SERVED)
    for name in SERVED:
        same = (tmp_path / name).read_bytes() == (WIDGET / "dist" / name).read_bytes()
        assert same, f"widget/dist/{name} is not what the source makes: run `make widget`"


def test_the_script_stays_small():
    scripts = [WIDGET / "dist" / name for name in ("loader.js", "chat.js")]
    assert sum(len(gzip.compress(script.read_bytes())) for script in scripts) <= LARGEST_SCRIPT
