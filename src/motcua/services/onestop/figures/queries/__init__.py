"""What can be asked of the figures of a span?"""
