"""The database file as Django opens it, with a queue before its one write lock. Knows no tables."""
