"""What was received and from whom: Provider, Feed, Subscription, Fetch, Item, Version and their Problems."""

from functools import cached_property

from django.db import models

from wireroom.core.pictures import Offered, decide_lead_order
from wireroom.core.text.sanitize import text_of_clean

PUSH = "push:"


class Provider(models.Model):
    """Working: who sends us copy, with what we may do with it (rights) and what we do with it (policy).

    `canonical_to_source`: our pages name the source's page as the one search engines should show; `keep_days`: how
    long a page may stand, null: for ever; `territories`: where the copy may be used, as agreed, for people to read;
    `tdm_reserved`: text and data mining is reserved (null: as feed and item say); `deletions`: what a feed's deleted
    entry does to what is published. `shows_statements`: pages say who says what; `delicate`: what is done with copy
    that accuses a private person or tells of minors, suicide or a court case (core.delicate).
    """

    class Rights(models.TextChoices):
        FULL = "full"
        EXCERPT = "excerpt"
        HEADLINE = "headline"

    class Policy(models.TextChoices):
        PUBLISH = "publish"
        HOLD = "hold"

    class Deletions(models.TextChoices):
        KILL = "kill"
        HOLD = "hold"
        IGNORE = "ignore"

    slug = models.SlugField(max_length=80, unique=True, allow_unicode=True)
    name = models.CharField(max_length=200)
    home_url = models.CharField(max_length=2000, default="", blank=True)
    language = models.CharField(max_length=20, default="", blank=True)
    contract = models.BooleanField(default=False)
    policy = models.CharField(max_length=10, choices=Policy.choices, default=Policy.PUBLISH)
    rights = models.CharField(max_length=10, choices=Rights.choices, default=Rights.FULL)
    may_show_pictures = models.BooleanField(default=True)
    may_index = models.BooleanField(default=False)
    credit_line = models.CharField(max_length=300, default="", blank=True)
    copyright_holder = models.CharField(max_length=300, default="", blank=True)
    canonical_to_source = models.BooleanField(default=True)
    keep_days = models.PositiveIntegerField(null=True, blank=True)
    territories = models.CharField(max_length=300, default="", blank=True)
    tdm_reserved = models.BooleanField(null=True, blank=True)
    shows_statements = models.BooleanField(default=True)
    delicate = models.CharField(max_length=10, choices=Policy.choices, default=Policy.PUBLISH)
    deletions = models.CharField(max_length=10, choices=Deletions.choices, default=Deletions.KILL)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Feed(models.Model):
    """Working: one address of a provider, its schedule and state.

    `url` is the operator's and never changes by itself; `moved_to` is where permanent redirects led;
    `item_times` are when the newest items of the last document were published (ISO 8601), for its pace;
    `last_hash` names the bytes kept last; `last_digests` holds the 16-byte raw digests of the entries of
    the document taken last.

    `auth` says how the address is asked; `secret` names the secret (never holds it), `auth_name` the user or the
    query's parameter; `max_pages` how many pages are followed by next links. `broken_at`: a breaker (core.breakers)
    stopped publishing from here at that time; `breaker` names it, `breaker_reason` tells a person why.

    "push:<slug of the provider>" is no address: what the provider sends to us (POST /push/<slug>) comes in by it, and
    it is never fetched.
    """

    class Auth(models.TextChoices):
        NONE = "none"
        BASIC = "basic"
        BEARER = "bearer"
        QUERY = "query"

    class State(models.TextChoices):
        ACTIVE = "active"
        STOPPED = "stopped"

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="feeds")
    url = models.CharField(max_length=2000, unique=True)
    moved_to = models.CharField(max_length=2000, default="", blank=True)
    title = models.CharField(max_length=500, default="", blank=True)
    language = models.CharField(max_length=20, default="", blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ACTIVE)
    stop_reason = models.CharField(max_length=500, default="", blank=True)
    alert = models.CharField(max_length=500, default="", blank=True)
    etag = models.CharField(max_length=1000, default="", blank=True)
    last_modified = models.CharField(max_length=200, default="", blank=True)
    next_fetch_at = models.DateTimeField(null=True)
    interval_s = models.PositiveIntegerField(default=300)
    failures = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=1000, default="", blank=True)
    last_ok_at = models.DateTimeField(null=True)
    last_changed_at = models.DateTimeField(null=True)
    ttl_minutes = models.PositiveIntegerField(null=True)
    skip_hours = models.JSONField(default=list)
    item_times = models.JSONField(default=list)
    last_hash = models.CharField(max_length=64, default="", blank=True)
    last_digests = models.BinaryField(default=b"")
    tdm_reserved = models.BooleanField(null=True)
    tdm_policy = models.CharField(max_length=2000, default="", blank=True)
    robots_allow = models.BooleanField(null=True)
    rights_read_at = models.DateTimeField(null=True)
    auth = models.CharField(max_length=10, choices=Auth.choices, default=Auth.NONE)
    auth_name = models.CharField(max_length=200, default="", blank=True)
    secret = models.CharField(max_length=100, default="", blank=True)
    max_pages = models.PositiveSmallIntegerField(default=1)
    broken_at = models.DateTimeField(null=True)
    breaker = models.CharField(max_length=40, default="", blank=True)
    breaker_reason = models.CharField(max_length=500, default="", blank=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["state", "next_fetch_at"], name="feed_due")]

    def __str__(self) -> str:
        return self.url


