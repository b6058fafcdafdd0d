"""The tree of the public log: the vectors of Certificate Transparency, and the definition of RFC 9162."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_app.publishing.public_log.merkle import Tree
from tests.publishing.public_log import naive

# The leaves and roots that the logs of Certificate Transparency are tested with.
LEAVES = [
    bytes.fromhex(digits)
    for digits in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


@pytest.mark.parametrize("size", range(len(ROOTS)))
def test_the_roots_are_those_that_the_logs_of_certificates_have(size) -> None:
    assert grown(LEAVES[:size]).root.hex() == ROOTS[size]


@given(st.lists(st.binary(max_size=40), max_size=70))
def test_at_every_size_the_root_is_the_one_of_the_definition(lines) -> None:
    tree = Tree()
    for size, line in enumerate(lines, 1):
        tree.add(line)
        assert tree.size == size
        assert tree.root == naive.root(lines[:size])


def grown(lines: list[bytes]) -> Tree:
    tree = Tree()
    for line in lines:
        tree.add(line)
    return tree
