"""Fetch uv's wheel from PyPI with nothing but the standard library (any Python 3.8+).

Used where the system's Python has neither venv nor pip. Usage: get_uv.py TARGET_FOLDER
"""

import hashlib
import io
import json
import platform
import re
import sys
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path

INDEX = "https://pypi.org/simple/uv/"  # the index API of PEP 691
PLATFORMS = {  # (system, machine) -> the part of a wheel's name that fits
    ("Linux", "x86_64"): "manylinux_2_17_x86_64",
    ("Linux", "aarch64"): "manylinux_2_17_aarch64",
    ("Darwin", "x86_64"): "macosx_10_12_x86_64",
    ("Darwin", "arm64"): "macosx_11_0_arm64",
}


def version(file: dict) -> tuple:
    """The release of a wheel by its name: "uv-0.13.9-py3-….whl" is (0, 13, 9)."""
    return tuple(int(part) for part in re.findall(r"\d+", file["filename"].split("-")[1]))


def main(target: Path) -> None:
    """Write the uv executable into `target`; exits with a message if that can't be done."""
    tag = PLATFORMS.get((platform.system(), platform.machine()))
    if tag is None:
        sys.exit(f"No uv wheel is known for {platform.system()} {platform.machine()}.")
    request = urllib.request.Request(
        INDEX, headers={"Accept": "application/vnd.pypi.simple.v1+json"}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        files = json.load(answer)["files"]
    fitting = [file for file in files if tag in file["filename"] and not file.get("yanked")]
    if not fitting:
        sys.exit(f"PyPI lists no uv wheel for {tag}.")
    newest = max(fitting, key=version)
    with urllib.request.urlopen(urllib.parse.urljoin(INDEX, newest["url"]), timeout=300) as answer:
        data = answer.read()
    if hashlib.sha256(data).hexdigest() != newest["hashes"]["sha256"]:
        sys.exit("The download of uv is damaged. Try again.")
    target.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        inside = next(name for name in archive.namelist() if name.endswith("/scripts/uv"))
        executable = target / "uv"
        executable.write_bytes(archive.read(inside))
    executable.chmod(0o755)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
