"""What statements of many texts have to do with each other: actors, claims, denials, figures. Reads no text anew."""
