"""What may be done with matches and stories: match what comes, regroup, and a person's judgements."""

from wireroom.stories.actions.judging import choose_lead, close_story, judge_copies, judge_stories, name_story
from wireroom.stories.actions.matching import Touched, forget_words, match_items
from wireroom.stories.actions.regrouping import regroup_items

__all__ = [
    "Touched",
    "choose_lead",
    "close_story",
    "forget_words",
    "judge_copies",
    "judge_stories",
    "match_items",
    "name_story",
    "regroup_items",
]
