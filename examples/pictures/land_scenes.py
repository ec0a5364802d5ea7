"""Scenes on land; each function draws one picture on a sheet and saves nothing."""

from random import Random

from sheet import HEIGHT, WIDTH, Sheet


def draw_skyline(sheet: Sheet) -> None:
    random = Random(3)
    for _ in range(120):
        sheet.disc(random.uniform(0, WIDTH), random.uniform(0, 420), random.choice([1.2, 1.8, 2.4]), "#ffffffb0")
    sheet.disc(1290, 190, 70, "#f6efd8")
    for depth, (colour, low, high) in enumerate((("#31486b", 420, 560), ("#243a5c", 360, 600), ("#182b48", 470, 650))):
        x = -20.0
        while x < WIDTH:
            width, top = random.randint(70, 150), random.randint(low, high)
            sheet.box(x, top, x + width, 800, colour)
            if depth and random.random() < 0.3:
                sheet.line([(x + width / 2, top), (x + width / 2, top - 70)], colour, 7)
            for wx in range(int(x) + 12, int(x + width) - 16, 24):
                for wy in range(top + 18, 780, 30):
                    if random.random() < 0.42:
                        sheet.box(wx, wy, wx + 11, wy + 15, random.choice(["#ffd27a", "#ffe7b0", "#f0b45e"]))
            x += width + random.randint(0, 14)
    sheet.polygon([(760, 800), (800, 250), (826, 180), (852, 250), (892, 800)], "#40608c")
    sheet.windows(806, 300, (2, 15), (24, 32), (13, 17), "#ffe7b0")
    sheet.sea(790, ("#1c3050", "#172946", "#12223c"), seed=7, glint="#ffd27a48")


def draw_parliament(sheet: Sheet) -> None:
    sheet.cloud(330, 200, 96, "#ffffffa0")
    sheet.cloud(1260, 270, 76, "#ffffff90")
    sheet.hills(640, 110, "#8fb27f", seed=40)
    sheet.polygon([(500, 400), (520, 300), (660, 214), (800, 186), (940, 214), (1080, 300), (1100, 400)], "#5d8a84")
    sheet.box(770, 120, 830, 196, "#d8cdb4")
    sheet.line([(800, 120), (800, 40)], "#6a6456", 6)
    sheet.polygon([(803, 42), (886, 60), (803, 82)], "#b2453c")
    sheet.box(520, 380, 1080, 450, "#e6dcc4")
    sheet.box(180, 450, 1420, 740, "#efe6d0")
    sheet.box(160, 430, 1440, 466, "#d8cdb4")
    sheet.polygon([(560, 470), (800, 380), (1040, 470)], "#e0d5bb")
    for x in range(580, 1040, 76):
        sheet.box(x, 478, x + 34, 726, "#faf4e4")
        sheet.box(x + 24, 478, x + 34, 726, "#d9cfb8")
    for start, end in ((220, 540), (1080, 1400)):
        for x in range(start, end, 68):
            sheet.box(x, 512, x + 34, 590, "#6f8594", round_by=17)
            sheet.box(x, 630, x + 34, 700, "#6f8594")
    for step in range(4):
        sheet.box(480 - step * 40, 728 + step * 18, 1120 + step * 40, 750 + step * 18, ("#d8cdb4", "#c9bda2")[step % 2])
    sheet.polygon([(0, 800), (WIDTH, 800), (WIDTH, HEIGHT), (0, HEIGHT)], "#8eab74")
    sheet.polygon([(640, 800), (960, 800), (1260, HEIGHT), (340, HEIGHT)], "#dccfb2")
    for x in (90, 260, 1340, 1510):
        sheet.box(x - 9, 700, x + 9, 850, "#6b5844")
        sheet.disc(x, 660, 84, "#5d8a55")
        sheet.disc(x - 26, 640, 52, "#6f9c63")


