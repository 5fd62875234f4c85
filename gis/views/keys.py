"""Keys with which programs such as QGIS read the town's layers: each has their own, who administers sees all."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from gis.forms.tokens import TokenForm
from gis.models import LayerToken
from gis.services.tokens import make_token, revoke_token


@requires(Permission.VIEW_PLACES)
def keys(request: TownRequest) -> HttpResponse:
    """Show how to connect and which keys there are; make one, whose secret this answer alone shows."""
    form = TokenForm(request.POST or None, may_see_people=request.may(Permission.VIEW_PEOPLE))
    made, secret = None, ""
    if request.method == "POST" and form.is_valid():
        sees_people = form.cleaned_data.get("sees_people", False)
        made, secret = make_token(request.user, form.cleaned_data["label"], sees_people=sees_people)
        form = TokenForm(may_see_people=request.may(Permission.VIEW_PEOPLE))
    context = {
        "form": form,
        "made": made,
        "secret": secret,
        "tokens": _visible(request).select_related("owner").order_by("revoked_at", "-pk"),
        "service": request.build_absolute_uri(reverse("gis:wfs", kwargs={"town": request.town.slug})),
    }
    answer = render(request, "gis/keys.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@requires(Permission.VIEW_PLACES)
@require_POST
def revoke(request: TownRequest, pk: int) -> HttpResponse:
    """Revoke a key of one's own, or any where one administers the town."""
    token = get_object_or_404(_visible(request), pk=pk)
    revoke_token(token, at=timezone.now())
    messages.success(request, _("La clau «%(label)s» ja no obre res.") % {"label": token.label})
    return redirect("gis:keys", town=request.town.slug)


def _visible(request: TownRequest) -> QuerySet[LayerToken]:
    if request.may(Permission.MANAGE_TOWN):
        return LayerToken.objects.all()
    return LayerToken.objects.filter(owner=request.user)
