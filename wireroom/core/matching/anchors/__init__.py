"""What two texts on one event have in common whatever their languages."""
