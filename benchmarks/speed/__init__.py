"""Speed, beside peers on the same texts."""
