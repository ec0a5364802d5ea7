"""Articles as our outgoing feeds give them; those that did not change since are kept. Renders nothing."""

from dataclasses import dataclass, field

from wireroom.edition.models import Page
from wireroom.edition.values import ArticleView

KEPT = 1000
CHUNK = 500


@dataclass(slots=True)
class FeedDesk:
    """Keeps views by article, each with the `shown` hash its page had in the manifest when it was read.

    Feeds are written after the pages of their articles, so the manifest's hash tells whether a kept view
    still is what the feed must say.
    """

    kept: dict[int, tuple[str, ArticleView]] = field(default_factory=dict)

    def find(self, shown_by_id: dict[int, str]) -> dict[int, ArticleView]:
        """The kept views that are as the manifest says."""
        return {
            article_id: self.kept[article_id][1]
            for article_id, shown in shown_by_id.items()
            if shown and article_id in self.kept and self.kept[article_id][0] == shown
        }

    def keep(self, article_id: int, shown: str, view: ArticleView) -> None:
        """Remember a view; the longest known goes."""
        self.kept.pop(article_id, None)
        self.kept[article_id] = (shown, view)
        if len(self.kept) > KEPT:
            del self.kept[next(iter(self.kept))]


def shown_hashes(article_by_path: dict[str, int]) -> dict[int, str]:
    """What the manifest says of some articles, given by page path: their `shown` hash by id."""
    paths = list(article_by_path)
    shown: dict[int, str] = {}
    for start in range(0, len(paths), CHUNK):
        rows = Page.objects.filter(path__in=paths[start : start + CHUNK]).values_list("path", "shown")
        shown |= {article_by_path[path]: digest for path, digest in rows}
    return shown
