"""The sample spoilt at random: bytes that are mostly no policy, some no TOML."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.policy.sample import SAMPLE


@st.composite
def mutations(draw: st.DrawFn) -> bytes:
    """The sample with a few pieces cut out, repeated elsewhere, or written over."""
    data = SAMPLE.encode()
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 40)))
        source = draw(st.integers(0, len(data)))
        patch = draw(
            st.one_of(
                st.binary(max_size=4),
                st.just(data[source : source + 30]),
                st.sampled_from([b'"', b"[", b"]", b"{}", b"\n", b" = ", b"0", b"-1", b"1e9", b"true", b"[[rule]]\n"]),
            )
        )
        data = data[:start] + patch + data[end:]
    return data


VALUES = st.recursive(
    st.sampled_from(["0", "-1", "1.5", "true", '""', '"x"', '"70%"', "2026-12-01", "[]", "{}", '"congress"', "inf"]),
    lambda inner: (
        st.lists(inner, max_size=2).map(lambda parts: "[" + ", ".join(parts) + "]")
        | st.tuples(st.sampled_from(["age", "any", "not", "sex", "mode", "x"]), inner).map(
            lambda pair: "{ " + pair[0] + " = " + pair[1] + " }"
        )
    ),
    max_leaves=3,
)


@st.composite
def odd_values(draw: st.DrawFn) -> bytes:
    """The sample with one or two keys given another value, of any type: valid TOML, mostly faulty policies."""
    lines = SAMPLE.splitlines()
    keys = [number for number, line in enumerate(lines) if "=" in line]
    for number in draw(st.lists(st.sampled_from(keys), min_size=1, max_size=2)):
        lines[number] = lines[number].split("=")[0] + "= " + draw(VALUES)
    return "\n".join(lines).encode()
