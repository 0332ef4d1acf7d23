"""Tools over plain text: lines, blocks, sentences, spans and cues; no models."""
