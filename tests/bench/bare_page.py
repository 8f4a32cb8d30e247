"""The yardstick: a bare Streamlit page with one slider and one Plotly figure of 300 points."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go
import streamlit as st

st.set_page_config(page_title="Bare page")
st.title("Bare page")
offset_mm = st.slider("Offset (mm)", 0.0, 5.0, 1.0)
hours = np.linspace(0.0, 24.0, 300)
figure = go.Figure(go.Scatter(x=hours, y=7.0 - offset_mm * np.exp(-hours)))
figure.update_yaxes(range=[0, 10])
st.plotly_chart(figure, key="figure")
