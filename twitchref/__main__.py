"""`python -m twitchref` is the same as `twitchref`."""

from twitchref.main import main

if __name__ == "__main__":
    main()
