"""Taking an item's words out of what editors called stories, for a purge. Erases nothing else."""

from datetime import datetime

from django.db.models import Q

from wireroom.publishing.actions.refreshing import refresh_article
from wireroom.publishing.models import Article, ArticleVersion
from wireroom.stories.models import Judgement, Match, Story
from wireroom.wire.models import Item, Version

LONGEST = Story._meta.get_field("name").max_length


def forget_names(item: Item, *, now: datetime) -> None:
    """Take the names off stories that are called by a headline of the item, or that have no other item.

    Any other name is an editor's own words on what others told too. Call it before the item's rows are emptied.
    """
    headlines = set(Version.objects.filter(item=item).values_list("headline", flat=True))
    headlines.update(ArticleVersion.objects.filter(version__item=item).values_list("headline", flat=True))
    given = {headline.strip()[:LONGEST] for headline in headlines if headline.strip()}
    alone = Story.objects.filter(matches__item=item).exclude(matches__in=Match.objects.exclude(item=item))
    named = Judgement.objects.filter(question=Judgement.Question.NAME)
    named.filter(Q(words__in=given) | Q(item__match__story__in=alone.values("id"))).update(words="")
    stories = Story.objects.filter(Q(name__in=given) | Q(id__in=alone.values("id"))).exclude(name="")
    ids = list(stories.values_list("id", flat=True))
    Story.objects.filter(id__in=ids).update(name="")
    told = Article.objects.filter(item__match__story_id__in=ids, state=Article.State.LIVE)
    refresh_article(told.values_list("id", flat=True), now=now)
