"""Scenes at sea and in port; each function draws one picture on a sheet and saves nothing."""

import math
from random import Random

from sheet import HEIGHT, WIDTH, Point, Sheet


def _ferry(sheet: Sheet, x: float, y: float, size: float, tilt: float = 0) -> None:
    """A passenger ferry, bow to the right, its waterline at (x, y)."""

    def at(dx: float, dy: float) -> Point:
        turn = math.radians(tilt)
        return (
            x + size * (dx * math.cos(turn) - dy * math.sin(turn)),
            y + size * (dx * math.sin(turn) + dy * math.cos(turn)),
        )

    def part(points: list[Point], colour: str) -> None:
        sheet.polygon([at(*point) for point in points], colour)

    part([(-330, -70), (330, -92), (400, -100), (330, 30), (-310, 30)], "#1f4e79")
    part([(-320, -20), (357, -20), (330, 30), (-310, 30)], "#b23a3a")
    part([(-330, -70), (330, -92), (400, -100), (388, -80), (330, -76), (-330, -54)], "#f3efe6")
    part([(-290, -150), (260, -150), (300, -90), (-300, -72)], "#f7f4ec")
    part([(-230, -212), (190, -212), (225, -150), (-250, -150)], "#ece7db")
    part([(90, -262), (180, -262), (205, -212), (80, -212)], "#f7f4ec")
    part([(100, -250), (182, -250), (192, -228), (100, -228)], "#28425c")
    part([(-150, -300), (-70, -300), (-60, -212), (-165, -212)], "#d9822b")
    part([(-150, -300), (-70, -300), (-67, -278), (-153, -278)], "#28425c")
    for dx in range(-270, 250, 44):
        part([(dx, -132), (dx + 26, -132), (dx + 26, -112), (dx, -111)], "#3d6a8f")
    for dx in range(-215, 170, 40):
        part([(dx, -196), (dx + 24, -196), (dx + 24, -172), (dx, -172)], "#3d6a8f")
    sheet.line([at(140, -262), at(140, -330)], "#5b6670", 5 * size)


def _tug(sheet: Sheet, x: float, y: float, size: float) -> None:
    def box(left: float, top: float, right: float, bottom: float, colour: str) -> None:
        sheet.box(x + left * size, y + top * size, x + right * size, y + bottom * size, colour)

    hull = [(-150, -50), (150, -84), (176, -84), (140, 26), (-140, 26)]
    sheet.polygon([(x + dx * size, y + dy * size) for dx, dy in hull], "#2b2f3a")
    box(-146, -8, 150, 6, "#e0a030")
    box(-50, -130, 84, -62, "#f2ede2")
    box(-10, -184, 70, -130, "#f2ede2")
    box(0, -174, 60, -148, "#31506b")
    box(-92, -166, -60, -60, "#c8452f")
    for dx in (-100, -40, 20, 80):
        sheet.disc(x + dx * size, y - 22 * size, 17 * size, "#15171d")


def draw_ferry_aground(sheet: Sheet) -> None:
    sheet.glow(1230, 330, 300, "#ffe3a866")
    sheet.cloud(330, 190, 80, "#ffffff70")
    sheet.cloud(1290, 150, 62, "#ffffff60")
    sheet.hills(520, 190, "#7d94a3", seed=4)
    sheet.hills(560, 120, "#5f7a80", seed=9)
    sheet.sea(560, ("#5d8fa6", "#4a7f9b", "#3a6f8d", "#2c5f7e"), seed=2)
    _ferry(sheet, 780, 690, 1.15, tilt=-7)
    random = Random(5)
    for x in range(330, 1280, 42):
        top = 700 + random.uniform(-22, 16)
        sheet.polygon(
            [(x - 66, 790), (x - 22, top), (x + 30, top + 12), (x + 76, 790)], random.choice(["#3f464b", "#4d555a"])
        )
    for x in range(300, 1320, 60):
        sheet.disc(x, 790 + 8 * math.sin(x), 46, "#dcecf0", flat=0.16)
    _tug(sheet, 300, 850, 0.7)


def draw_salvage_tugs(sheet: Sheet) -> None:
    sheet.glow(360, 420, 340, "#ffd9a066")
    sheet.hills(520, 150, "#8c88a0", seed=21)
    sheet.sea(540, ("#8a93b0", "#6f7fa3", "#586d94", "#435a82"), seed=12, glint="#ffe6c840")
    _ferry(sheet, 1080, 600, 0.62, tilt=-5)
    sheet.line([(845, 590), (700, 690), (600, 735)], "#33363f", 4)
    _tug(sheet, 460, 800, 1.25)
    sheet.disc(440, 830, 220, "#ffffff40", flat=0.1)
    _tug(sheet, 1290, 860, 0.8)
    for x, y, size in ((640, 250, 20), (720, 300, 15), (560, 330, 13)):
        sheet.line([(x - size, y - size / 2), (x, y), (x + size, y - size / 2)], "#3d3f50", 4)