class Subscription(models.Model):
    """Working: what was asked of a feed's WebSub hub, and how that stands; the one that is not ended counts.

    `token` ends the callback's address and is hard to guess; the secret that deliveries are signed with is derived
    from it and never stored. `seen_at`: when a document last named this hub and topic; `asked_at` when the hub was
    last asked, `tries` how often in a row without its verification, `ask_at` when it is asked next (null: never).
    `hints` counts deliveries with a right signature, the last at `hinted_at`; `ignored` those without.
    """

    class State(models.TextChoices):
        WANTED = "wanted"
        LIVE = "live"
        REFUSED = "refused"
        ENDED = "ended"

    feed = models.ForeignKey(Feed, on_delete=models.PROTECT, related_name="subscriptions")
    hub = models.CharField(max_length=2000)
    topic = models.CharField(max_length=2000)
    token = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WANTED)
    seen_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    ask_at = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    error = models.CharField(max_length=500, default="", blank=True)
    hints = models.PositiveIntegerField(default=0)
    hinted_at = models.DateTimeField(null=True)
    ignored = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["feed"], condition=~models.Q(state="ended"), name="subscription_current")
        ]

    def __str__(self) -> str:
        return f"{self.hub} for {self.topic}"


class Fetch(models.Model):
    """Received: one retrieval; the bytes lie in raw/ under `raw_hash` (sha256, hex), until a purge took them."""

    class Outcome(models.TextChoices):
        FETCHED = "fetched"
        UNCHANGED = "unchanged"
        GONE = "gone"
        REFUSED = "refused"
        FAILED = "failed"

    feed = models.ForeignKey(Feed, on_delete=models.PROTECT, related_name="fetches")
    at = models.DateTimeField()
    url = models.CharField(max_length=2000)
    status = models.PositiveSmallIntegerField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    headers = models.JSONField(default=list)
    content_type = models.CharField(max_length=300, default="", blank=True)
    raw_hash = models.CharField(max_length=64, default="", blank=True)
    size = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=1000, default="", blank=True)
    taken_at = models.DateTimeField(null=True)
    purged_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["feed", "-at"], name="fetch_newest"),
            models.Index(fields=["feed", "raw_hash"], name="fetch_bytes"),
        ]

    def __str__(self) -> str:
        return f"{self.url} {self.at:%Y-%m-%d %H:%M:%S} {self.outcome}"


class Item(models.Model):
    """Received: a provider's story under one identity (provider, guid).

    `current` points at the version that counts (derived: core.versions decides it again at will).
    `guid_made` says that the source gave no usable guid and we derived one.
    """

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="items")
    guid = models.CharField(max_length=1000)
    guid_made = models.BooleanField(default=False)
    link_key = models.CharField(max_length=32, default="", db_index=True)
    text_key = models.CharField(max_length=32, default="")
    first_received_at = models.DateTimeField()
    current = models.ForeignKey("Version", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "guid"], name="item_identity")]
        indexes = [
            models.Index(fields=["provider", "link_key"], name="item_link"),
            models.Index(fields=["provider", "text_key"], name="item_text"),
        ]

    def __str__(self) -> str:
        return self.guid


