"""A WordPress site over its REST API: one post an article, found again by its slug so that there is no second.

Source: developer.wordpress.org/rest-api/reference (posts, media); authentication by application password.
"""

import base64
import json
from dataclasses import asdict, dataclass
from pathlib import PurePath

from wireroom.core.destinations import Destination, Reply, Wish, decide_reply, rest_address
from wireroom.core.errors import FetchError, WireroomError
from wireroom.core.ports import FetchRequest, FetchResponse
from wireroom.destinations.actions import Answer, Job
from wireroom.edge.secrets import read_secret
from wireroom.edition.render.wordpress import wordpress_picture, wordpress_slug
from wireroom.runner.destinations.replies import failed_answer
from wireroom.runner.works import Works

ANSWER_BYTES = 1024 * 1024
GONE = (404, 410)
TYPES = {".jpg": "image/jpeg", ".png": "image/png", ".gif": "image/gif", ".webp": "image/webp", ".avif": "image/avif"}


class _Failed(WireroomError):
    """A request that did not go well, as the answer it makes."""

    def __init__(self, answer: Answer):
        super().__init__(answer.error)
        self.answer = answer


@dataclass(frozen=True, slots=True)
class _Found:
    """A picture that stands there, with its words as they stand there."""

    id: str
    alt_text: str
    caption: str


def keep_post(works: Works, job: Job) -> Answer:
    """Make the site show the article as wished. Raises FetchError, SettingError."""
    site = _Site(works, job.destination)
    try:
        if job.wish is not Wish.USABLE:
            site.remove(job)
            return Answer(Reply.DONE)
        picture = site.keep_picture(job) if job.picture else ""
        post = json.loads(job.documents[0]) | {"featured_media": int(picture or 0)}
        remote_id = site.keep(job, json.dumps(post).encode())
        for name in job.drop:
            site.drop_picture(name)
    except _Failed as failed:
        return failed.answer
    return Answer(Reply.DONE, remote_id=remote_id, pictures=(job.picture,) if picture else ())


