"""Text as WordprocessingML: runs and paragraphs, with every character that XML forbids made visible instead of fatal."""

from __future__ import annotations

import re
from unicodedata import east_asian_width
from xml.sax.saxutils import escape, quoteattr

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = re.compile("(\r\n|\r|\n|\t)")
_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def safe(text: str) -> str:
    """The text with each character that XML 1.0 forbids replaced by the replacement character."""
    return _FORBIDDEN.sub("\ufffd", text)


def attribute(text: str) -> str:
    """The text as a quoted attribute value, on one line."""
    return quoteattr(" ".join(safe(text).split()))


def run(text: str) -> str:
    """A run; line breaks and tabs become Word's own."""
    parts = []
    for part in _BREAKS.split(safe(text)):
        if part == "\t":
            parts.append("<w:tab/>")
        elif part in ("\n", "\r", "\r\n"):
            parts.append("<w:br/>")
        elif part:
            parts.append(f'<w:t xml:space="preserve">{escape(part)}</w:t>')
    return f"<w:r>{''.join(parts)}</w:r>" if parts else ""


def field(code: str, shown: str) -> str:
    """A field Word can bring up to date, with what it shows until then."""
    ends = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    asked = f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
    return f"{ends[0]}{asked}{ends[1]}{run(shown)}{ends[2]}"


def paragraph(style: str, *runs: str, keep: bool = False) -> str:
    """A paragraph of a style, `keep` on the page of the next; without runs an empty one, for cells of tables alone."""
    kept = "<w:keepNext/>" if keep else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}</w:pPr>{"".join(runs)}</w:p>'


def rooted(xml: str) -> str:
    """An element with the namespace its names are of, ready to be parsed by itself."""
    name, rest = re.split(r"(?=[\s/>])", xml, maxsplit=1)
    return f"{name} {_NAMESPACE}{rest}"


def width(text: str) -> int:
    """Twentieths of the type size that the longest line of the text takes: Chinese 20, Latin as in the broader faces."""
    return max((sum(map(_sign_width, line)) for line in safe(text).splitlines()), default=0)


def _sign_width(sign: str) -> int:
    if not sign.isascii():
        return 20 if east_asian_width(sign) in "FWA" else 14
    if sign in " .,:;/|!'()[]-il":
        return 7
    return 16 if sign.isupper() or sign in "%@&" else 12
