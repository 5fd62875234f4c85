"""What is asked of a certificate."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class CertificateEntry:
    """Who asks for a certificate, what for, of which day, and how much it tells."""

    on: date
    applicant: str = ""
    cause: str = ""
    with_holder: bool = False
    with_history: bool = True
