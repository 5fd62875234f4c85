"""Files as people bring them, and as they should not: made in memory."""

from io import BytesIO
from zipfile import ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image

PDF = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\ntrailer << >>\n%%EOF\n"


def a_picture(
    *, format: str = "JPEG", size: tuple[int, int] = (1200, 900), taken: str = "", here: bool = False, mode: str = "RGB"
) -> bytes:
    """A grey picture; `taken` as cameras write it ("2026:11:20 10:00:00"), `here` with the place where it was taken."""
    image, details = Image.new(mode, size), Image.Exif()
    if taken:
        details.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    if here:
        details.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (41.0, 30.0, 12.0)
    written = BytesIO()
    image.save(written, format, exif=details)
    return written.getvalue()


def a_zip(**members: bytes) -> bytes:
    """A ZIP file with these members; "__" in a name is a dot and "_0_" a slash."""
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_0_", "/").replace("__", "."), content)
    return written.getvalue()


def sent_file(content: bytes, name: str = "foto.jpg") -> SimpleUploadedFile:
    """The file as a browser sends it, whatever type the browser says."""
    return SimpleUploadedFile(name, content, content_type="text/html")
