"""Shared by all tests."""

from __future__ import annotations

import os
from functools import cache

from hypothesis import settings
from streamlit.components.v2 import manifest_scanner

# In CI the same examples every time and no deadline: a shared machine is slow by chance, not by fault.
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("local", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "local")

# Each run of an AppTest looks through every installed package for components, for a quarter of a second: once
# is enough.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
