#!/usr/bin/env python3
"""Writes a WordPress export with invented comments, for script/bench: as files export-1.xml and so on in
the working folder, of up to 400,000 comments each.

Usage: fill.py COMMENTS

The episode `long` has 10,000 of them and, where there are more, `short` has 100; the rest are
`episode-1` and so on, of up to 500 each. A third are replies. The first comments of all episodes
are alike in everything but their times, so that pages of them differ in nothing but where they
come from. Every run writes the same."""
import random
import sys
from datetime import datetime, timedelta

LONG = 10_000
SHORT = 100
USUAL = 500
FEWEST_EPISODES = 60
MOST_IN_A_FILE = 400_000
AUTHORS = 500
BEGINNING = datetime(2020, 2, 1, 12)

WORDS = """harbour lantern tide keeper letter winter archive witness cargo rope engine fever market
chapel signal ledger captain widow island trial verdict storm bridge mill canal orchard festival
never always perhaps surely quietly later before again together alone because although until""".split()

HEAD = '<?xml version="1.0" encoding="UTF-8"?><rss xmlns:wp="http://wordpress.org/export/1.2/"><channel>'
TAIL = "</channel></rss>"


def sentence(chance):
    words = [chance.choice(WORDS) for _ in range(chance.randint(5, 16))]
    if chance.random() < 0.1:
        words[2] = f"<em>{words[2]}</em>"
    return " ".join(words).capitalize() + "."


def texts(count):
    chance = random.Random(7)
    return [
        "\n\n".join(
            " ".join(sentence(chance) for _ in range(chance.randint(1, 3)))
            for _ in range(chance.choice([1, 1, 1, 2]))
        )
        for _ in range(count)
    ]


def answered(index):
    """The place of the comment that one at this place answers; none for two of three."""
    return index - 1 - index // 3 % 4 if index % 3 == 2 and index > 5 else None


def episodes(comments):
    """Keys and how many comments each has."""
    yield "long", LONG
    rest = comments - LONG
    if rest >= SHORT:
        yield "short", SHORT
        rest -= SHORT
    usual = max(1, min(USUAL, rest // FEWEST_EPISODES))
    number = 0
    while rest > 0:
        number += 1
        yield f"episode-{number}", min(usual, rest)
        rest -= usual


def write(out, number, key, bodies):
    begun = BEGINNING + timedelta(hours=number)
    out.write(
        f'<item><title>Episode {number}: {key}</title><guid isPermaLink="false">{key}</guid>'
        f"<link>https://show.example/{key}</link><wp:post_id>{number}</wp:post_id>"
        f"<wp:post_date_gmt>{begun:%Y-%m-%d %H:%M:%S}</wp:post_date_gmt>"
        "<wp:comment_status>open</wp:comment_status><wp:status>publish</wp:status>"
    )
    for index, body in enumerate(bodies):
        identity, parent = number * 100_000 + index, answered(index)
        author = index * 7 % AUTHORS
        out.write(
            f"<wp:comment><wp:comment_id>{identity}</wp:comment_id><wp:comment_parent>"
            f"{0 if parent is None else number * 100_000 + parent}</wp:comment_parent>"
            f"<wp:comment_author>Listener {author}</wp:comment_author>"
            f"<wp:comment_author_email>listener.{author}@show.example</wp:comment_author_email>"
            f"<wp:comment_date_gmt>{begun + timedelta(seconds=90 * index):%Y-%m-%d %H:%M:%S}"
            "</wp:comment_date_gmt><wp:comment_approved>1</wp:comment_approved>"
            f"<wp:comment_content><![CDATA[{body}]]></wp:comment_content></wp:comment>\n"
        )
    out.write("</item>\n")


def files(comments):
    """The episodes of each, with their numbers."""
    file, size = [], 0
    for number, (key, count) in enumerate(episodes(comments), 1):
        if size + count > MOST_IN_A_FILE:
            yield file
            file, size = [], 0
        file.append((number, key, count))
        size += count
    yield file


def main():
    comments = int(sys.argv[1]) if len(sys.argv) == 2 else 0
    if comments < LONG:
        sys.exit(f"Usage: fill.py COMMENTS, {LONG} or more")
    bodies = texts(LONG)
    for part, file in enumerate(files(comments), 1):
        with open(f"export-{part}.xml", "w", encoding="utf-8") as out:
            out.write(HEAD)
            for number, key, count in file:
                write(out, number, key, bodies[:count])
            out.write(TAIL)


if __name__ == "__main__":
    main()
