"""Put PDFs together."""

import io

import pikepdf


def with_last_page(pdf: bytes, page: bytes) -> bytes:
    """Return `pdf` with the pages of `page` behind its own, the same bytes for the same input."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as whole, pikepdf.open(io.BytesIO(page)) as last:
        whole.pages.extend(last.pages)
        whole.save(out, deterministic_id=True)
    return out.getvalue()
