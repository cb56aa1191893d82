"""The codes of the problems that are found while reading, by the other modules of this folder, and what each means.

The first digit says what the problem is about: 1 the file, 2 its shape, 3 links between entries, 4 content, 5 house style.
All other codes are those of rules, in `checking/check.py`, and `@means` says what they mean.
"""

READING = {
    "E100": "There is no data in the directory.",
    "E101": "A file or folder cannot be read.",
    "E102": "A file is too big to be content.",
    "E103": "A file is not UTF-8.",
    "E104": "A file starts with a byte order mark.",
    "E105": "A file has a character that cannot be seen: a control, zero-width or direction-changing one.",
    "E106": "A file is not YAML.",
    "E107": "A file has more than one document.",
    "E108": "A file is empty.",
    "E109": "A file uses an anchor or an alias.",
    "E110": "A file uses a tag.",
    "E111": "A file is nested too deep.",
    "E112": "A field's name is not plain text.",
    "E113": "A field stands twice.",
    "E114": "A comment begins within a text, which would end there.",
    "E201": "A field is unknown.",
    "E202": "A field is missing.",
    "E203": "A field holds the wrong type: text, list or mapping.",
    "E204": "A field or list is empty.",
    "E205": "A text has the wrong form: an id, a date, a year.",
    "E206": "A word is not one of those allowed.",
    "E207": "A line of the ledger of what was examined has not the three columns, or not their names.",
    "E208": "A prompt that `twitchref new` wrote was not filled in.",
    "W501": "A file has Windows line ends.",
    "W502": "A file is not read, as its name does not end in .yaml.",
    "W506": "A prompt that `twitchref new` wrote is still there, as a comment.",
}
