"""The kill drill: a newsroom is copied, articles are killed in the copy, and every surface is proven clean."""
