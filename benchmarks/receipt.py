"""How long does a receipt (Mẫu 01 with its QR code) take, from the dossier to the PDF?

Goal: under 60 ms. In this process, of dossiers that differ; the first one loads fonts and template and is told apart.
The time of computing leaves out what neighbours on the machine took.
"""

import time

from django.utils import translation

from benchmarks import load, platform, report
from motcua.foundation.documents.pdf import render_pdf
from motcua.foundation.worktime import clock
from motcua.services.onestop.letters import LETTERS
from motcua.services.onestop.models import DossierEvent
from motcua.services.onestop.states import Action

RECEIPTS = 50


def main() -> None:
    """Measure and print."""
    kind = LETTERS["receipt"]
    result, cpu = load.Result(), load.Result()
    with platform.prepared(), translation.override("vi"):
        accepted = DossierEvent.objects.filter(kind=Action.ACCEPT, actor_staff__isnull=False)
        for event in accepted.select_related("dossier__applicant", "actor_staff").order_by("id")[: RECEIPTS + 1]:
            start, worked = time.perf_counter(), time.process_time()
            pdf = render_pdf(kind.template, kind.fill(event.dossier, event), now=clock.now())
            result.times.append((time.perf_counter() - start) * 1000)
            cpu.times.append((time.process_time() - worked) * 1000)
            assert pdf.startswith(b"%PDF")
    report.line("receipt_first", result.times.pop(0), "ms")
    report.line("receipt_median", result.percentile(0.5), "ms")
    report.line("receipt_median_of_computing", cpu.percentile(0.5), "ms")
    report.line("receipt_p95", result.percentile(0.95), "ms")


if __name__ == "__main__":
    main()
