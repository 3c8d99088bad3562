"""The box that takes a file."""

from __future__ import annotations

import streamlit as st

from optimizer.basis.text import Lang
from ui import words

POOL_TYPES = ["xlsx", "xls", "ods", "csv"]
MEGABYTES = 20
_UPLOAD_BOX = """<style>
[data-testid="stFileUploaderDropzone"] button p, [data-testid="stFileUploaderDropzoneInstructions"] span {{ font-size: 0; }}
[data-testid="stFileUploaderDropzone"] button p::after {{ content: "{button}"; font-size: 0.875rem; }}
[data-testid="stFileUploaderDropzoneInstructions"] span::after {{ content: "{limit}"; font-size: 0.875rem; }}
</style>"""


def upload_words(lang: Lang, megabytes: int = MEGABYTES) -> None:
    """The two texts inside Streamlit's upload box, for which it has no setting, in Chinese."""
    if lang == "zh":
        st.html(_UPLOAD_BOX.format(button=words.CHOOSE_FILE, limit=words.FILE_LIMIT.format(megabytes=megabytes)))
