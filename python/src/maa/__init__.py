"""maa, an evidence notebook for agent memory, at home in Python.

``Recorder`` writes trace logs, ``Session`` runs statements of the session language and hands over tables.
"""

from .holdout import held_out
from .recorder import Recorder, RecordError

__all__ = ["Recorder", "RecordError", "held_out"]
__version__ = "0.1.0"
