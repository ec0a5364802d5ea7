"""What a file in a watched folder is, by its name and bytes: whole, under way, or no copy at all. Opens no file."""

import json
import re

# How programs that upload or save call a file until it is whole.
_TEMPORARY = (
    *(".tmp", ".temp", ".part", ".partial", ".filepart", ".crdownload", ".download", ".lock", ".swp"),
    *(".inprogress", ".writing", "~"),
)
# What lies beside copy and is none: pictures and other media, archives, schemas, marks and sums of deliveries.
_BESIDE = frozenset(
    (
        *("jpg", "jpeg", "jpe", "png", "gif", "webp", "avif", "tif", "tiff", "bmp", "heic", "svg", "eps", "ai", "psd"),
        *("mp3", "m4a", "wav", "ogg", "flac", "mp4", "m4v", "mov", "avi", "mpg", "mpeg", "webm", "mkv", "mxf"),
        *("pdf", "doc", "docx", "xls", "xlsx", "zip", "gz", "tgz", "bz2", "xz", "7z", "rar", "tar"),
        *("dtd", "xsd", "xsl", "xslt", "css", "md5", "sha1", "sha256", "ok", "done", "trg", "sem"),
    )
)
_ROOT = re.compile(rb"<([A-Za-z_][\w:.-]*)")
_COMMENT = re.compile(rb"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.S)
_HEAD = 64 * 1024
# Comments and the like may follow the root's end.
_TAIL = 4096


def is_copy_name(name: str) -> bool:
    """Whether a file of this name may be a document: not hidden, not under way, no picture or other attachment."""
    lowered = name.lower()
    if lowered.startswith(".") or lowered.endswith(_TEMPORARY):
        return False
    return lowered.rpartition(".")[2] not in _BESIDE or "." not in lowered


def is_under_way(name: str) -> bool:
    """Whether the name is one that a file has until it is whole, and then changes."""
    return name.startswith(".") or name.lower().endswith(_TEMPORARY)


def looks_cut(body: bytes) -> bool:
    """Whether a document ends before its end: XML without its root's end tag, JSON that is none, nothing at all.

    Bytes of another form, and of encodings that do not write these signs as ASCII does, are not judged.
    """
    whole = body.strip(b"\xef\xbb\xbf \t\r\n\0")
    if not whole:
        return True
    if b"\0" in whole[:200]:
        return False
    if whole[:1] in (b"{", b"["):
        return _is_broken_json(whole)
    if whole[:1] != b"<":
        return False
    root = _ROOT.search(_COMMENT.sub(b" ", whole[:_HEAD]))
    if root is None:
        return len(whole) < _HEAD
    name = re.escape(root[1])
    if re.search(rb"</" + name + rb"\s*>\s*\Z", _COMMENT.sub(b"", whole[-_TAIL:])):
        return False
    return not re.match(rb"<" + name + rb"\b[^<>]*/>\Z", _COMMENT.sub(b"", whole[:_HEAD]).strip())


def _is_broken_json(body: bytes) -> bool:
    try:
        json.loads(body)
    except (ValueError, RecursionError):
        return True
    return False
