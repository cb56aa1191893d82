"""Fixed words: what the reference says about itself, and what its kinds, sections and grades are called for people."""

PURPOSE = "General reference for education; not for diagnosis, monitoring, triage or treatment of anyone."
PUBLISHER = "The twitchref maintainers. No advertising, no affiliate links."
CERTAINTIES: dict[str, str] = {
    "high": "guidelines, textbooks or several good studies say the same",
    "moderate": "good sources point the same way, but few, old or indirect",
    "low": "single or small studies, case reports or weaker sources",
    "conflicting": "good sources disagree",
    "none": "only the starting article says it, or nothing was found",
}
_SAID = [f"{word} ({meaning})" for word, meaning in CERTAINTIES.items()]
METHOD = (
    "Written from published sources, with the help of AI, and not clinically reviewed. Every claim names its sources and says "
    "how sure medicine is of it as worded: "
    f"{', '.join(_SAID[:-1])} or {_SAID[-1]}"
    ". The starting article is a short text on twitching in the ear, the lip and the leg, its publisher not named in our "
    "copy; where better sources say otherwise, the claim says what is so, and that the article differs. Sources are graded: A "
    "guideline, health service or specialist body; B peer-reviewed work, textbook or medical encyclopedia; C hospital, clinic "
    "or charity; D health media or general encyclopedia. Nothing you type leaves this computer or is kept by this program."
)
EXAMINED = "Examined means: read once more as worded, with the help of AI, and not by a clinician."
CREDITS = (
    "Codes: ICD-10-CM, April 2026 release, US National Center for Health Statistics.",
    "This product uses the Human Phenotype Ontology (release 2025-01-16; HP:0025189 from 2025-11-24). Find out more at",
    "http://www.human-phenotype-ontology.org",
    "Contains disease identifiers and names of the Mondo Disease Ontology, release 2026-08-04, CC BY 4.0, and Orphanet "
    "numbers and names (release of December 2025), CC BY 4.0; selected, otherwise unchanged. None of these bodies endorses twitchref.",
)
REPORT = "To report an error, tell the maintainers the page (as site:leg), the claim and the data version."

SAYS_NOTHING = "This says nothing about your symptom: a look-up that finds nothing is no answer."
BEST_FIRST = "Best text match first. The order is about words, not about you."
SIGNS_UNREAD = "Not all signs could be read: what calls for help may be missing here."
GET_HELP = "If you are worried, or it is new, getting worse or comes with weakness, ask a doctor or nurse."
TERM_HELP = "This page explains a word. For when to get help, see the page of the place: "
POINTER = "The signs that call for help are at the top of this page."
TO_NOTE = (
    "Where exactly it twitches, and on which side: ______________________",
    "Since when: ______________________",
    "How often, and how long each time: ______________________",
    "What brings it on, what eases it (rest, movement, sleep): ______________________",
    "What else is there (weakness, stiffness, numbness, pain, speech, swallowing): ______________________",
    "Medicines and supplements, and when each was begun or changed: ______________________",
    "Coffee, alcohol, sleep, exercise and strain lately: ______________________",
    "A short film of the twitch, if it can be seen: ______________________",
)
TO_ASK = (
    "What do you think is behind it, and how sure is that?",
    "Is a test needed? What would it change?",
    "Could one of my medicines be the reason?",
    "What can I do myself? What happens if nothing is done?",
    "If there is a treatment: what good and what harm can it do? Is there another choice?",
    "Which changes should bring me back, and how soon?",
)

CAUSE_KINDS = {
    "everyday": "everyday triggers",
    "normal": "the healthy body",
    "deficiency": "minerals, salts and vitamins",
    "medicine": "medicines",
    "poison": "poisons and bites",
    "infection": "infections",
    "sleep": "sleep",
    "nerve": "nerves",
    "muscle": "muscles",
    "movement": "movement disorders",
    "brain": "brain and spinal cord",
    "organ": "glands, organs, joints and blood flow",
    "inherited": "inherited",
    "device": "implanted devices",
}
# What to do at each care level; a sign completes the sentence.
ACTIONS: dict[str, str] = {
    "emergency": "Call your local emergency number now if",
    "urgent": "Speak to a doctor or nurse today if",
    "routine": "Book an appointment if",
}
NO_URL: dict[str, str] = {
    "book": "No address: a book, or a work without a public page of its own.",
    "replaced": "No address: the publisher has replaced or withdrawn this text since.",
    "copy": "No address: we read a copy, and do not know the publisher's own.",
}
GRADES = {
    "A": "guideline, health service or specialist body",
    "B": "peer-reviewed work, textbook or medical encyclopedia",
    "C": "hospital, clinic or charity",
    "D": "health media or general encyclopedia",
}

# What `twitchref help TOPIC` tells, as rows of a term and its meaning.
HELP_TOPICS = {
    "exit-codes": (
        ("0", "found"),
        ("1", "internal error, a damaged data file, or the answer could not be written"),
        ("2", "usage: an unknown command or option, an empty name"),
        ("3", "nothing found, and nothing near"),
        ("4", "near or several matches, a corrected search, or one name less compared"),
        ("5", "errors in the data (check, build, or of the page asked for), or no data"),
        ("130", "interrupted"),
        ("141", "the reader of the output has gone"),
    ),
    "environment": (
        ("TWITCHREF_DATA", "a data directory or a built file to read, as --data"),
        ("NO_COLOR", "no colour, when not empty"),
        ("TWITCHREF_NO_COLOR", "the same for twitchref alone"),
        ("FORCE_COLOR", "colour even into a pipe, when neither empty nor 0"),
        ("CLICOLOR_FORCE", "the same"),
        ("TERM_PROGRAM", "and what else terminals say of themselves: addresses are links where it is known to follow them"),
        ("FORCE_HYPERLINK", "addresses as links on any terminal; none when it is 0"),
        ("TERM", "no colour when it is dumb; no pager when it is dumb or not set"),
        ("ACCESSIBLE", "plain lines on a terminal too, for a screen reader, when neither empty nor 0"),
        ("COLUMNS", "the width to wrap to on a terminal"),
        ("PAGER", "the pager for long answers on a terminal (less); any but less gets no colour unless it is asked for"),
        ("LESS", "options for less (-FIRX); a prompt there replaces ours"),
        ("HOME", "the folder that completion is installed in"),
    ),
    "formats": (
        ("text", "a page to read: painted on a terminal, one statement per line in a pipe"),
        ("json", "one document for a program, also with --json; its schema: twitchref about --schema"),
        ("markdown", "a page to paste"),
        ("html", "a file to open in a browser or to print: nothing in it is fetched from elsewhere"),
    ),
}
