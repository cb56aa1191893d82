"""Blocks as plain lines: what a pipe gets."""

from twitchref.pages.blocks import Block


def plain(blocks: list[Block]) -> str:
    """One block per line, never wrapped, with a blank line before a heading and for a gap; a table's cells are parted by tabs."""
    lines = []
    for number, each in enumerate(blocks):
        if number and each.role == "heading":
            lines.append("")
        if each.role != "pointer":
            lines.append(("\t" if each.role in ("head", "row") else "").join(span.text for span in each.spans))
    return "\n".join(lines) + "\n"
