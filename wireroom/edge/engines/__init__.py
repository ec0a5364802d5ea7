"""Learned models that run on this machine: loads their weights from the package and runs them. Decides nothing."""
