"""The stages of the model, one file each, in the order of docs/architecture.md. Leading axis: patients."""
