"""Isolation cases: one open case a person; how a visit went, outings from and until, needs done, what was struck"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ADDED = {
    'code': sa.LargeBinary(),
    'from_at': sa.DateTime(),
    'until_at': sa.DateTime(),
    'done_by': sa.String(length=80),
    'struck_at': sa.DateTime(),
    'struck_by': sa.String(length=80),
    'struck_reason': sa.LargeBinary(),
}


def upgrade() -> None:
    with op.batch_alter_table('isolation_cases', schema=None) as batch_op:
        batch_op.create_index('uq_isolation_cases_open', ['person_id'], unique=True, sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'"))

    with op.batch_alter_table('isolation_events', schema=None) as batch_op:
        for name, kind in ADDED.items():
            batch_op.add_column(sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('isolation_events', schema=None) as batch_op:
        for name in reversed(ADDED):
            batch_op.drop_column(name)

    with op.batch_alter_table('isolation_cases', schema=None) as batch_op:
        batch_op.drop_index('uq_isolation_cases_open')
