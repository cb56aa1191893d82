"""What the reference says about itself: the same words in help, pages, `about` and README."""

PURPOSE = "General reference for education; not for diagnosis, monitoring, triage or treatment of anyone."
PUBLISHER = "The twitchref maintainers. No advertising, no affiliate links."
METHOD = (
    "Written from published sources, with the help of AI, and not clinically reviewed. Every claim names its sources and says how "
    "sure medicine is: established (good sources agree), associated (they go together, cause not shown), possible (single or weak "
    "sources), disputed (good sources contradict it) or unsupported (only the starting article says it). Sources are graded: A "
    "guideline, health service or specialist body; B peer-reviewed work, textbook or medical encyclopedia; C hospital, clinic or "
    "charity; D health media or general encyclopedia. Nothing you type leaves this computer or is kept by this program."
)
CREDITS = (
    "Codes: ICD-10-CM, April 2026 release, US National Center for Health Statistics.",
    "This product uses the Human Phenotype Ontology (release 2025-01-16; HP:0025189 from 2025-11-24). "
    "Find out more at http://www.human-phenotype-ontology.org",
    "Contains disease identifiers and names of the Mondo Disease Ontology, release 2026-08-04, CC BY 4.0, and Orphanet "
    "numbers and names (release of December 2025), CC BY 4.0; selected, otherwise unchanged. None of these bodies endorses twitchref.",
)
REPORT = "To report an error, tell the maintainers the page (as site:leg), the claim and the data version."
