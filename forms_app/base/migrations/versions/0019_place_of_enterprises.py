"""Lists of enterprises in the order of an index"""

import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('enterprises', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_enterprises_community'))
        batch_op.create_index('ix_enterprises_place', ['community', 'grid', 'id', 'kind'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('enterprises', schema=None) as batch_op:
        batch_op.drop_index('ix_enterprises_place')
        batch_op.create_index(batch_op.f('ix_enterprises_community'), ['community'], unique=False)