class GuidAlias(models.Model):
    """Decided by the machine, kept for ever: another guid under which the provider sends the same item."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+")
    guid = models.CharField(max_length=1000)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="aliases")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "guid"], name="guid_alias_once")]


class Replacement(models.Model):
    """Decided by the machine, kept for ever: `newer` took the place of `older`, which is an item of its own because the
    word that says so came last."""

    newer = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    older = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["newer", "older"], name="replacement_once")]


class ReusedGuid(models.Model):
    """Decided by the machine, kept for ever: a guid the provider puts on different items, so it identifies none."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+")
    guid = models.CharField(max_length=1000)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "guid"], name="reused_guid_once")]


class Version(models.Model):
    """Received: one immutable state of an item, in IPTC's words.

    `number` counts our received states from 1; `version` is the source's own. `published` and
    `version_created` are the source's times, null when it gave none; `received_at` is ours.
    `pictures` holds {url, caption, credit, width, height} in the source's order; body is safe HTML.
    `expires_at` is when the source's rights end; `details` holds what only wires tell, for `located`, `names` and
    their like. `purged_at`: a purge emptied the words of this version.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    fetch = models.ForeignKey(Fetch, on_delete=models.PROTECT, related_name="versions")
    received_at = models.DateTimeField()
    content_hash = models.CharField(max_length=32)
    raw_digest = models.BinaryField(default=b"")
    link = models.CharField(max_length=2000, default="", blank=True)
    headline = models.TextField(default="", blank=True)
    summary = models.TextField(default="", blank=True)
    body = models.TextField(default="", blank=True)
    byline = models.CharField(max_length=500, default="", blank=True)
    dateline = models.CharField(max_length=300, default="", blank=True)
    slugline = models.CharField(max_length=300, default="", blank=True)
    language = models.CharField(max_length=20, default="", blank=True)
    published = models.DateTimeField(null=True)
    version_created = models.DateTimeField(null=True)
    version = models.CharField(max_length=100, default="", blank=True)
    pub_status = models.CharField(max_length=40, default="", blank=True)
    embargoed_until = models.DateTimeField(null=True)
    embargo_open = models.BooleanField(default=False)
    urgency = models.PositiveSmallIntegerField(null=True)
    signal = models.CharField(max_length=40, default="", blank=True)
    ed_note = models.TextField(default="", blank=True)
    usage_terms = models.TextField(default="", blank=True)
    copyright_notice = models.TextField(default="", blank=True)
    source_name = models.CharField(max_length=300, default="", blank=True)
    subjects = models.JSONField(default=list)
    pictures = models.JSONField(default=list)
    enclosures = models.JSONField(default=list)
    expires_at = models.DateTimeField(null=True)
    copyright_holder = models.CharField(max_length=300, default="", blank=True)
    credit_line = models.CharField(max_length=300, default="", blank=True)
    digital_source_type = models.CharField(max_length=200, default="", blank=True)
    data_mining = models.CharField(max_length=200, default="", blank=True)
    details = models.JSONField(default=dict)
    purged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="version_number")]

    def __str__(self) -> str:
        return f"{self.item_id} v{self.number}"

    @cached_property
    def text(self) -> str:
        """What it says, plain: its body, else its summary."""
        return text_of_clean(self.body) if self.body else self.summary

    @property
    def located(self) -> list[str]:
        return self.details.get("located", [])

    @property
    def excluded_audience(self) -> list[str]:
        return self.details.get("excluded_audience", [])

    @property
    def hops(self) -> list[dict]:
        return self.details.get("hops", [])

    @property
    def severity(self) -> str:
        return next(iter(self.details.get("severity", [])), "")

    @property
    def replaces(self) -> list[str]:
        return self.details.get("replaces", [])

    @property
    def lead_pictures(self) -> list[Offered]:
        """What may stand on top of the page, best first, at most three."""
        return decide_lead_order(
            [Offered(row["url"], row.get("width"), row.get("caption"), row.get("credit")) for row in self.pictures]
        )


class Problem(models.Model):
    """Received: something of a fetch or a version that could not be read as meant."""

    fetch = models.ForeignKey(Fetch, on_delete=models.PROTECT, related_name="problems")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, null=True, related_name="problems")
    code = models.CharField(max_length=60)
    field = models.CharField(max_length=60, default="", blank=True)
    message = models.CharField(max_length=400)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.message
