"""Sheets handed out say how exactly they were counted in the same codes as supplies"""

from alembic import op

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None
CODES = {'': 'exact', '近': 'nearly', '约': 'about', '多': 'more'}


def upgrade() -> None:
    for before, after in CODES.items():
        _rename(before, after)


def downgrade() -> None:
    for before, after in CODES.items():
        _rename(after, before)


def _rename(before: str, after: str) -> None:
    op.execute(f"UPDATE hand_outs SET qualifier = '{after}' WHERE qualifier = '{before}'")
