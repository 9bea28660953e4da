"""The web door: frame, sign-in, home and the pages that look across steps."""
