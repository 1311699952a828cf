"""Making an index of places from GeoNames dumps."""

from geo.places.build.assemble import Built, build_index

__all__ = ["Built", "build_index"]
