"""Report tables computed from recognitions and dated events."""
