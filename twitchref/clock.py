"""Which day it is: the only place that asks, so that tests bring their own day."""

from time import strftime


def today() -> str:
    """The day by the machine's clock and in its time zone, written 2026-11-24."""
    return strftime("%Y-%m-%d")
