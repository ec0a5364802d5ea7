"""What may be done with matches and stories: match what comes, regroup, and a person's judgements."""

from wireroom.stories.actions.judging import choose_lead, close_story, judge_copies, judge_stories, name_story
from wireroom.stories.actions.matching import Ahead, Touched, forget_words, match_ahead, match_items
from wireroom.stories.actions.regrouping import regroup_items
from wireroom.stories.actions.sorting import join_stories, move_items, split_story

__all__ = [
    "Ahead",
    "Touched",
    "choose_lead",
    "close_story",
    "forget_words",
    "join_stories",
    "judge_copies",
    "judge_stories",
    "match_ahead",
    "match_items",
    "move_items",
    "name_story",
    "regroup_items",
    "split_story",
]
