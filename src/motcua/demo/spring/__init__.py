"""What happened in the spring of 2019? Dispatch 554 as it went through the district, played through the actions.

The letter, its models and deadlines are real; who was early, late or stuck is made up.
"""
