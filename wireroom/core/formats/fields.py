"""Names an element's children shortly and finds them by name: Names, Fields. Parses nothing, knows no format."""

from lxml import etree

Element = etree._Element

# Names of namespaces (lower case, without http: and a final slash or #, which documents get wrong), and the prefix by
# which the readers know them.
_PREFIXES = {
    "": "",
    "//purl.org/rss/1.0": "",
    "//my.netscape.com/rdf/simple/0.9": "",
    "//channel.netscape.com/rdf/simple/0.9": "",
    "//my.netscape.com/publish/formats/rss-0.91.dtd": "",
    "//backend.userland.com/rss": "",
    "//backend.userland.com/rss2": "",
    "//backend.userland.com/rss091": "",
    "//blogs.law.harvard.edu/tech/rss": "",
    "//cyber.law.harvard.edu/rss/rss.html": "",
    "//purl.org/net/rss1.1": "",
    "//www.w3.org/2005/atom": "atom:",
    "//purl.org/atom/ns": "atom:",
    "//www.w3.org/1999/02/22-rdf-syntax-ns": "rdf:",
    "//www.w3.org/1999/xhtml": "xhtml:",
    "//purl.org/rss/1.0/modules/content": "content:",
    "//purl.org/dc/elements/1.1": "dc:",
    "//purl.org/dc/elements/1.0": "dc:",
    "//purl.org/dc/terms": "dcterms:",
    "//search.yahoo.com/mrss": "media:",
    "//www.rssboard.org/media-rss": "media:",
    "//video.search.yahoo.com/mrss": "media:",
    "//www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "//rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "//purl.org/atompub/tombstones/1.0": "at:",
    "//www.w3.org/2007/app": "app:",
    "//purl.org/atom/app": "app:",
    "//backend.userland.com/creativecommonsrssmodule": "cc:",
    "//web.resource.org/cc": "cc:",
    "//creativecommons.org/ns": "cc:",
    "//prismstandard.org/namespaces/basic/2.0": "prism:",
    "//prismstandard.org/namespaces/1.2/basic": "prism:",
}

# Groups of names, as bits, so that a reader can pass over what an item does not have.
MEDIA, LINKS, RIGHTS, CATEGORIES, PEOPLE, BODIES, UPDATES, ORIGIN, LANGUAGE, FILES, WORDS = (
    1 << bit for bit in range(11)
)
_GROUPS = {
    "author": PEOPLE,
    "atom:author": PEOPLE,
    "dc:creator": PEOPLE,
    "dc:contributor": PEOPLE,
    "itunes:author": PEOPLE,
    "content:encoded": BODIES,
    "content:items": BODIES,
    "fullitem": BODIES,
    "content": BODIES,
    "atom:content": BODIES,
    "xhtml:body": BODIES,
    "xhtml:div": BODIES,
    "body": BODIES,
    "updated": UPDATES,
    "atom:updated": UPDATES,
    "modified": UPDATES,
    "atom:modified": UPDATES,
    "dcterms:modified": UPDATES,
    "lastbuilddate": UPDATES,
    "source": ORIGIN,
    "dc:publisher": ORIGIN,
    "language": LANGUAGE,
    "dc:language": LANGUAGE,
    "itunes:image": FILES,
    "image": FILES,
    "media:image": FILES,
    "thumbnail": FILES,
    "thumb": FILES,
    "enclosure": FILES,
    "atom:link": LINKS,
    "category": CATEGORIES,
    "atom:category": CATEGORIES,
    "dc:subject": CATEGORIES,
    "media:category": CATEGORIES | MEDIA,
    "media:keywords": CATEGORIES | MEDIA,
    "itunes:keywords": CATEGORIES,
    "cc:license": RIGHTS,
    "dcterms:license": RIGHTS,
    "media:license": RIGHTS | MEDIA,
    "media:copyright": RIGHTS | MEDIA | WORDS,
    "media:credit": MEDIA | WORDS,
    "media:title": MEDIA | WORDS,
    "media:description": MEDIA | WORDS,
    "dc:rights": RIGHTS,
    "rights": RIGHTS,
    "atom:rights": RIGHTS,
    "copyright": RIGHTS,
}


class Names(dict):
    """Short names of elements by full tag, with their group: "title", "dc:creator", "atom:link"; "" for any other.

    `plain` is the prefix that this reader writes without (its own vocabulary), `own` a namespace nobody knows that the
    document took for the format's.
    """

    def __init__(self, plain: str = "", *, own: str | None = None):
        super().__init__()
        self.plain = plain
        self.own = own

    def __missing__(self, tag: str) -> tuple[str, int]:
        if len(self) > 5000:
            self.clear()
        if tag[:1] == "{":
            space, _, local = tag[1:].partition("}")
            prefix = "" if space == self.own else _PREFIXES.get(_bare(space))
            name = "" if prefix is None else (prefix if prefix != self.plain else "") + local.lower()
        else:
            name = tag.lower()
        entry = (name, _GROUPS.get(name, MEDIA if name.startswith("media:") else 0))
        self[tag] = entry
        return entry


def _bare(space: str) -> str:
    return space.strip().lower().removeprefix("http:").removeprefix("https:").rstrip("/#")


def own_namespace(root: Element) -> str | None:
    """The root's namespace where the document took it for its format's by mistake: one that nobody knows, or any for
    RSS 2.0, which has none (Atom's, Media RSS's by a copied declaration)."""
    space, _, name = root.tag[1:].partition("}") if root.tag[:1] == "{" else ("", "", "")
    known = _bare(space) in _PREFIXES and name.lower() not in ("rss", "channel")
    return None if known or not space else space


class Fields(dict):
    """An element's children by short name, in document order; `groups` has the bits of every group present."""

    __slots__ = ("groups",)

    def __init__(self, element: Element, names: Names):
        groups = 0
        for child in element:
            name, group = names[child.tag]
            if name:
                groups |= group
                if name in self:
                    self[name].append(child)
                else:
                    self[name] = [child]
        self.groups = groups

    def first(self, *names: str) -> Element | None:
        """The first child of the first of these names that there is."""
        for name in names:
            if name in self:
                return self[name][0]
        return None

    def one(self, name: str) -> str | None:
        """As text, for a single name."""
        if name not in self:
            return None
        found = self[name]
        if len(found) == 1 and not len(found[0]):
            value = found[0].text
            return value.strip() or None if value else None
        return self.text(name)

    def text(self, *names: str) -> str | None:
        """The characters of the first of these that has any, white space at the ends off."""
        for name in names:
            if name in self:
                for child in self[name]:
                    value = ("".join(child.itertext()) if len(child) else child.text or "").strip()
                    if value:
                        return value
        return None
