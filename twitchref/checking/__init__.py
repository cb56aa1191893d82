"""What is wrong with a compendium: the rules, and the table of them."""
