"""Benchmarks: gold data in, one JSON-able dict of figures out, a trivial baseline beside them."""
