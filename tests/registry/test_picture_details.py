"""What the camera wrote: read for the clerk, gone for everybody else, and the picture itself untouched."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image

from cementiris.registry.picture_details import taken_at, without_details

GPS = ExifTags.GPS


def a_photograph(
    form: str = "JPEG", *, side: int = 0, place: bool = True, comment: bytes = b"", **how: object
) -> bytes:
    image = Image.radial_gradient("L").resize((60, 40)).convert("RGB")
    details = Image.Exif()
    details[ExifTags.Base.Make] = "Casa de Càmeres"
    if side:
        details[ExifTags.Base.Orientation] = side
    if place:
        details.get_ifd(ExifTags.IFD.GPSInfo).update(
            {GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (41.0, 44.0, 24.0),
             GPS.GPSLongitudeRef: "W", GPS.GPSLongitude: (1.0, 30.0, 36.0)}
        )  # fmt: skip
    written = BytesIO()
    extra = {"comment": comment} if comment else {}
    image.save(written, form, exif=details, **extra, **how)
    return written.getvalue()


def points(content: bytes) -> bytes:
    with Image.open(BytesIO(content)) as image:
        return image.tobytes()


def test_the_place_is_told_in_degrees() -> None:
    assert taken_at(a_photograph()) == (41.74, -1.51)
    assert taken_at(a_photograph(place=False)) is None


def test_a_place_that_cannot_be_is_none() -> None:
    image, details = Image.new("L", (8, 8)), Image.Exif()
    details.get_ifd(ExifTags.IFD.GPSInfo).update({GPS.GPSLatitude: (95.0, 0.0, 0.0), GPS.GPSLongitude: (1.0, 0.0, 0.0)})
    written = BytesIO()
    image.save(written, "JPEG", exif=details)
    assert taken_at(written.getvalue()) is None
    assert taken_at(b"") is None
    assert taken_at(a_photograph()[:60]) is None


@pytest.mark.parametrize(
    ("form", "how"),
    [("JPEG", {}), ("JPEG", {"progressive": True}), ("PNG", {}), ("WEBP", {}), ("WEBP", {"lossless": True})],
)
def test_details_go_and_not_a_point_of_the_picture_changes(form: str, how: dict[str, bool]) -> None:
    content = a_photograph(form, **how)
    bare = without_details(content)
    assert bare is not None
    assert b"Casa de C" in content
    assert b"Casa de C" not in bare
    assert taken_at(bare) is None
    assert points(bare) == points(content)


def test_comments_and_what_hangs_on_behind_go_too() -> None:
    bare = without_details(a_photograph(comment=b"de la Maria") + b"SEFH: on era")
    assert bare is not None
    assert b"Maria" not in bare
    assert bare.endswith(b"\xff\xd9")


def test_a_picture_does_not_fall_on_its_side() -> None:
    bare = without_details(a_photograph(side=6))
    assert bare is not None
    with Image.open(BytesIO(bare)) as image:
        assert dict(image.getexif()) == {ExifTags.Base.Orientation: 6}


@given(st.integers(2, 400), st.binary(max_size=8))
def test_damage_is_said_or_survived_never_thrown(place: int, scratch: bytes) -> None:
    for form in ("JPEG", "PNG", "WEBP"):
        content = a_photograph(form)
        damaged = content[:place] + scratch + content[place + len(scratch) :]
        found = without_details(damaged)
        assert found is None or len(found) <= len(damaged) + 64
        taken_at(damaged)
