"""The command line: `app` (commands and options), `guard` (exit codes, last resort), views that print, `safe` words."""
