"""Coming in: by e-mail and password, with a second factor for whoever sets one up, and never by signing up."""

import base64
import hashlib
import hmac
import re
import struct
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client

from cementiris.accounts.models import User

PASSWORD = "cementiri-demo"
LOGIN = "/comptes/login/"
COUNTER = 58_000_000


def log_in(client: Client, email: str = "aina@vilaclara.example", password: str = PASSWORD) -> str:
    """Return the address that the login form leads to, or "" when it comes back."""
    response = client.post(LOGIN, {"login": email, "password": password})
    return response.get("Location", "")


def test_one_logs_in_with_the_email_and_arrives_at_the_town(aina_user: User, client: Client) -> None:
    assert log_in(client) == "/"
    assert client.get("/")["Location"] == "/vilaclara/"


def test_the_email_may_be_written_in_capitals(aina_user: User, client: Client) -> None:
    assert log_in(client, "Aina@Vilaclara.Example") == "/"


def test_the_login_leads_back_to_the_page_that_was_asked_for(aina_user: User, client: Client) -> None:
    location = client.get("/vilaclara/cerca/?q=12")["Location"]
    response = client.post(location, {"login": aina_user.email, "password": PASSWORD, "next": "/vilaclara/cerca/?q=12"})
    assert response["Location"] == "/vilaclara/cerca/?q=12"


def test_the_login_leads_to_no_other_site(aina_user: User, client: Client) -> None:
    response = client.post(LOGIN, {"login": aina_user.email, "password": PASSWORD, "next": "https://example.net/"})
    assert response["Location"] == "/"


def sentence_after(client: Client, email: str, password: str) -> str:
    response = client.post(LOGIN, {"login": email, "password": password})
    assert response.status_code == 200
    return str(response.context["form"].non_field_errors() or response.context["form"].errors)


def test_a_wrong_password_and_an_unknown_person_get_the_same_sentence(aina_user: User, client: Client) -> None:
    wrong = sentence_after(client, aina_user.email, "no és aquesta")
    assert wrong == sentence_after(client, "ningu@vilaclara.example", "no és aquesta")
    assert wrong


def test_guessing_a_password_again_and_again_is_stopped(aina_user: User, client: Client, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {}  # the library's own limits, which the other tests do without
    cache.clear()
    for _ in range(6):
        sentence_after(client, aina_user.email, "no és aquesta")
    assert log_in(client) == ""
    cache.clear()


def test_a_form_without_its_token_is_refused_in_a_sentence(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post(LOGIN, {"login": "x@example.org", "password": "y"})
    assert response.status_code == 403
    assert "403_csrf.html" in {template.name for template in response.templates}


def test_whoever_has_left_the_town_hall_does_not_come_in(aina_user: User, client: Client) -> None:
    aina_user.is_active = False
    aina_user.save()
    assert log_in(client) != "/"
    assert client.get("/")["Location"].startswith(LOGIN)


def test_nobody_signs_up(db: None, client: Client) -> None:
    fields = {"email": "nou@example.org", "password1": "una-bona-contrasenya"}
    for response in (client.get("/comptes/signup/"), client.post("/comptes/signup/", fields)):
        assert response.status_code in {200, 403, 404}
        assert "account/signup_closed.html" in {template.name for template in response.templates}
    assert not User.objects.exists()


def test_logging_out_needs_a_press_of_the_button(aina: Client) -> None:
    aina.get("/comptes/logout/")
    assert aina.get("/vilaclara/").status_code == 200
    aina.post("/comptes/logout/")
    assert aina.get("/vilaclara/").status_code == 302


def totp(secret: str) -> str:
    """Return the six digits of RFC 6238 at COUNTER."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", COUNTER), hashlib.sha1).digest()
    start = digest[-1] & 0x0F
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 10**6:06d}"


@pytest.fixture
def clock_of_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the half minute of a code not pass in the middle of a test."""
    monkeypatch.setattr(auth, "yield_hotp_counters_from_time", lambda: iter([COUNTER]))


def enrol(client: Client) -> str:
    """Set up the second factor as a person does, password first; return its secret."""
    asked = client.get("/comptes/2fa/totp/activate/", follow=True)
    assert "account/reauthenticate.html" in {template.name for template in asked.templates}
    page = client.post(asked.redirect_chain[-1][0], {"password": PASSWORD}, follow=True)
    secret = str(page.context["form"].secret)
    client.post("/comptes/2fa/totp/activate/", {"code": totp(secret)})
    return secret


def test_a_second_factor_can_be_set_up_and_is_then_asked_for(
    aina_user: User, client: Client, clock_of_codes: None
) -> None:
    log_in(client)
    assert client.get("/comptes/2fa/").status_code == 200
    secret = enrol(client)
    assert set(Authenticator.objects.values_list("type", flat=True)) == {"totp", "recovery_codes"}
    assert client.get("/comptes/2fa/recovery-codes/").status_code == 200

    other = Client()
    assert log_in(other) == "/comptes/2fa/authenticate/"
    assert other.get("/vilaclara/").status_code == 302
    assert other.post("/comptes/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert other.post("/comptes/2fa/authenticate/", {"code": totp(secret)})["Location"] == "/"
    assert other.get("/vilaclara/").status_code == 200


def test_a_short_or_common_password_is_refused(aina_user: User, client: Client) -> None:
    log_in(client)
    for password in ("curta", "password1234"):
        fields = {"oldpassword": PASSWORD, "password1": password, "password2": password}
        assert client.post("/comptes/password/change/", fields).status_code == 200
    aina_user.refresh_from_db()
    assert aina_user.check_password(PASSWORD)


def test_passwords_are_kept_as_hashes(aina_user: User) -> None:
    assert re.match(r"\w+\$", aina_user.password)
    assert PASSWORD not in aina_user.password
    assert make_password(PASSWORD) != PASSWORD


def test_a_forgotten_password_is_asked_for_without_telling_who_has_an_account(
    aina_user: User, client: Client, mailoutbox: list[EmailMessage]
) -> None:
    answers = [
        client.post("/comptes/password/reset/", {"email": email}) for email in (aina_user.email, "x@example.org")
    ]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, "/comptes/password/reset/done/")}
    (letter,) = [mail for mail in mailoutbox if mail.to == [aina_user.email]]
    link = re.search(r"/comptes/password/reset/key/\S+", str(letter.body))
    assert link
    page = client.get(link[0], follow=True)
    typed = {"password1": "una-altra-contrasenya", "password2": "una-altra-contrasenya"}
    client.post(page.redirect_chain[-1][0], typed)
    assert log_in(Client(), password="una-altra-contrasenya") == "/"
