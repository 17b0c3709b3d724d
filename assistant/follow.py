"""Run a Python module as a child that never outlives its parent.

    python -m assistant.follow [--private] [--strict] rasa_sdk --actions actions

Whatever ends the launcher, kill -9 included, its servers end within a second. With --private its
logs have nothing of what people typed; with --strict its web server refuses broken requests.
"""

from __future__ import annotations

import os
import runpy
import sys
import threading
import time
import warnings

from assistant import private_logs

SECONDS_BETWEEN_LOOKS = 1.0


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(SECONDS_BETWEEN_LOOKS)
    os._exit(1)


if __name__ == "__main__":
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    # Libraries warn about each other here, and some of Rasa's warnings quote what a person typed.
    # Sanic resets the warning filters, so what shows them is replaced.
    warnings.showwarning = lambda *args, **kwargs: None
    sys.argv = sys.argv[1:]
    if sys.argv[0] == "--private":
        sys.argv = sys.argv[1:]
        private_logs.withhold()
    if sys.argv[0] == "--strict":
        from assistant import strict_http  # not every module's environment has a web server

        sys.argv = sys.argv[1:]
        strict_http.apply()
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
