"""The Tân Bình demo: the district of the dispatch as if it still stood, built through the public actions only."""
