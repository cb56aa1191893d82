"""Where a run starts: `twitchref`, and `python -m twitchref`."""


def main() -> None:
    """Runs the program without looking for garbage.

    A run is short and makes next to none; looking for it among what the imports made would take a twentieth of a look-up.
    """
    import gc

    gc.disable()
    from twitchref.cli.main import main as run

    run()


if __name__ == "__main__":
    main()
