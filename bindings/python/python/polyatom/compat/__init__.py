"""What tools call today, over polyatom: change the line that imports it."""
