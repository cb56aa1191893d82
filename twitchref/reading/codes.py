"""The codes of the problems that are found while reading, by the other modules of this folder, and what each means.

The first digit says what the problem is about: 1 the file, 2 its shape, 3 links between entries, 4 content, 5 house style.
All other codes are those of rules, in `checking/check.py`, and `@means` says what they mean.
"""

READING = {
    "E100": "There is no data in the directory.",
    "E101": "A file or folder cannot be read.",
    "E102": "A file is too big to be content.",
    "E103": "A file is not UTF-8.",
    "E104": "A file begins with a mark that cannot be seen (byte order mark, BOM).",
    "E105": "A file has a character that cannot be seen: a control, zero-width or direction-changing one.",
    "E106": "A file cannot be read as YAML: an indent, a colon, a quote or a bracket is not where it should be.",
    "E107": "A file has a second one within it, behind '---' or '...'.",
    "E108": "A file is empty.",
    "E109": "A text begins with & or *, which YAML takes for something else (an anchor or an alias).",
    "E110": "A text begins with !, which YAML takes for something else (a tag).",
    "E111": "A file has more than 12 brackets or indents within one another.",
    "E112": "A field's name is not a word of text.",
    "E113": "A field stands twice.",
    "E114": "A comment begins within a text, which would end there.",
    "E201": "A field is unknown.",
    "E202": "A field is missing.",
    "E203": "A field holds text, a list or fields where another of these belongs.",
    "E204": "A field or list is empty.",
    "E205": "A text has the wrong form: an id, a date, a year.",
    "E206": "A word is not one of those allowed.",
    "E207": "A line of the ledger of what was examined has not the three columns, or not their names.",
    "E208": "A prompt that `twitchref new` wrote was not filled in.",
    "W501": "A file has Windows line ends.",
    "W502": "A file is not read, as its name does not end in .yaml.",
    "W506": "A prompt that `twitchref new` wrote is still there, as a comment.",
}
