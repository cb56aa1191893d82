"""Command lines on the small compendium, with what they answer and how they end: what several tests go through."""

from conftest import MINI

# A command line on the small compendium, and lines of its answer; the first is the first line.
ANSWERS = {
    "site leg": ["Leg", "Site: a place on the body.", "Emergency: Call your local emergency number now if", "the face droops [1]"],
    "site": ["Sites", "Look one up: twitchref site NAME", "Ear (ear)", "Leg (leg)", "Lip (lip)"],
    "cause magnesium": [
        "Magnesium deficiency",
        'Cause: minerals, salts and vitamins. Found by the name "magnesium".',
        "Low magnesium can make a leg twitch. (low) [1]",
        "Leg (sometimes)",
        "Lip (sometimes)",
        "Low calcium",
        "ICD-10-CM E83.42: Hypomagnesemia",
    ],
    "cause": ["Causes", "Everyday triggers", "Caffeine (caffeine)", "Minerals, salts and vitamins", "Low calcium (low-calcium)"],
    "search dopamine": [
        "Search: dopamine",
        "Restless legs (cause, how often it lies behind a twitch is not known)",
        "How it makes muscles twitch: Dopamine, a messenger in the brain, plays a part.",
        "Read more: twitchref cause restless-legs",
    ],
    "term myokymia": ["Myokymia", "Term: a clinical word.", "Myokymia is a fine rippling under the skin. [1]"],
    "term": ["Terms", "Myokymia (myokymia)"],
    "compare ear leg": ["Compared: Ear, Leg", "Cause\tEar\tLeg", "Stress\tcommon\tcommon", "Magnesium deficiency\t-\tsometimes"],
    "signs": [
        "What calls for help",
        "Emergency: Call your local emergency number now if",
        "the face droops [1] Pages: Ear, Leg, Lip.",
    ],
    "sheet leg": ["# Leg: a sheet to take along", "## When to get help", "## To note down before", "- Since when: " + r"\_" * 22],
    "source good": ["A good source", "Source good. A health service, 2024.", "https://example.org/good", "What rests on it (24)"],
    "source": [
        "Sources",
        "The article (article): Publisher not named, year not known, grade D",
        "A good source (good): A health service, 2024, grade A",
    ],
    "about": ["twitchref", "Publisher", "Method", "Report an error"],
    "check": [
        "causes/low-calcium.yaml:1:1: warning W407 no site mentions this cause; link it from a site's causes or rarer_diseases",
        f"{MINI} (from TWITCHREF_DATA): 3 sites, 7 causes, 1 term, 4 signs, 2 sources: 0 errors, 3 warnings",
    ],
    "check --list": ["E100  There is no data in the directory.", "E202  A field is missing."],
    "help": ["Usage: twitchref [OPTIONS] COMMAND [ARGS]..."],
    "help site": ["Usage: twitchref site [OPTIONS] [NAME]...", "  Show one place on the body; without a name, list them."],
    "help exit-codes": ["0    found", "5    errors in the data (check, build, or of the page asked for), or no data"],
}


EXIT_CODES = {
    "site leg": 0,
    "site": 0,
    "search dopamine": 0,
    "signs": 0,
    "check": 0,
    "check --strict": 5,
    "leg": 2,
    "site -": 2,
    "site leg --age 40": 2,
    "search": 2,
    "compare": 2,
    "search --limit 0 dopamine": 2,
    "--color blue site leg": 2,
    "site leg --format xml": 2,
    "site xylophone": 3,
    "cause xylophone": 3,
    "search xylophone": 3,
    "sheet xylophone": 3,
    "compare ear xylophone": 3,
    "source xylophone": 3,
    "cause leg": 4,
    "site magnesium": 4,
    "cause cafeine": 4,
    "cause strain": 4,
    "search magnesuim": 4,
    "source god": 4,
    "--data no-such-directory site leg": 5,
    "--data no-such-directory check": 5,
    "build no-such-directory -o no-such-file": 5,
}
