"""The staff of the sample office: those to sign in with, and everybody else who acts in
it, so that no history names somebody without an account.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask_security.utils import hash_password
from sqlalchemy.orm import Session

from forms_app.base.access import Actor, Role
from forms_app.base.accounts.models import Account
from forms_app.base.accounts.operations import open_account
from forms_app.base.accounts.password import one_time_password
from forms_app.base.accounts.post import Post
from forms_app.base.office import Office
from forms_app.permits.grid.queries import directory
from forms_app.sample.plans import NOW

PASSWORD = "kaigong-demo"  # noqa: S105 - shown on purpose: everything in the demo is a sample


@dataclass(frozen=True)
class Somebody:
    """An account of the sample, with what it is called."""

    username: str
    name: str
    post: Post


EVERYWHERE = ("chengdong", "nanpu", "qiantou", "xunmei", "tongyuan", "tonghai")
TO_SIGN_IN = (
    Somebody("admin", "系统管理员", Post(Role.ADMIN)),
    Somebody("office", "街道办公室", Post.of(Role.OFFICE, EVERYWHERE)),
    Somebody("qiantou-reviewer", "前头社区审核员", Post.of(Role.REVIEWER, ["qiantou"])),
    Somebody(
        "tongyuan-reviewer", "通源社区审核员", Post.of(Role.REVIEWER, ["tongyuan"])
    ),
    Somebody(
        "qiantou-2-worker",
        "前头社区第二网格员",
        Post.of(Role.GRID_WORKER, grids=["qiantou-2"]),
    ),
    Somebody("xunmei-keeper", "浔美社区值守员", Post.of(Role.KEEPER, ["xunmei"])),
    Somebody("tonghai-keeper", "通海社区值守员", Post.of(Role.KEEPER, ["tonghai"])),
)


def open_accounts(session: Session, office: Office) -> None:
    known_to_all = hash_password(PASSWORD)  # which no office takes: hashed here
    for one in TO_SIGN_IN:
        _open(session, one).password = known_to_all
    known = {one.username for one in TO_SIGN_IN}
    for one in _everybody(office):
        if one.username not in known:
            _open(session, one)


def _open(session: Session, one: Somebody) -> Account:
    return open_account(
        session,
        one.username,
        one_time_password(),
        one.post,
        name=one.name,
        actor=Actor("system", "demo"),
        now=NOW,
    )


def _everybody(office: Office) -> Iterator[Somebody]:
    """A reviewer of each community, and a worker of each grid."""
    for community in directory(office).values():
        yield Somebody(
            f"{community.slug}-reviewer",
            f"{community.title}审核员",
            Post.of(Role.REVIEWER, [community.slug]),
        )
        for grid in community.grids:
            yield Somebody(
                f"{grid.slug}-worker",
                f"{community.title}{grid.name}网格员",
                Post.of(Role.GRID_WORKER, grids=[grid.slug]),
            )
