"""Virtual trials: laws, counts that add up, executors, the command line."""
