"""Reports for programs: written, approved, published; typed ones checked."""