def draw_reservoir(sheet: Sheet) -> None:
    sheet.glow(400, 260, 260, "#fff4cf70")
    for x, y, half in ((300, 230, 420), (1220, 180, 480), (760, 130, 520)):
        sheet.peak(x, y, half, 660, ("#8ba6ad", "#6b8994", "#f4f7f6"))
    sheet.hills(640, 130, "#5e8a70", seed=51)
    sheet.sea(620, ("#6fa9b8", "#5c9bb0"), seed=18)
    sheet.polygon([(0, 700), (700, 740), (1600, 690), (1600, HEIGHT), (0, HEIGHT)], "#aeb2ad")
    sheet.polygon([(0, 700), (700, 740), (1600, 690), (1600, 722), (700, 774), (0, 734)], "#d2d4cf")
    for x in range(60, 1600, 150):
        sheet.line([(x, 760), (x - 30 + x / 40, HEIGHT)], "#9a9f9b", 5)
    for x in (560, 760, 960):
        sheet.box(x, 800, x + 110, 870, "#6d7471", round_by=8)
        sheet.polygon([(x + 10, 862), (x + 100, 862), (x + 140, HEIGHT), (x - 40, HEIGHT)], "#e4f1f4")
        sheet.polygon([(x + 40, 866), (x + 70, 866), (x + 84, HEIGHT), (x + 20, HEIGHT)], "#ffffff")


def draw_laboratory(sheet: Sheet) -> None:
    for x in (160, 620, 1080):
        sheet.box(x, 90, x + 380, 470, "#cfe3ea", round_by=10)
        sheet.box(x + 14, 104, x + 366, 456, "#eaf5f8")
        sheet.line([(x + 190, 104), (x + 190, 456)], "#cfe3ea", 10)
    sheet.box(0, 690, WIDTH, 740, "#f7f3ea")
    sheet.box(0, 740, WIDTH, HEIGHT, "#7d93a4")
    for x in range(60, 1600, 390):
        sheet.box(x, 780, x + 340, 980, "#8ea4b4", round_by=6)
        sheet.box(x + 140, 800, x + 200, 814, "#5e7383", round_by=6)
    for x, colour, fill in ((280, "#4fa3a5", 0.55), (460, "#e0a030", 0.4), (1330, "#c8556a", 0.65)):
        sheet.box(x - 26, 420, x + 26, 560, "#ffffffb0")
        sheet.polygon([(x - 26, 540), (x + 26, 540), (x + 110, 690), (x - 110, 690)], "#ffffffb0")
        half = 26 + 84 * fill
        level = 690 - 150 * fill
        reach = 26 + 84 * (level - 540) / 150
        sheet.polygon([(x - reach, level), (x + reach, level), (x + 106, 686), (x - 106, 686)], colour)
        sheet.disc(x - half / 3, 650, 9, "#ffffff90")
        sheet.disc(x + half / 4, 620, 6, "#ffffff90")
        sheet.box(x - 34, 412, x + 34, 428, "#ffffffd0", round_by=7)
    sheet.box(700, 640, 1010, 690, "#2f3e4c", round_by=14)
    sheet.polygon([(740, 640), (760, 470), (830, 470), (810, 640)], "#3f5263")
    sheet.polygon([(800, 330), (870, 300), (960, 540), (890, 570)], "#f2efe8")
    sheet.polygon([(786, 300), (856, 270), (880, 326), (810, 354)], "#2f3e4c")
    sheet.polygon([(896, 566), (950, 546), (966, 590), (914, 606)], "#2f3e4c")
    sheet.box(850, 608, 1020, 624, "#aeb9c2")
    for index, x in enumerate(range(1060, 1230, 34)):
        sheet.box(x, 560, x + 20, 690, "#ffffffb8", round_by=10)
        top = 600 + 12 * index
        sheet.box(x, top, x + 20, 690, ("#4fa3a5", "#e0a030", "#c8556a", "#6d7fc0", "#5d9c63")[index], round_by=10)


