"""Policies that extend others: one table out of several files, and for each piece of it the file and line it is from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.text import Filled, Text
from optimizer.policy.merging import Draft, Node, Origin, draft_of, flattened, merge
from optimizer.policy.parsing import decode, parse
from optimizer.policy.places import Lines

MOST_FILES = 8
"""Files of one policy: itself and those it extends, one after the other."""


@dataclass(frozen=True, kw_only=True)
class PolicyFile:
    """A policy file: its bytes, its name in faults, and how the file it extends is found.

    `identity` tells files of one name apart (its full path); empty for bytes that come from no place known.
    """

    data: bytes
    source: str
    parent: Parent | None
    identity: str = ""


type Parent = Callable[[str], PolicyFile]
"""The file that is meant by the text after `extends`. Raises InputFaults when there is none."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Resolved:
    """A policy's table with everything it takes from the files it extends.

    `raw` has no `extends` any more; `files` are the names of the files, its own first; `faults` are those of the merging.
    """

    source: str
    raw: Mapping[str, object]
    extends: str
    files: tuple[str, ...]
    faults: tuple[Fault, ...]
    own: Lines
    origins: Mapping[str, Origin]

    @property
    def sha256(self) -> str:
        """Hash of the table: comments, spacing and the order of keys play no part, the order of rules and stages does."""
        text = json.dumps(self.raw, sort_keys=True, ensure_ascii=False, default=str, separators=(",", ":"))
        text += "".join(map(str, self._stages))
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def _stages(self) -> list[list[str]]:
        """The stages of each margin that has several, in the order written: without a `stage` the last one counts."""
        parts = [part for key in ("body", "office") if isinstance(listed := self.raw.get(key), list) for part in listed]
        margins = [part.get("margin") for part in parts if isinstance(part, Mapping)]
        return [[str(stage) for stage in margin] for margin in margins if isinstance(margin, Mapping)]

    def origin(self, path: str) -> Origin | None:
        """Where `rule[7].at_least` of the whole table comes from; None for what no file writes."""
        for end in (end for end in range(len(path), 0, -1) if path[end : end + 1] in ("", ".", "[")):
            if path[:end] in self.origins:
                found = self.origins[path[:end]]
                return replace(found, path=found.path + path[end:])
        return None

    def located(self, fault: Fault) -> Fault:
        """A fault of the whole table with its place in the file it is from."""
        origin = self.origin(fault.path or "")
        return fault if origin is None else _placed(fault, origin, self.own)


def resolve(data: bytes, source: str, *, parent: Parent | None = None) -> Resolved:
    """The table of a policy's bytes, merged with the files it extends.

    Raises InputFaults when one of the files cannot be read at all or is missing, or when they extend each other in a
    circle.
    """
    layers = _layers(PolicyFile(data=data, source=source, parent=parent))
    own = layers[0].lines
    draft: Draft = {}
    faults: list[Fault] = []
    for layer in reversed(layers):
        draft, blamed = merge(draft, draft_of(layer.raw, layer.file.source, layer.lines))
        faults += (_placed(fault, origin, own) for fault, origin in blamed)
    return Resolved(
        source=source,
        raw={key: _plain(node) for key, node in draft.items()},
        extends=str(layers[0].raw.get("extends", "")).strip(),
        files=tuple(layer.file.source for layer in layers),
        faults=tuple(faults),
        own=own,
        origins=dict(flattened(draft)),
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class _Layer:
    """One file, parsed."""

    file: PolicyFile
    raw: Mapping[str, object]
    lines: Lines

    def refuse(self, kind: str, message: Filled, cure: Filled) -> InputFaults:
        """The fault of this file's `extends`."""
        fault = Fault(
            kind=kind,
            file=self.file.source,
            path="extends",
            line=self.lines.of("extends"),
            value=str(self.raw["extends"]),
            message=message,
            cure=cure,
        )
        return InputFaults(self.file.source, [fault])


def _layers(file: PolicyFile) -> list[_Layer]:
    """The file and those it extends, outwards. Raises InputFaults of the first file, other files named in the faults."""
    source = file.source
    layers: list[_Layer] = []
    while True:
        try:
            text = decode(file.data, file.source)
            layers.append(_Layer(file=file, raw=parse(text, file.source), lines=Lines(text)))
            if "extends" not in layers[-1].raw:
                return layers
            file = _extended(layers)
        except InputFaults as found:
            named = [fault.file or file.source for fault in found.faults]
            faults = zip(found.faults, named, strict=True)
            raise InputFaults(
                source, [replace(fault, file=None if name == source else name) for fault, name in faults]
            ) from None


def _extended(layers: list[_Layer]) -> PolicyFile:
    """The file that the last of the layers extends. Raises InputFaults with a fault at its `extends`."""
    layer = layers[-1]
    written = layer.raw["extends"]
    if not isinstance(written, str) or not written.strip():
        raise layer.refuse("policy.text", _NO_NAME.fill(), _NAME_CURE.fill())
    if layer.file.parent is None:
        raise layer.refuse("policy.extends", _NO_PARENTS.fill(), _NO_PARENTS_CURE.fill())
    try:
        found = layer.file.parent(written.strip())
    except InputFaults as missing:
        located = [fault for fault in missing.faults if fault.file]
        if located:
            raise InputFaults(layer.file.source, located) from None
        raise layer.refuse(missing.faults[0].kind, missing.faults[0].message, missing.faults[0].cure) from None
    sources = [each.file.source for each in layers]
    if found.identity in {each.file.identity for each in layers}:
        raise layer.refuse("policy.extends", _CIRCLE.fill(files=" → ".join(sources)), _CIRCLE_CURE.fill())
    if len(layers) == MOST_FILES:
        raise layer.refuse("policy.extends", _DEEP.fill(most=MOST_FILES), _DEEP_CURE.fill())
    return replace(found, source=found.identity) if found.source in sources else found


def _placed(fault: Fault, origin: Origin, own: Lines) -> Fault:
    file = None if origin.lines is own else origin.file
    return replace(fault, path=origin.path, line=origin.line, file=file)


def _plain(node: Node) -> object:
    return [part.plain for part in node] if isinstance(node, tuple) else node.plain


_NO_NAME = Text(zh="这里应是所沿用政策的名称", en="the name of the policy to extend belongs here")
_NAME_CURE = Text(
    zh='写 extends = "dalian-2018"，或文件的位置', en='Write extends = "dalian-2018", or the path of a file'
)
_NO_PARENTS = Text(zh="这里的政策不能沿用别的政策", en="a policy cannot extend another one here")
_NO_PARENTS_CURE = Text(zh="把两个文件合成一个", en="Put the two into one file")
_CIRCLE = Text(zh="政策互相沿用，绕回了自身（{files}）", en="the policies extend each other in a circle ({files})")
_CIRCLE_CURE = Text(zh="去掉其中一个 extends", en="Take out one of the extends")
_DEEP = Text(zh="沿用的层数太多（至多 {most} 个文件）", en="too many files extend each other (at most {most})")
_DEEP_CURE = Text(zh="合并其中几个文件", en="Put some of the files together")
