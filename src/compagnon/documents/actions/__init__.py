"""What is done with papers: written (`agreement`), sent out and replaced (`sending`), signed or refused (`signing`)."""
