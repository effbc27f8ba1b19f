"""How do units compare, month by month, before and after a model, and against what was ordered?"""
