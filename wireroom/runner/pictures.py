"""The step that fetches pictures: ask and draw away from the database, keep the sizes, refresh the pages."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from wireroom.core.errors import FetchError, PictureError
from wireroom.core.fetching import find_origin
from wireroom.core.ports import FetchRequest
from wireroom.edge.images import make_renditions
from wireroom.pictures.actions import StoredRendition, keep_picture, refuse_picture
from wireroom.pictures.models import Picture
from wireroom.pictures.queries import items_using
from wireroom.publishing.actions import refresh_article
from wireroom.publishing.models import Article
from wireroom.runner.works import Works
from wireroom.tasks.actions import ATTEMPTS, Lease

PICTURE_TYPES = "image/avif,image/webp,image/jpeg,image/png,image/gif;q=0.8,image/*;q=0.5"

# A story can list twenty pictures of a host that is down: the others need not each wait for its silence.
OUT_OF_REACH = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class PictureAnswer:
    """The sizes, already kept on disk, or why there are none; `again` says that asking later may help."""

    raw_hash: str = ""
    renditions: tuple[StoredRendition, ...] = ()
    refused: str = ""
    again: bool = False


def prepare_picture(works: Works, lease: Lease) -> str | None:
    """The address to fetch; None when the picture is already decided."""
    return Picture.objects.filter(id=int(lease.key), state=Picture.State.WANTED).values_list("url", flat=True).first()


def host_of_picture(url: str) -> str:
    """The host a picture is asked of; "" when its address is none."""
    origin = find_origin(url)
    return origin[1] if origin else ""


def ask_picture(works: Works, url: str) -> PictureAnswer:
    """Fetch one picture and make its sizes. Runs beside the loop; never raises for what the web or the file does."""
    host = host_of_picture(url)
    if works.out_of_reach.get(host, works.clock()) > works.clock():
        return PictureAnswer(refused=f"{url}: its host gave no answer a moment ago", again=True)
    try:
        response = works.fetch(FetchRequest(url, accept=PICTURE_TYPES))
    except FetchError as error:
        if not error.permanent:
            works.out_of_reach[host] = works.clock() + OUT_OF_REACH
            works.log.warning("pictures of %s wait: %s", host, error)
        return PictureAnswer(refused=str(error), again=not error.permanent)
    if response.status != 200:
        again = response.status == 429 or response.status >= 500
        return PictureAnswer(refused=f"{url}: the answer is {response.status}", again=again)
    try:
        made = make_renditions(response.body)
    except PictureError as error:
        return PictureAnswer(refused=f"{url}: {error}")
    stored = []
    for rendition in made:
        works.disk.keep_picture(rendition.name, rendition.body)
        stored.append(
            StoredRendition(rendition.name, rendition.format, rendition.width, rendition.height, len(rendition.body))
        )
    return PictureAnswer(works.raw.put(response.body), tuple(stored))


def settle_picture(works: Works, lease: Lease, answer: PictureAnswer) -> None:
    """Store what became of the picture and have the pages that use it written. Raises FetchError to be asked again."""
    picture = Picture.objects.get(id=int(lease.key))
    now = works.clock()
    if answer.refused:
        if answer.again and lease.attempts < ATTEMPTS:
            raise FetchError(answer.refused)
        refuse_picture(picture, answer.refused, now=now)
        works.log.info("picture refused: %s", answer.refused)
        works.tally["pictures_refused"] += 1
        return
    with transaction.atomic():
        keep_picture(picture, answer.raw_hash, answer.renditions, now=now)
        live = Article.objects.filter(item__in=items_using(picture.id), state=Article.State.LIVE)
        refresh_article(live.values_list("id", flat=True), now=now)
    works.tally["pictures"] += 1
