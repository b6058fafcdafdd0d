"""Indexes in the order of long lists: the newest enterprises, who waits for an officer, what gates decided"""

import sqlalchemy as sa
from alembic import op

revision = '0042'
down_revision = '0041'
branch_labels = None
depends_on = None

NEWEST = 'ix_enterprises_newest'
PRESENT = 'ix_people_left_on'
DECIDED = 'ix_gate_passages_decided'


def upgrade() -> None:
    op.drop_index(NEWEST, 'enterprises')
    op.create_index(NEWEST, 'enterprises', ['registered_at', 'id', 'community', 'grid', 'kind'])
    op.drop_index(PRESENT, 'people')
    op.create_index(PRESENT, 'people', ['left_on', 'confirmed', 'outcome'])
    only = sa.text('handled_by IS NOT NULL')
    op.create_index(DECIDED, 'gate_passages', ['handled_at', 'point'], sqlite_where=only, postgresql_where=only)


def downgrade() -> None:
    op.drop_index(DECIDED, 'gate_passages')
    op.drop_index(PRESENT, 'people')
    op.create_index(PRESENT, 'people', ['left_on'])
    op.drop_index(NEWEST, 'enterprises')
    op.create_index(NEWEST, 'enterprises', ['registered_at', 'community', 'grid'])
