"""Blocks as Markdown: a page to paste or print."""

from twitchref.pages.blocks import Block, Span

_BEFORE = {"title": "# ", "heading": "## ", "part": "### ", "level": "### ", "item": "- ", "sign": "- ", "labelled": "- ", "address": "  "}
_LISTED = ("item", "sign", "labelled")
_LITERAL = str.maketrans({char: f"\\{char}" for char in "\\`*_[]<>#|~&"})


def markdown(blocks: list[Block]) -> str:
    """The blocks in CommonMark with tables; no letter of theirs is read as markup."""
    lines: list[str] = []
    for number, each in enumerate(blocks):
        if each.role in ("pointer", "gap"):
            continue
        before = blocks[number - 1].role
        tight = each.role in ("address", "row") or (each.role in _LISTED and before in (*_LISTED, "address"))
        if number and not tight:
            lines.append("")
        if each.role in ("head", "row"):
            lines.append("".join(f"| {span.text.translate(_LITERAL)} " for span in each.spans) + "|")
            if each.role == "head":
                lines.append("|---" * len(each.spans) + "|")
        else:
            is_address = each.role == "address" and not any(char in each.text for char in " <>")
            text = f"<{each.text}>" if is_address else "".join(_marked(span) for span in each.spans)
            lines.append(_BEFORE.get(each.role, "") + text)
    return "\n".join(lines) + "\n"


def _marked(span: Span) -> str:
    """The span with its letters taken literally, strong where it is."""
    text = span.text.translate(_LITERAL)
    bare = text.strip()
    if span.style in ("plain", "quiet") or not bare:
        return text
    return text.replace(bare, f"**{bare}**", 1)
