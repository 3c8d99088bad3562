"""The pages of Xiwei: `streamlit run app.py`, or `xiwei app`."""

from __future__ import annotations

import streamlit as st

from ui.page import show

if __name__ == "__main__":
    # The guard is for the processes of a sweep, which import the main script again.
    st.set_page_config(page_title="席位 Xiwei", layout="wide")
    show()
