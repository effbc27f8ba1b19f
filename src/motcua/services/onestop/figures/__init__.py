"""Figures of spans of time: rebuilt every night from the events, shown, published and handed out as files."""
