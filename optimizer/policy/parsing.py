"""From the bytes of a TOML file to its tables, or to the one fault that keeps it from being read at all."""

from __future__ import annotations

import re
import tomllib

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.text import Text

_YEAR_AND_MONTH = re.compile(r"^(\s*date\s*=\s*)(\d{4}-\d{2})(?=\s*(?:#.*)?$)", re.MULTILINE)


def decode(data: bytes, source: str) -> str:
    """The text of a file in UTF-8, with or without a byte order mark. Raises InputFaults."""
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputFaults(
            source, [Fault(kind="policy.encoding", line=line, message=_NOT_UTF8.fill(), cure=_NOT_UTF8_CURE.fill())]
        ) from None


def parse(text: str, source: str) -> dict[str, object]:
    """The parsed file. TOML knows no date without a day; `date = 2018-05` is taken as the text it plainly is.

    Raises InputFaults when the text is no TOML.
    """
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        # Besides TOMLDecodeError: a number of thousands of digits, brackets nested by the thousand.
        try:
            return tomllib.loads(_YEAR_AND_MONTH.sub(r'\1"\2"', text))
        except (ValueError, RecursionError):
            raise InputFaults(source, [_broken(error, text)]) from None


def _broken(error: Exception, text: str) -> Fault:
    reason = re.sub(r"\s*\(at .*\)$", "", str(error))
    line = None
    if isinstance(error, tomllib.TOMLDecodeError):
        match = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line = int(match[1]) if match else text.count("\n") + 1
    written = None if line is None else (["", *text.splitlines()])[min(line, len(text.splitlines()))].strip()[:80]
    return Fault(
        kind="policy.toml", line=line, value=written, message=_BROKEN.fill(reason=reason), cure=_BROKEN_CURE.fill()
    )


_NOT_UTF8 = Text(zh="文件不是 UTF-8 编码", en="the file is not UTF-8")
_NOT_UTF8_CURE = Text(zh="用编辑器另存为 UTF-8", en="Save it as UTF-8")
_BROKEN = Text(zh="不是有效的 TOML（{reason}）", en="this is not valid TOML ({reason})")
_BROKEN_CURE = Text(
    zh="检查这一行的引号、括号和等号", en="Check the quotation marks, brackets and equals sign of this line"
)
