"""What the rules' evidence has in common: how figures are written, and plots."""

import re


def number(value):
    """As it stands in a table or a sentence."""
    if value is None:
        return ""
    if isinstance(value, int) or value >= 100:
        return f"{round(value):,}"
    return f"{value:.2g}" if value < 1 else f"{value:.3g}"


def lines_of(rows, names, column, key):
    """Points for gnuplot: a line for each argument, with a figure for each of the names."""
    arguments = sorted({int(name.rpartition(":")[2]) for name in rows.rows if re.match(rf"{names[0]}/{key}:", name)})
    for argument in arguments:
        figures = (str(rows[f"{name}/{key}:{argument}", column]) for name in names)
        yield " ".join([str(argument), *figures])


# Readable on a light and on a dark page: nothing is black or white, and there is no ground.
COLOURS = ("#c8782a", "#2a78c8", "#c8782a", "#2a78c8")
STYLE = """set border 3 linecolor rgb '#808080'
set tics nomirror textcolor rgb '#808080'
set key {key} textcolor rgb '#808080'
set yrange [0:*]
set lmargin 8
"""


def panel(title_x, title_y, key, block, titles):
    lines = ", \\\n  ".join(
        f"${block} using 1:{column} with linespoints linewidth 2 pointtype {7 if i < 2 else 6} dashtype {1 if i < 2 else 2}"
        f" linecolor rgb '{COLOURS[i]}' title '{title}'"
        for i, (column, title) in enumerate(zip(range(2, 10), titles))
    )
    words = f"set xlabel '{title_x}' textcolor rgb '#808080'\nset ylabel '{title_y}' textcolor rgb '#808080'\n"
    return STYLE.format(key=key) + words + f"plot {lines}\n"
