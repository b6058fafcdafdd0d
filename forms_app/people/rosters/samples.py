"""The sample people of our template, in both languages.

Left standing in a sheet, they are not read as people.
"""

from __future__ import annotations

from collections.abc import Mapping

SAMPLES: dict[str, tuple[dict[str, str], ...]] = {
    "zh-Hans": (
        {
            "name": "示例甲",
            "phone": "13800000001",
            "stayed": "否",
            "origin": "外省非重点",
            "place": "江西南昌",
            "arrived_on": "2020-02-20",
            "transport": "火车",
            "last_day": "2020-02-20",
            "room": "3号楼201",
            "per_room": "4",
            "symptoms": "无",
        },
        {
            "name": "示例乙",
            "phone": "13800000002",
            "stayed": "是",
            "room": "3号楼202",
            "per_room": "2",
            "symptoms": "无",
        },
    ),
    "en": (
        {
            "name": "Sample One",
            "phone": "13800000001",
            "stayed": "no",
            "origin": "other province",
            "place": "Nanchang, Jiangxi",
            "arrived_on": "2020-02-20",
            "transport": "train",
            "last_day": "2020-02-20",
            "room": "Building 3, 201",
            "per_room": "4",
            "symptoms": "no",
        },
        {
            "name": "Sample Two",
            "phone": "13800000002",
            "stayed": "yes",
            "room": "Building 3, 202",
            "per_room": "2",
            "symptoms": "no",
        },
    ),
}
KNOWN = {
    (sample["name"], sample["phone"])
    for samples in SAMPLES.values()
    for sample in samples
}


def is_sample(given: Mapping[str, str]) -> bool:
    """Whether a row is one of ours: both name and phone, so that nobody who is called
    示例甲 is lost.
    """
    return (given.get("name", ""), given.get("phone", "")) in KNOWN
