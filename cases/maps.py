"""A point on somebody else's map."""


def map_link(latitude: float, longitude: float) -> str:
    """A page that opens a map there; degrees, WGS-84."""
    return f"https://uri.amap.com/marker?position={longitude:.6f},{latitude:.6f}&coordinate=wgs84"