def draw_harbour(sheet: Sheet) -> None:
    sheet.disc(1180, 300, 92, "#fff0c2")
    sheet.glow(1180, 300, 300, "#ffe9b055")
    sheet.hills(470, 220, "#c58f86", seed=31)
    sheet.hills(520, 140, "#96687a", seed=33)
    random = Random(8)
    x = 20.0
    while x < 900:
        width, top = random.randint(56, 110), random.randint(400, 490)
        sheet.box(x, top, x + width, 590, random.choice(["#5d4a68", "#6c5474", "#4f4160"]))
        sheet.windows(x + 12, top + 16, (int(width // 26), (570 - top) // 30), (24, 28), (11, 14), "#ffd88a")
        x += width + 6
    for crane in (1010, 1220, 1430):
        sheet.line([(crane - 46, 590), (crane, 360), (crane + 46, 590)], "#b5483c", 12)
        sheet.line([(crane - 130, 372), (crane + 190, 340)], "#b5483c", 12)
        sheet.line([(crane + 150, 345), (crane + 150, 470)], "#4a3a48", 4)
        sheet.box(crane + 122, 470, crane + 178, 506, "#3d6a8f")
    sheet.box(0, 584, WIDTH, 620, "#3d3348")
    sheet.sea(618, ("#b47f86", "#94677f", "#734f72", "#553e62"), seed=15, glint="#ffd9a850")
    for x, y, size in ((300, 760, 1.0), (620, 850, 1.35), (1130, 800, 1.1)):
        hull = [(-130, -46), (140, -62), (112, 14), (-110, 14)]
        sheet.polygon([(x + dx * size, y + dy * size) for dx, dy in hull], "#f0e5d4")
        sheet.box(x - 118 * size, y - 14 * size, x + 118 * size, y + 2 * size, "#2f6d8c")
        sheet.box(x - 86 * size, y - 112 * size, x - 8 * size, y - 48 * size, "#faf4e8")
        sheet.box(x - 72 * size, y - 100 * size, x - 22 * size, y - 74 * size, "#33495e")
        sheet.line([(x + 40 * size, y - 54 * size), (x + 40 * size, y - 190 * size)], "#3b2f3d", 5 * size)


def draw_lighthouse(sheet: Sheet) -> None:
    sheet.disc(430, 610, 120, "#ffd68a")
    sheet.glow(430, 610, 420, "#ffcf8a60")
    sheet.cloud(300, 240, 84, "#f6b99a70")
    sheet.cloud(760, 170, 66, "#f6b99a60")
    sheet.sea(620, ("#c98a86", "#a97088", "#835c84", "#5d4a78"), seed=28, glint="#ffe0a860")
    cliff = [(820, HEIGHT), (900, 860), (980, 800), (1040, 700), (1160, 660), (1420, 650), (1600, 690), (1600, HEIGHT)]
    sheet.polygon(cliff, "#3c3450")
    sheet.polygon(
        [(1040, 700), (1160, 660), (1420, 650), (1600, 690), (1600, 730), (1300, 700), (1060, 740)], "#5f6b58"
    )
    sheet.polygon([(1180, 270), (0, 150), (0, 330)], "#fff0b030")
    sheet.polygon([(1150, 668), (1176, 320), (1284, 320), (1310, 664)], "#f6f0e4")
    sheet.polygon([(1232, 320), (1284, 320), (1310, 664), (1236, 666)], "#dccfc8")
    for low, high in ((400, 470), (540, 610)):
        left, right = (1230 - 54 - 26 * (y - 320) / 346 for y in (low, high))
        sheet.polygon([(left, low), (2460 - left, low), (2460 - right, high), (right, high)], "#b8433f")
    sheet.box(1160, 304, 1300, 322, "#3c3450")
    sheet.box(1188, 232, 1272, 304, "#fff0b0")
    sheet.glow(1230, 268, 130, "#fff3c0a0")
    for x in (1186, 1226, 1268):
        sheet.box(x, 232, x + 7, 304, "#3c3450")
    sheet.polygon([(1176, 234), (1230, 176), (1286, 234)], "#b8433f")
    sheet.box(1212, 600, 1248, 664, "#5b3a3a", round_by=16)
    sheet.box(1370, 590, 1520, 662, "#efe4d6")
    sheet.polygon([(1354, 594), (1445, 530), (1536, 594)], "#8a4f4a")
    sheet.windows(1396, 612, (2, 1), (62, 0), (30, 30), "#ffd68a")


def draw_regatta(sheet: Sheet) -> None:
    sheet.disc(1320, 170, 74, "#fff6d8")
    sheet.cloud(420, 170, 92, "#ffffffc0")
    sheet.hills(480, 120, "#86b0b8", seed=81)
    sheet.sea(480, ("#4fa6bd", "#3c94b0", "#2b82a2", "#1f6f91"), seed=33, glint="#ffffff55")
    boats = (
        (230, 560, 0.6, "#e7c04e"),
        (1390, 590, 0.75, "#7fae4f"),
        (560, 690, 1.05, "#d8533d"),
        (1060, 800, 1.5, "#2f4f8f"),
    )
    for x, y, size, colour in boats:
        sheet.polygon(
            [(x + 6 * size, y - 40 * size), (x + 20 * size, y - 350 * size), (x + 150 * size, y - 56 * size)], "#ffffff"
        )
        sheet.polygon(
            [(x - 6 * size, y - 46 * size), (x + 8 * size, y - 370 * size), (x - 130 * size, y - 60 * size)], colour
        )
        sheet.line([(x, y - 30 * size), (x + 12 * size, y - 380 * size)], "#4a3b30", 6 * size)
        hull = [(-150, -38), (170, -44), (120, 16), (-120, 16)]
        sheet.polygon([(x + dx * size, y + dy * size) for dx, dy in hull], "#f7f1e4")
        sheet.polygon(
            [(x + dx * size, y + dy * size) for dx, dy in ((-140, -14), (150, -16), (120, 16), (-120, 16))], colour
        )
        sheet.disc(x, y + 18 * size, 170 * size, "#ffffff60", flat=0.07)
    for x, y in ((760, 610), (1500, 760)):
        sheet.polygon([(x - 24, y), (x, y - 60), (x + 24, y)], "#f2802d")
        sheet.disc(x, y, 26, "#d8642d", flat=0.3)


def draw_shipyard(sheet: Sheet) -> None:
    sheet.cloud(300, 170, 76, "#ffffff90")
    sheet.hills(560, 110, "#9aa7b2", seed=91)
    sheet.box(60, 420, 420, 720, "#7a8893")
    sheet.polygon([(40, 424), (150, 350), (240, 424), (330, 350), (440, 424)], "#66737e")
    sheet.windows(100, 480, (4, 3), (76, 66), (46, 38), "#d7e6ec")
    for x in (520, 1400):
        sheet.box(x, 150, x + 34, 760, "#e0a030")
        sheet.box(x - 44, 740, x + 78, 770, "#a87420")
    sheet.box(470, 130, 1480, 176, "#e0a030")
    for x in range(490, 1460, 60):
        sheet.line([(x, 174), (x + 30, 134), (x + 60, 174)], "#a87420", 6)
    sheet.box(900, 170, 990, 214, "#3b4650", round_by=6)
    sheet.line([(945, 214), (945, 330)], "#3b4650", 5)
    sheet.polygon([(880, 330), (1010, 330), (1000, 372), (890, 372)], "#c8452f")
    sheet.polygon([(560, 500), (1280, 500), (1390, 470), (1290, 760), (610, 760)], "#2f5f7d")
    sheet.polygon([(590, 650), (1326, 650), (1290, 760), (610, 760)], "#a63d3a")
    for x in range(640, 1300, 90):
        sheet.line([(x, 506), (x + 4, 756)], "#254d66", 4)
    sheet.box(640, 400, 820, 500, "#ece7db")
    sheet.windows(660, 420, (5, 2), (32, 36), (20, 20), "#3d6a8f")
    sheet.box(0, 760, WIDTH, HEIGHT, "#b3aca0")
    for x in range(600, 1320, 100):
        sheet.polygon([(x, 760), (x + 50, 760), (x + 66, 830), (x - 16, 830)], "#6b5844")
    for x, y in ((180, 900), (260, 915), (1460, 890)):
        sheet.box(x - 20, y - 84, x + 20, y - 20, "#f2802d", round_by=10)
        sheet.box(x - 16, y - 24, x + 16, y + 40, "#33495e")
        sheet.disc(x, y - 104, 19, "#d9a577")
        sheet.disc(x, y - 112, 22, "#fbe36a", flat=0.66)
