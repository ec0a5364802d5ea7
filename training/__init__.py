"""Training of the models that ship, from texts annotated by hand. Nothing here is installed with Wireroom."""
