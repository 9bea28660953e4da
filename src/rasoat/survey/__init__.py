"""Steps 1 and 2: the list of households to review, Phiếu A, Phiếu B, score and class."""
