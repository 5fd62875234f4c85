"""Addresses of persons that nobody can count through: the number with a proof that we wrote it."""

import hmac

from django.utils.crypto import salted_hmac

PROOF_LENGTH = 12


def key_of(pk: int) -> str:
    """The last part of the address of a person's page."""
    return f"{pk}-{_proof(pk)}"


def pk_of(key: str) -> int | None:
    """The person's number, or None when the address is not one of ours."""
    number, _, proof = key.partition("-")
    if not number.isdecimal():
        return None
    pk = int(number)
    return pk if hmac.compare_digest(proof, _proof(pk)) else None


def _proof(pk: int) -> str:
    return salted_hmac("cementiris.lookup", str(pk)).hexdigest()[:PROOF_LENGTH]
