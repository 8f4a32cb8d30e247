"""The app's entry point: page config and navigation, nothing else."""

from pages.ui.shell import run

run()