def draw_stadium(sheet: Sheet) -> None:
    for x in (210, 1390):
        sheet.glow(x, 150, 210, "#fff7d8a0")
        sheet.box(x - 12, 150, x + 12, 520, "#5b6674")
        sheet.box(x - 110, 90, x + 110, 190, "#394453", round_by=8)
        sheet.windows(x - 96, 102, (6, 3), (34, 28), (22, 18), "#fffbe6")
    random = Random(6)
    for row in range(11):
        y = 330 + row * 26
        sheet.box(0, y, WIDTH, y + 26, ("#34435a", "#3b4b64")[row % 2])
        for _ in range(150):
            x = random.uniform(0, WIDTH)
            colour = random.choice(["#2f7fc1", "#3f93d6", "#f4f1e8", "#e7c04e", "#d8646a", "#20639b"])
            sheet.disc(x, y + random.uniform(6, 20), random.uniform(6, 9), colour)
    sheet.box(0, 616, WIDTH, 650, "#20639b")
    for x in range(20, WIDTH, 260):
        sheet.box(x, 624, x + 200, 642, ("#e7c04e", "#f4f1e8")[x // 260 % 2], round_by=4)
    for band in range(8):
        top = 650 + band * 44
        sheet.box(0, top, WIDTH, top + 44, ("#4f9a53", "#58a65c")[band % 2])
    sheet.line([(0, 700), (WIDTH, 700)], "#f4f7f0", 6)
    sheet.line([(310, 1000), (430, 700)], "#f4f7f0", 6)
    sheet.box(1130, 520, 1142, 716, "#ffffff")
    sheet.box(1470, 520, 1482, 716, "#ffffff")
    sheet.box(1130, 512, 1482, 524, "#ffffff")
    for x in range(1150, 1480, 24):
        sheet.line([(x, 524), (x - 6, 700)], "#ffffff60", 2)
    for y in range(540, 700, 24):
        sheet.line([(1140, y), (1476, y)], "#ffffff60", 2)
    for x, y, shirt in ((560, 900, "#20639b"), (820, 850, "#c8452f"), (1010, 800, "#20639b"), (360, 800, "#c8452f")):
        sheet.disc(x, y + 6, 46, "#00000030", flat=0.24)
        sheet.line([(x - 4, y - 74), (x - 26, y)], "#27303c", 15)
        sheet.line([(x + 4, y - 74), (x + 34, y - 8)], "#27303c", 15)
        sheet.box(x - 26, y - 150, x + 26, y - 66, shirt, round_by=14)
        sheet.line([(x - 22, y - 138), (x - 56, y - 96)], shirt, 13)
        sheet.line([(x + 22, y - 138), (x + 54, y - 108)], shirt, 13)
        sheet.disc(x, y - 174, 21, "#d9a577")
    sheet.disc(690, 905, 19, "#ffffff")
    sheet.disc(690, 905, 8, "#27303c")


def draw_train(sheet: Sheet) -> None:
    sheet.cloud(400, 190, 84, "#ffffffb0")
    sheet.cloud(1180, 140, 66, "#ffffff90")
    sheet.peak(1150, 170, 520, 600, ("#9db7bf", "#7d9ba8", "#f6f8f8"))
    sheet.hills(600, 190, "#83ae86", seed=61)
    sheet.hills(680, 120, "#649468", seed=64)
    sheet.box(0, 760, WIDTH, 800, "#b9b2a6")
    for x in range(80, WIDTH, 300):
        sheet.polygon([(x, 800), (x + 70, 800), (x + 90, HEIGHT), (x - 20, HEIGHT)], "#a39c90")
        sheet.line([(x + 220, 480), (x + 220, 770)], "#67707a", 9)
        sheet.line([(x + 150, 500), (x + 222, 488)], "#67707a", 6)
    sheet.line([(0, 497), (WIDTH, 497)], "#4a525b", 3)
    for car, left in enumerate((-220, 320, 860)):
        last = car == 2
        right = left + (600 if last else 530)
        body = [
            (left, 570),
            (right - (150 if last else 0), 570),
            (right, 690 if last else 570),
            (right, 750),
            (left, 750),
        ]
        sheet.polygon(body, "#f5f2ea")
        sheet.polygon([(left, 690), (right, 690), (right, 722), (left, 722)], "#2f7f6f")
        sheet.windows(left + 30, 600, (6 if last else 8, 1), (62, 0), (44, 56), "#33495e")
        for wheel in (left + 90, left + 150, right - 170, right - 110):
            sheet.disc(wheel, 756, 17, "#2e343b")
    sheet.polygon([(1300, 590), (1352, 612), (1410, 662), (1300, 662)], "#33495e")
    sheet.disc(1442, 706, 11, "#ffe7a0")


def draw_market(sheet: Sheet) -> None:
    sheet.box(0, 0, WIDTH, 150, "#5b4636")
    for x in range(0, WIDTH, 200):
        sheet.box(x + 70, 60, x + 130, 150, "#f3d9a0", round_by=26)
    for stall, (left, red) in enumerate(((40, "#c8452f"), (560, "#2f7f6f"), (1080, "#2f6d9c"))):
        for stripe in range(8):
            x = left + stripe * 60
            sheet.polygon([(x + 20, 210), (x + 80, 210), (x + 62, 340), (x - 2, 340)], (red, "#fbf4e4")[stripe % 2])
        sheet.box(left + 10, 340, left + 26, 860, "#7a5c43")
        sheet.box(left + 444, 340, left + 460, 860, "#7a5c43")
        for level, top in enumerate((520, 690)):
            sheet.box(left, top + 90, left + 470, top + 130, "#a9805a")
            colours = ("#e0a030", "#d8646a", "#7fae4f", "#e77f3a", "#6f5a9c", "#c8d26a")
            for crate in range(3):
                x = left + 14 + crate * 152
                colour = colours[(stall * 2 + crate + level) % 6]
                for row in range(2):
                    for k in range(5):
                        sheet.disc(x + 18 + k * 25 + row * 10, top + 62 - row * 22, 16, colour)
                        sheet.disc(x + 13 + k * 25 + row * 10, top + 57 - row * 22, 4, "#ffffff70")
                sheet.box(x, top + 54, x + 140, top + 92, "#c79b6d")
                sheet.box(x, top + 68, x + 140, top + 74, "#a9805a")
    sheet.box(0, 860, WIDTH, HEIGHT, "#b8aa94")
    for x in range(-100, WIDTH, 180):
        sheet.line([(x, HEIGHT), (x + 120, 860)], "#a5967f", 5)
    for x, coat, tall in ((500, "#33495e", 1.0), (1030, "#8a4f5d", 0.92), (1120, "#c79b3d", 0.7)):
        base = 960
        sheet.box(x - 46 * tall, base - 300 * tall, x + 46 * tall, base - 70 * tall, coat, round_by=36 * tall)
        sheet.box(x - 32 * tall, base - 90 * tall, x - 6, base, "#2b2f3a")
        sheet.box(x + 6, base - 90 * tall, x + 32 * tall, base, "#2b2f3a")
        sheet.disc(x, base - 340 * tall, 40 * tall, "#d9a577")
        sheet.disc(x, base - 356 * tall, 42 * tall, "#3b2f2b", flat=0.7)


def draw_lanterns(sheet: Sheet) -> None:
    random = Random(14)
    for _ in range(90):
        sheet.disc(random.uniform(0, WIDTH), random.uniform(0, 300), 2, "#ffffff90")
    sheet.hills(600, 170, "#221c46", seed=71)
    for x in range(-60, WIDTH, 300):
        sheet.polygon([(x, 560), (x + 150, 470), (x + 300, 560)], "#171334")
        sheet.box(x + 30, 558, x + 270, 700, "#2b2350")
        sheet.windows(x + 56, 590, (3, 1), (70, 0), (46, 60), "#f2b65a")
    sheet.box(0, 690, WIDTH, HEIGHT, "#241d48")
    sheet.polygon([(520, 690), (1080, 690), (1500, HEIGHT), (100, HEIGHT)], "#3a2f63")
    for rope, (start, sag) in enumerate(((120, 150), (230, 120), (330, 95))):
        points = [(x, start + sag * (1 - ((x - 800) / 800) ** 2)) for x in range(0, WIDTH + 1, 20)]
        sheet.line(points, "#0f0c26", 4)
        for index in range(7 - rope):
            x = 120 + index * (1360 / (6 - rope))
            y = start + sag * (1 - ((x - 800) / 800) ** 2)
            size = 1.15 - 0.22 * rope
            sheet.disc(x, y + 66 * size, 54 * size, ("#e5533d", "#f2a03d")[(index + rope) % 2], flat=1.16)
            sheet.disc(x, y + 66 * size, 26 * size, "#ffe39a", flat=1.5)
            sheet.box(x - 24 * size, y + 2, x + 24 * size, y + 14 * size, "#171334")
            sheet.box(x - 24 * size, y + 120 * size, x + 24 * size, y + 132 * size, "#171334")
    for x, tall in ((240, 1.0), (330, 0.7), (690, 0.66), (780, 0.7), (1180, 0.95), (1290, 1.05), (1400, 0.64)):
        base = 960
        sheet.polygon(
            [
                (x - 34 * tall, base - 210 * tall),
                (x + 34 * tall, base - 210 * tall),
                (x + 52 * tall, base),
                (x - 52 * tall, base),
            ],
            random.choice(["#4f5aa0", "#a04f72", "#4f8f8a", "#8a6fb0"]),
        )
        sheet.box(x - 42 * tall, base - 130 * tall, x + 42 * tall, base - 100 * tall, "#f2b65a")
        sheet.disc(x, base - 246 * tall, 36 * tall, "#d9a577")
        sheet.disc(x, base - 262 * tall, 38 * tall, "#15122e", flat=0.72)
