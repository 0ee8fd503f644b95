"""One small package for each way in: shells and home pages, not features."""
