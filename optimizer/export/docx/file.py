"""The document's file: its properties, and the same bytes every time."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document

from optimizer.basis.text import Filled, Lang
from optimizer.export.docx.marks import safe

_FIXED = datetime(2000, 1, 1, tzinfo=UTC)
"""The date written into the file: a fixed one, so that the same paper gives the same bytes."""

_STAMP = (1980, 1, 1, 0, 0, 0)
_LONGEST = 255
_CONTENTS = "[Content_Types].xml"
_LEFT_OVER = ("/thumbnail", "/stylesWithEffects", "/customXml")
"""What the template brings along and no paper needs: the ends of relationship types."""


def packed(document: Document, *, title: str, lang: Lang) -> bytes:
    """The document as a file, without what the template left in it."""
    properties = document.core_properties
    properties.title = safe(" ".join(title.split()))[:_LONGEST]
    properties.subject = _SUBJECT.to(lang)
    properties.author = properties.last_modified_by = _AUTHOR.to(lang)
    properties.comments = properties.keywords = ""
    properties.language = "zh-CN" if lang == "zh" else "en-US"
    properties.created = properties.modified = _FIXED
    properties.revision = 1
    for rels in (document.part.rels, document.part.package.rels):
        for name in [name for name, rel in rels.items() if rel.reltype.endswith(_LEFT_OVER)]:
            del rels[name]
    written = BytesIO()
    document.save(written)
    return _stamped(written.getvalue())


def _stamped(data: bytes) -> bytes:
    """The same archive with its members in a fixed order and without the time of writing."""
    target = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(target, "w", ZIP_DEFLATED) as made:
        for name in sorted(source.namelist(), key=lambda name: (name != _CONTENTS, name)):
            member = ZipInfo(name, _STAMP)
            member.compress_type, member.create_system = ZIP_DEFLATED, 0
            made.writestr(member, source.read(name))
    return target.getvalue()


_AUTHOR = Filled(zh="席位", en="Xiwei")
_SUBJECT = Filled(zh="换届人事方案（草案）", en="Turnover of an association (draft)")
