"""Laying out the four-level tree, so that the template only draws boxes and lines."""

from __future__ import annotations

from dataclasses import dataclass

from forms_app.permits.grid.community import TreeNode

BOX_WIDTH = 170
GAP = 14
LEVEL_HEIGHT = 96


@dataclass(frozen=True)
class Box:
    x: int
    y: int
    unit: str
    post: str
    level: int


@dataclass(frozen=True)
class Branch:
    """A unit with those below it, for a list."""

    unit: str
    post: str
    below: list[Branch]


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    boxes: list[Box]
    lines: list[tuple[int, int, int, int]]
    branches: list[Branch]
    box_width: int = BOX_WIDTH


def draw(nodes: tuple[TreeNode, ...]) -> Drawing | None:
    """Leaves side by side, every unit above the middle of its own.

    None when there is no tree.
    """
    if not nodes:
        return None
    children: dict[tuple[int, ...], list[TreeNode]] = {}
    for node in nodes:
        children.setdefault(node.path[:-1], []).append(node)
    middles: dict[tuple[int, ...], int] = {}
    next_x = GAP

    def place(path: tuple[int, ...]) -> int:
        nonlocal next_x
        below = [place(child.path) for child in children.get(path, [])]
        if not below:
            middles[path] = next_x + BOX_WIDTH // 2
            next_x += BOX_WIDTH + GAP
        else:
            middles[path] = (below[0] + below[-1]) // 2
        return middles[path]

    for root in children.get((), []):
        place(root.path)
    boxes = [
        Box(middles[n.path] - BOX_WIDTH // 2, _top(n.path), n.unit, n.post, len(n.path))
        for n in nodes
        if n.path in middles
    ]
    lines = [
        (middles[n.path[:-1]], _top(n.path[:-1]) + 52, middles[n.path], _top(n.path))
        for n in nodes
        if len(n.path) > 1 and n.path in middles
    ]
    depth = max(len(n.path) for n in nodes)
    height = _top((0,) * depth) + 64
    return Drawing(next_x, height, boxes, lines, _branches(children, ()))


def _branches(
    children: dict[tuple[int, ...], list[TreeNode]], path: tuple[int, ...]
) -> list[Branch]:
    return [
        Branch(node.unit, node.post, _branches(children, node.path))
        for node in children.get(path, [])
    ]


def _top(path: tuple[int, ...]) -> int:
    return 10 + (len(path) - 1) * LEVEL_HEIGHT
