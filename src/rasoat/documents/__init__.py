"""Official documents: layout, numbering, and the PDF as issued."""
