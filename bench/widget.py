"""How soon the widget can be used on a slow phone: `python -m bench.widget http://127.0.0.1:5005`.

A processor slowed down four times, 1.6 Mbit/s and 150 ms (Lighthouse's slow 4G), an empty cache,
against a running assistant (`make run`). Prints medians in milliseconds, and the script's size.
"""

from __future__ import annotations

import gzip
import shutil
import statistics
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROUNDS = 7
SLOWER = 4
BYTES_PER_SECOND = 1.6e6 / 8
LATENCY = 150  # milliseconds
DIST = Path(__file__).resolve().parent.parent / "widget" / "dist"
NOW = "() => performance.now()"
LAUNCHED = """() => { const host = document.querySelector("b2m-assistant");
    return host ? performance.now() : null }"""
# The frame has the page's own origin here, so the page can look into it, and one process does all.
OPENED = """() => { const frame = document.querySelector("b2m-assistant").shadowRoot
    .querySelector("iframe"), input = frame?.contentDocument?.querySelector("#input");
    return input && !frame.hidden ? performance.now() : null }"""


def measure(browser: Browser, address: str) -> tuple[float, float, float]:
    """Milliseconds until the button is there, from a tap on it to the text field, and their sum."""
    context = browser.new_context(viewport={"width": 375, "height": 740})
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    conditions = {"offline": False, "latency": LATENCY}
    throughput = dict.fromkeys(("downloadThroughput", "uploadThroughput"), BYTES_PER_SECOND)
    devtools.send("Network.emulateNetworkConditions", {**conditions, **throughput})
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="commit")
    launched = page.wait_for_function(LAUNCHED).json_value()
    tapped = page.evaluate(
        f"""() => {{ const now = ({NOW})();
        document.querySelector("b2m-assistant").shadowRoot.querySelector("button").click();
        return now }}"""
    )
    opened = page.wait_for_function(OPENED).json_value() - tapped
    context.close()
    return launched, opened, launched + opened


def main(address: str) -> None:
    """Print the medians."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    scripts = [(DIST / name).read_bytes() for name in ("loader.js", "chat.js")]
    print(f"script, compressed: {sum(len(gzip.compress(each)) for each in scripts)} bytes")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        rounds = [measure(browser, address) for _ in range(ROUNDS)]
        browser.close()
    names = ("page to button", "tap to text field", "both")
    for name, times in zip(names, zip(*rounds, strict=True), strict=True):
        print(f"{name}: {statistics.median(times):.0f} ms")


if __name__ == "__main__":
    main(*sys.argv[1:])
