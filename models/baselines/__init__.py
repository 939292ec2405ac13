"""What a recommender must beat: one small file a family, all behind one interface."""
