"""Draws the sample wire's pictures, the same bytes every time; run from anywhere: python examples/pictures/draw.py."""

from collections.abc import Callable
from pathlib import Path

import land_scenes
import sea_scenes
from sheet import Sheet

# Name: the colours of the sky from top to bottom, and who draws the rest.
DRAWINGS: dict[str, tuple[tuple[str, ...], Callable[[Sheet], None]]] = {
    "ferry-aground.jpg": (("#7fa6bf", "#b9d0d8", "#f0e2cc"), sea_scenes.draw_ferry_aground),
    "salvage-tugs.jpg": (("#6d7ba8", "#c2a3b4", "#ffd2a6"), sea_scenes.draw_salvage_tugs),
    "harbour.jpg": (("#f0a080", "#f6c49a", "#fbe3bd"), sea_scenes.draw_harbour),
    "skyline.jpg": (("#0f1d3c", "#22406b", "#7c6a92"), land_scenes.draw_skyline),
    "parliament.jpg": (("#7fb2d6", "#c5dfec", "#eef3ea"), land_scenes.draw_parliament),
    "reservoir.jpg": (("#8fbdd3", "#cfe3e6", "#eef2e6"), land_scenes.draw_reservoir),
    "laboratory.jpg": (("#b9cdd6", "#c8d8de", "#d5e2e6"), land_scenes.draw_laboratory),
    "stadium.jpg": (("#16243f", "#2c4063", "#4a5f82"), land_scenes.draw_stadium),
    "train.jpg": (("#86bfe0", "#c9e4ee", "#f2f3e6"), land_scenes.draw_train),
    "market.png": (("#8a6b50", "#c8a880", "#e6cfa8"), land_scenes.draw_market),
    "lighthouse.jpg": (("#6b5a92", "#d08a98", "#ffc890"), sea_scenes.draw_lighthouse),
    "lanterns.png": (("#14102f", "#251c50", "#4b3272"), land_scenes.draw_lanterns),
    "regatta.jpg": (("#6fb8e0", "#bfe2ef", "#e8f4f2"), sea_scenes.draw_regatta),
    "shipyard.jpg": (("#a9c4d4", "#d5dfe2", "#efe8d8"), sea_scenes.draw_shipyard),
}


def main() -> None:
    for name, (sky, draw) in DRAWINGS.items():
        sheet = Sheet(*sky)
        draw(sheet)
        sheet.save(Path(__file__).parent / name)


if __name__ == "__main__":
    main()
