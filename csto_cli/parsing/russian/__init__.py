"""What is special to Russian: cases of names and offices, running text, cards, documents."""
