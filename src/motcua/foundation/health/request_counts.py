"""How many requests were answered, by kind of page and status, and how long they took."""

from motcua.foundation.health.side_counts import SideCounts

# the first folder of an address tells what kind of page it is; whatever else comes is a page for the public
ROUTES = {
    "tra-cuu": "look_up",
    "can-bo": "staff",
    "tai-khoan": "account",
    "api": "api",
    "static": "static",
    "livez": "probe",
    "readyz": "probe",
    "metrics": "probe",
}
PUBLIC = "public"
REQUESTS: SideCounts[tuple[str, int]] = SideCounts(
    "Requests",
    """
INSERT INTO health_requestcount AS kept (route, status, count, seconds) VALUES (%s, %s, %s, %s)
ON CONFLICT (route, status) DO UPDATE SET count = kept.count + excluded.count, seconds = kept.seconds + excluded.seconds
""",
)


def count_request(*, path: str, status: int, seconds: float) -> None:
    """Count one answered request."""
    route = ROUTES.get(path.split("/", 2)[1] if "/" in path else "", PUBLIC)
    REQUESTS.add((route, status), 1, seconds)
