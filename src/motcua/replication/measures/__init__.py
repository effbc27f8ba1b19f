"""What does live use say? Figures of every service, rolled up per unit and day, and the notes that explain them."""
