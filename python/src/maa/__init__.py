"""maa, an evidence notebook for agent memory, at home in Python.

``Recorder`` writes trace logs, ``Session`` runs statements of the session language and hands over tables.
"""

from .holdout import held_out, included
from .recorder import Recorder, RecordError
from .session import Answer, Ended, Interrupted, MaaError, Session, Step
from .table import Table

__all__ = [
    "Answer",
    "Ended",
    "Interrupted",
    "MaaError",
    "RecordError",
    "Recorder",
    "Session",
    "Step",
    "Table",
    "held_out",
    "included",
]
__version__ = "0.1.0"


def load_ipython_extension(shell: object) -> None:
    """``%load_ext maa`` brings ``%maa`` and ``%%maa``."""
    from .magics import register

    register(shell)
