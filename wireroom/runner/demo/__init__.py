"""The sample wire and the server that plays it; not the demo command, which puts them to use."""
