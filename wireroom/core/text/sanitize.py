"""Makes hostile HTML safe to show, and tells what of it is visible. Drops no visible text; fetches and rewrites no
picture (later stages put our own copies in place)."""

import re
from functools import cache
from html import unescape
from importlib.resources import files
from urllib.parse import urljoin

import nh3

from wireroom.core.text.characters import fold_space, settle_direction, strip_controls
from wireroom.core.text.markup import TAGS, escape_address, rewrite_markup

_ATTRIBUTES = {
    "*": {"dir", "lang"},
    "a": {"href", "title", "hreflang", "aria-label"},
    "abbr": {"title"},
    "acronym": {"title"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "data": {"value"},
    "del": {"cite", "datetime"},
    "details": {"open"},
    "dfn": {"title"},
    "img": {"src", "alt", "title", "width", "height", "data-src", "data-lazy-src", "data-original", "srcset"},
    "ins": {"cite", "datetime"},
    "li": {"value"},
    "ol": {"start", "reversed", "type"},
    "q": {"cite"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope", "abbr"},
    "time": {"datetime"},
}
_SCHEMES = {"http", "https", "mailto", "tel"}
_ABSOLUTE = ("http://", "https://", "mailto:", "tel:")
_REL = "noopener noreferrer"
_DROPPED = {"script", "style"}

_CLEANER: nh3.Cleaner | None = None

_MANY_REFERENCES = 10_000
# Non-characters, which no text may hold.
_STAND_INS = (("&amp;", "\ufdd0"), ("&lt;", "\ufdd1"), ("&gt;", "\ufdd2"))

# In what the cleaner wrote attributes are always in double quotes, with < and > as references.
_IMG = re.compile(r"<img\b([^>]*)>")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_LINKED = re.compile(r'(<(?:a|blockquote|q|ins|del)\b[^>]*?\s(?:href|cite)=")([^"]*)"')
_PLAIN_HOST = re.compile(r"https?://(?!xn--)(?:[a-z0-9-]+\.(?!xn--))*[a-z]+(?::\d{1,4})?(?:[/?#]|\Z)", re.IGNORECASE)
_BEFORE_PATH = re.compile(r"[^/?#]*")
_RELATIVE = re.compile(r'href="(?!https?://|mailto:|tel:)')
_SOURCE_HOST = re.compile(r'<img src="https?://([^/"]+)')

_TAGS = re.compile(r"<(/?[a-z0-9]+)[^>]*>")
_BLOCKS = (
    "p div li ul ol dl dt dd h1 h2 h3 h4 h5 h6 hgroup blockquote pre table tr caption figure figcaption section "
    "article aside address details summary main thead tbody tfoot"
)
# What stands in visible text for a tag; nothing for those not named.
_BREAKS = {"br": "\n", "hr": "\n", "/td": " ", "/th": " "}
_BREAKS.update({mark + name: "\n" for name in _BLOCKS.split() for mark in ("", "/")})


def clean_html(html: str, *, base: str | None = None) -> str:
    """The HTML without anything that acts, tracks or reaches out of its place; well-formed, visible text complete.

    Kept: text, lists, tables, figures, ruby, quotations, direction; links (http, https, mailto, tel) with
    `rel="noopener noreferrer"`; `img` with absolute src, alt, title, width, height. Frames, video and audio become a
    link without text whose title is the host, so that no word is added and a style sheet can show it. `base` resolves
    relative addresses; without it they stay as they are.
    """
    return clean_stripped_html(strip_controls(html), base=base)


def clean_stripped_html(html: str, *, base: str | None = None) -> str:
    """As clean_html, for what strip_controls has been through already, as every value of a parsed document has."""
    if "<" not in html:
        if "&" not in html:
            return settle_direction(html.replace(">", "&gt;") if ">" in html else html)
    else:
        html = rewrite_markup(html)
    clean = _settled(_clean(html), references="&#" in html)
    if "<img" in clean and _has_odd_picture(clean):
        clean = _IMG.sub(lambda found: _picture(found[1], base), clean)
    if _RELATIVE.search(clean) or "cite=" in clean:
        clean = _LINKED.sub(lambda found: f'{found[1]}{_absolute(found[2], base)}"', clean)
    return clean


def visible_text(html: str) -> str:
    """What a reader sees of any HTML, as text: a line for each block, runs of white space folded, nothing else lost."""
    html = strip_controls(html)
    if "<" in html:
        html = rewrite_markup(html)
    clean = _clean(html) if "<" in html or "&" in html else html
    return settle_direction(text_of_clean(strip_controls(clean) if "&#" in html else clean))


def text_of_clean(html: str) -> str:
    """As visible_text, for what clean_html returned (or text without < and &): faster, and wrong for anything else."""
    tags = "<" in html
    if tags:
        # The writer's own line breaks are white space; those for blocks come now.
        if "\n" in html:
            html = html.replace("\n", " ")
        pieces = _TAGS.split(html)
        pieces[1::2] = [_BREAKS.get(tag, "") for tag in pieces[1::2]]
        html = "".join(pieces).strip()
    if "&" in html:
        html = (
            html.replace("&nbsp;", " ")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", '"')
            .replace("&amp;", "&")
        )
    if tags and "\n" in html:
        return "\n".join([line for line in map(fold_space, html.split("\n")) if line])
    return fold_space(html)


def _settled(clean: str, *, references: bool) -> str:
    """Without control characters that `references` stood for, and with directions settled.

    What goes may have stood between the letters of "javascript:", where the cleaner took them for a relative address:
    it sees again whatever changed.
    """
    for _ in range(3):
        settled = strip_controls(clean) if references else clean
        if not settled.isascii():
            settled = settle_direction(settled)
        if settled == clean:
            break
        clean = _clean(settled)
    return clean


def _clean(html: str) -> str:
    """The cleaner's work. In one long text its time grows with the square of the references: many stand aside."""
    if html.count("&") < _MANY_REFERENCES:
        return _cleaner().clean(html)
    for reference, stand_in in _STAND_INS:
        html = html.replace(stand_in, "").replace(reference, stand_in)
    clean = _cleaner().clean(html)
    for reference, stand_in in _STAND_INS:
        clean = clean.replace(stand_in, reference)
    return clean


def _cleaner() -> nh3.Cleaner:
    global _CLEANER
    if _CLEANER is None:
        _CLEANER = nh3.Cleaner(
            tags=set(TAGS),
            clean_content_tags=_DROPPED,
            attributes=_ATTRIBUTES,
            link_rel=_REL,
            url_schemes=_SCHEMES,
        )
    return _CLEANER


def _has_odd_picture(clean: str) -> bool:
    """Whether any picture needs a look of its own: no plain absolute address, a size of a dot, a host that counts."""
    if "data-" in clean or "srcset=" in clean or ".php" in clean:
        return True
    if '="1"' in clean or '="0"' in clean or '="1px"' in clean or '="0px"' in clean:
        return True
    found = _SOURCE_HOST.findall(clean)
    if len(found) != clean.count("<img"):
        return True
    hosts, prefixes, _ = _beacons()
    return not (hosts.isdisjoint(found) and prefixes.keys().isdisjoint(found))


def _picture(attributes: str, base: str | None) -> str:
    """One img tag as we show it, or nothing for a beacon or a picture without an address."""
    found = dict(_ATTRIBUTE.findall(attributes))
    if _is_dot(found.get("width")) or _is_dot(found.get("height")):
        return ""
    source = found.get("src", "").strip()
    for name in ("data-src", "data-lazy-src", "data-original"):
        if found.get(name):
            source = found[name].strip()
    if not source and found.get("srcset"):
        source = found["srcset"].split(",")[0].split()[0] if found["srcset"].strip(", ") else ""
    source = _absolute(source, base)
    if source != found.get("src") and not _may_lead(source):
        return ""
    if not source or (":" in source.split("/", 1)[0] and not source.lower().startswith(("http:", "https:"))):
        return ""
    if _is_beacon(source):
        return ""
    kept = "".join(
        f' {name}="{found[name]}"' for name in ("alt", "title", "width", "height", "lang", "dir") if name in found
    )
    return f'<img src="{source}"{kept}>'


def _is_dot(size: str | None) -> bool:
    return size is not None and size.strip().removesuffix("px") in ("0", "1")


def _is_beacon(address: str) -> bool:
    rest = address.split("://", 1)[-1]
    host = rest.split("/", 1)[0]
    hosts, prefixes, names = _beacons()
    if host in hosts or any(name in rest for name in names):
        return True
    return host in prefixes and rest.startswith(prefixes[host])


@cache
def _beacons() -> tuple[frozenset[str], dict[str, tuple[str, ...]], tuple[str, ...]]:
    lines = files("wireroom.core.data").joinpath("beacons.txt").read_text("utf-8").splitlines()
    rows = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    prefixes: dict[str, tuple[str, ...]] = {}
    for row in rows:
        if "/" in row:
            host = row.split("/", 1)[0]
            prefixes[host] = (*prefixes.get(host, ()), row)
    scripts = tuple("/" + row for row in rows if row.endswith(".php"))
    hosts = frozenset(row for row in rows if "/" not in row and not row.endswith(".php"))
    return hosts, prefixes, scripts


def _absolute(address: str, base: str | None) -> str:
    """An attribute's address against the base, both as written in HTML (& as &amp;)."""
    if address.lower().startswith(_ABSOLUTE):
        return address
    if address.startswith("//"):
        return "https:" + address if _may_lead("https:" + address) else ""
    if ":" in _BEFORE_PATH.match(address)[0]:
        # The cleaner looks at the schemes of links and pictures, not at those of quotations.
        return ""
    if not base or not address:
        return address
    try:
        joined = urljoin(base, unescape(address))
    except ValueError:
        return address
    # Joining drops what browsers drop, too: it must not make a scheme of what was none.
    if not joined.lower().startswith((*_ABSOLUTE, f"{base.partition(':')[0].lower()}:")):
        return ""
    written = escape_address(joined)
    return written if _may_lead(written) else ""


def _may_lead(address: str) -> bool:
    """Whether the cleaner lets an address stand that it has not seen as it is now."""
    return bool(_PLAIN_HOST.match(address)) or ' src="' in _cleaner().clean(f'<img src="{address}">')
