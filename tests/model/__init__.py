"""The model's tests: laws, published numbers, draws, the whole box of inputs, causes, flips, verdicts."""
