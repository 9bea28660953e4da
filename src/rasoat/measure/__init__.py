"""How large a sample must be, how it is drawn so that anybody draws it again, and what it says with which certainty."""

from rasoat.measure.agreement import Agreement, agreement
from rasoat.measure.intervals import Interval, wilson
from rasoat.measure.outliers import Outlier, outliers
from rasoat.measure.sampling import Sample, allocate, draw, frame_hash, margin_of, sample_size
from rasoat.measure.targeting import Checked, Errors, Frame, Share, errors, errors_by

__all__ = [
    "Agreement",
    "Checked",
    "Errors",
    "Frame",
    "Interval",
    "Outlier",
    "Sample",
    "Share",
    "agreement",
    "allocate",
    "draw",
    "errors",
    "errors_by",
    "frame_hash",
    "margin_of",
    "outliers",
    "sample_size",
    "wilson",
]
