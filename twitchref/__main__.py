"""Where a run starts: `twitchref`, and `python -m twitchref`."""


def main() -> None:
    """Runs the program without looking for garbage; interrupted while it still loads, it ends quietly with 130, as it does later.

    A run is short and makes next to none; looking for it among what the imports made would take a twentieth of a look-up.
    """
    import gc
    import os

    gc.disable()
    try:
        from twitchref.cli.main import main as run
    except KeyboardInterrupt:
        os._exit(130)
    run()


if __name__ == "__main__":
    main()
