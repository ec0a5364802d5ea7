"""What may be done with matches and stories: match what comes, regroup, and a person's judgements."""

from wireroom.stories.actions.coming import Coming, read_items
from wireroom.stories.actions.judging import choose_lead, close_story, judge_copies, judge_stories, name_story
from wireroom.stories.actions.matching import Touched, forget_words, match_items
from wireroom.stories.actions.regrouping import regroup_items
from wireroom.stories.actions.sorting import join_stories, move_items, split_story

__all__ = [
    "Coming",
    "Touched",
    "choose_lead",
    "close_story",
    "forget_words",
    "join_stories",
    "judge_copies",
    "judge_stories",
    "match_items",
    "move_items",
    "name_story",
    "read_items",
    "regroup_items",
    "split_story",
]
