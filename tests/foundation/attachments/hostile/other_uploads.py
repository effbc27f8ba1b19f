"""Everything else that must not be taken."""

from motcua.foundation.attachments.limits import FileLimits
from tests.factories.attachments import make_pdf
from tests.foundation.attachments.hostile.upload import Upload


def _one_too_many() -> bytes:
    return make_pdf() + b" "


def _eicar() -> bytes:  # in two pieces, or the scanner of whoever reads this file would find it
    return rb"X5O!P%@AP[4\PZX54(P^)7CC)7}" + b"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


OTHER_UPLOADS = [
    Upload("nothing at all", "a.pdf", lambda: b"", "empty"),
    Upload("one byte more than allowed", "a.pdf", _one_too_many, "too_big", FileLimits(size=len(make_pdf()))),
    Upload("blanks", "a.pdf", lambda: b" \n" * 500, "type_not_allowed"),
    Upload("zeros", "a.pdf", lambda: bytes(5000), "type_not_allowed"),
    Upload("a Windows program", "a.pdf", lambda: b"MZ\x90\x00" + bytes(2000), "type_not_allowed"),
    Upload("a Linux program", "anh.png", lambda: b"\x7fELF" + bytes(2000), "type_not_allowed"),
    Upload("a shell script", "a.pdf", lambda: b"#!/bin/sh\nrm -rf /\n", "type_not_allowed"),
    Upload("PHP", "anh.jpg", lambda: b"<?php system($_GET['c']); ?>", "type_not_allowed"),
    Upload("rich text", "a.docx", lambda: b"{\\rtf1\\ansi hello}", "type_not_allowed"),
    Upload("a film", "a.heic", lambda: b"\0\0\0\x18ftypmp42" + bytes(2000), "type_not_allowed"),
    Upload("RAR", "a.docx", lambda: b"Rar!\x1a\x07\x01\x00" + bytes(500), "type_not_allowed"),
    Upload("7z", "a.pdf", lambda: b"7z\xbc\xaf\x27\x1c" + bytes(500), "type_not_allowed"),
    Upload("a short cut of Windows", "a.pdf", lambda: b"L\0\0\0\x01\x14\x02\0" + bytes(500), "type_not_allowed"),
    Upload("plain text", "a.txt", "Đơn xin".encode, "type_not_allowed"),
    Upload("a way out of the folder", "../../etc/passwd.pdf", make_pdf, "name_path"),
    Upload("a path of Windows", "C:\\Windows\\a.pdf", make_pdf, "name_path"),
    Upload("a name cut off by NUL", "a.exe\0.pdf", make_pdf, "name_control"),
    Upload("a name written backwards", "hoa-don\u202efdp.exe", make_pdf, "name_direction"),
    Upload("a device of Windows", "NUL.pdf", make_pdf, "name_device"),
    Upload("EICAR, the test of virus scanners", "a.pdf", _eicar, "type_not_allowed"),
    Upload("PostScript", "a.pdf", lambda: b"%!PS-Adobe-3.0\n(r) file", "type_not_allowed"),
    Upload("a metafile of Windows", "anh.jpg", lambda: b"\xd7\xcd\xc6\x9a" + bytes(500), "type_not_allowed"),
    Upload("a link of Windows", "a.pdf", lambda: b"[InternetShortcut]\nURL=file://x/a.exe", "type_not_allowed"),
    Upload("a saved web page", "a.docx", lambda: b"MIME-Version: 1.0\nContent-Type: text/html\n\n<html>", "html"),
    Upload("an application of Windows", "a.jpg", lambda: b"<hta:application><script>1</script>", "html"),
    Upload(
        "a style sheet that runs",
        "a.pdf",
        lambda: b'<?xml version="1.0"?><?xml-stylesheet href="a.xsl"?><a/>',
        "type_not_allowed",
    ),
    Upload("gzip", "a.pdf", lambda: b"\x1f\x8b\x08" + bytes(500), "type_not_allowed"),
    Upload("a cabinet", "a.pdf", lambda: b"MSCF" + bytes(500), "type_not_allowed"),
    Upload("a disk image", "a.pdf", lambda: bytes(0x8001) + b"CD001" + bytes(500), "type_not_allowed"),
    Upload("Flash", "anh.gif", lambda: b"FWS\x0a" + bytes(500), "type_not_allowed"),
    Upload("a path that goes in and out", "a/../../b.pdf", make_pdf, "name_path"),
    Upload("nothing but a way up", "..", make_pdf, "name_path"),
    Upload("a share of Windows", "\\\\10.0.0.1\\c$\\a.pdf", make_pdf, "name_path"),
    Upload("a name that breaks a header", "a.pdf\r\nSet-Cookie: x=1.pdf", make_pdf, "name_control"),
    Upload("a name inside an isolate", "hoa-don\u2066fdp\u2069.exe", make_pdf, "name_direction"),
    Upload("a port with a raised digit", "com¹.pdf", make_pdf, "name_device"),
]
