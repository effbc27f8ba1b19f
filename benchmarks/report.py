"""The one line a benchmark prints: name value unit ratio against."""


def line(name: str, value: float, unit: str, ratio: float | None = None, against: str = "-") -> None:
    """Print a figure; `ratio` is value against the peer measured in the same run."""
    print(f"{name} {value:.3g} {unit} {'-' if ratio is None else f'{ratio:.2f}'} {against}", flush=True)
