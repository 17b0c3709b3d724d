"""Stands in for TensorFlow, and `keras` beside it for Keras.

Rasa imports TensorFlow at every start, whatever the pipeline: half the time of a start, more than
half of the memory and 2 GB of disk. No component of this project's pipeline uses it.

Every name in here can be imported, inherited from and annotated with: that is all that Rasa's
modules do when they are loaded. Whatever is done beyond that raises TensorFlowLeftOut, so a
component that needs TensorFlow fails at once and says why.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

TOP_LEVEL = ("tensorflow", "keras")


class TensorFlowLeftOut(ImportError):
    """Something needs the real TensorFlow."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} needs TensorFlow, which this project leaves out: no component of its pipeline "
            "(config.yml) uses it. To use DIETClassifier, ResponseSelector, TEDPolicy or another "
            "component that does, take the lines that name tensorflow out of pyproject.toml, run "
            "`uv lock`, and start again."
        )


class Name(type):
    """The class of every name in TensorFlow: a class without an instance."""

    def __getattr__(cls, name: str) -> Name:
        return named(f"{cls.__qualname__}.{name}", name)

    def __call__(cls, *args: object, **kwargs: object) -> object:
        raise TensorFlowLeftOut(cls.__qualname__)


def named(path: str, name: str) -> Name:
    """What stands for `path`. Raises AttributeError for Python's own names (`__version__`)."""
    if name.startswith("__"):
        raise AttributeError(path)
    return Name(name, (), {"__qualname__": path, "__module__": "tensorflow"})


class Finder(MetaPathFinder, Loader):
    """Finds every module below `tensorflow` and `keras`."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """A module without a file, if the name is below one of the two."""
        if fullname.partition(".")[0] not in TOP_LEVEL:
            return None
        return ModuleSpec(fullname, self, is_package=True)

    def exec_module(self, module: ModuleType) -> None:
        """Let the module have every name."""
        fill(module)


def fill(module: ModuleType) -> None:
    """Let `module` have every name."""
    module.__dict__["__getattr__"] = lambda name: named(f"{module.__name__}.{name}", name)


sys.meta_path.append(Finder())
fill(sys.modules[__name__])