class _Site:
    """One site, asked in the name of its user."""

    def __init__(self, works: Works, destination: Destination):
        self._works = works
        self._destination = destination
        password = read_secret(destination.secret, works.newsroom.home)
        token = base64.b64encode(f"{destination.user}:{password}".encode()).decode("ascii")
        self._authorization = ("Authorization", f"Basic {token}")

    def keep(self, job: Job, post: bytes) -> str:
        """Bring the article's one post to this state; its id. A second one, made by a request thought lost, goes."""
        if job.remote_id and not job.unsure and self._update(job.remote_id, post):
            return job.remote_id
        found = self._find_posts(job)
        kept = next((each for each in found if self._update(each, post)), "")
        if not kept:
            made = self._read(self._ask("POST", "posts", "create", body=post, _fields="id,slug"), "create")
            kept = _id(made)
            if made.get("slug") != wordpress_slug(job.story):
                # The slug is taken: by an earlier post of the same article, that came through meanwhile.
                found = [each for each in self._find_posts(job) if each != kept]
                first = next((each for each in found if self._update(each, post)), "")
                found, kept = ([kept, *found], first) if first else (found, kept)
        for each in found:
            if each != kept:
                self._delete("posts", each)
        return kept

    def remove(self, job: Job) -> None:
        """Take down the post, whatever others of the article there may be, and pictures that stood with it alone."""
        if job.remote_id:
            self._delete("posts", job.remote_id)
        for each in self._find_posts(job):
            if each != job.remote_id:
                self._delete("posts", each)
        for name in job.drop:
            self.drop_picture(name)

    def keep_picture(self, job: Job) -> str:
        """The id of the article's picture in the site's library, put there unless it is; "" where it is not kept."""
        words = wordpress_picture(job.story)
        found = next(iter(self._find_pictures(job.picture)), None)
        if found is None:
            try:
                body = (self._works.newsroom.pictures / job.picture).read_bytes()
            except FileNotFoundError:
                return ""
            kind = TYPES.get(PurePath(job.picture).suffix, "application/octet-stream")
            headers = (
                ("Content-Type", kind),
                ("Content-Disposition", f'attachment; filename="{job.picture}"'),
            )
            response = self._ask("POST", "media", "upload", body=body, headers=headers, _fields="id")
            found = _Found(_id(self._read(response, "upload")), "", "")
        if (found.alt_text, found.caption) != (words.alt_text, words.caption):
            self._ask("POST", f"media/{found.id}", "caption", body=json.dumps(asdict(words)).encode(), _fields="id")
        return found.id

    def drop_picture(self, name: str) -> None:
        """Take a picture out of the library."""
        for found in self._find_pictures(name):
            self._delete("media", found.id)

    def _update(self, post_id: str, post: bytes) -> bool:
        """Whether there was such a post to update."""
        return self._ask("POST", f"posts/{post_id}", "update", body=post, gone_is_fine=True, _fields="id").status < 300

    def _delete(self, kind: str, remote_id: str) -> None:
        self._ask("DELETE", f"{kind}/{remote_id}", "delete", gone_is_fine=True, force="true", _fields="id")

    def _find_posts(self, job: Job) -> list[str]:
        """Ids of all posts of the article, the one we know first, then the oldest; also of one that got a suffix."""
        slug = wordpress_slug(job.story)
        slugs = ",".join((slug, f"{slug}-2", f"{slug}-3"))
        query = {"slug": slugs, "status": "any", "context": "edit", "_fields": "id"}
        rows = self._read(self._ask("GET", "posts", "search", **query), "search", kind=list)
        ids = sorted((_id(row) for row in rows), key=int)
        return list(dict.fromkeys([*([job.remote_id] if job.remote_id else []), *ids]))

    def _find_pictures(self, name: str) -> list[_Found]:
        query = {"slug": PurePath(name).stem, "context": "edit", "_fields": "id,alt_text,caption"}
        rows = self._read(self._ask("GET", "media", "search", **query), "search", kind=list)
        return [_Found(_id(row), str(row.get("alt_text", "")), _raw(row.get("caption"))) for row in rows]

    def _ask(
        self,
        method: str,
        route: str,
        what: str,
        *,
        body: bytes = b"",
        headers: tuple[tuple[str, str], ...] = (("Content-Type", "application/json"),),
        gone_is_fine: bool = False,
        **query: str,
    ) -> FetchResponse:
        """Raises FetchError when there is no answer, _Failed when it is no yes."""
        request = FetchRequest(
            rest_address(self._destination.url, route, **query),
            method=method,
            headers=(self._authorization, *(headers if method == "POST" else ())),
            body=body,
            accept="application/json",
            max_bytes=ANSWER_BYTES,
        )
        response = self._works.fetch(request)
        if decide_reply(response.status) is Reply.DONE or (gone_is_fine and response.status in GONE):
            return response
        raise _Failed(failed_answer(self._destination.name, what, response, now=self._works.clock()))

    def _read(self, response: FetchResponse, what: str, *, kind: type = dict):
        """The answer's JSON. Raises FetchError where it is something else, as when url is no WordPress site."""
        try:
            told = json.loads(response.body)
        except ValueError:
            told = None
        if not isinstance(told, kind):
            raise FetchError(f"{what}: the answer is not that of a WordPress REST API; is url its address?")
        return told


def _id(row: object) -> str:
    found = row.get("id") if isinstance(row, dict) else None
    if not isinstance(found, int) or found < 1:
        raise FetchError("the answer names no id, as a WordPress REST API does")
    return str(found)


def _raw(words: object) -> str:
    """A text as it was written, of the two forms that WordPress gives."""
    return str(words.get("raw", "")) if isinstance(words, dict) else ""
