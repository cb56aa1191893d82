"""Moves the clock of the Python that imports it to 2031-01-01: `PYTHONPATH=tests pytest -p later` finds the tests that turn red with time.

That leaves out what the tests start; `.ci/run` has an environment in which every Python imports it.
"""

import time

_now, _local, _utc, _written = time.time, time.localtime, time.gmtime, time.strftime
_AHEAD = time.mktime((2031, 1, 1, 0, 0, 0, 0, 0, -1)) - _now()  # seconds


def _later() -> float:
    return _now() + _AHEAD


# `date.today` asks `time.time`.
time.time = _later
time.localtime = lambda seconds=None: _local(_later() if seconds is None else seconds)
time.gmtime = lambda seconds=None: _utc(_later() if seconds is None else seconds)
time.strftime = lambda form, moment=None: _written(form, time.localtime() if moment is None else moment)
