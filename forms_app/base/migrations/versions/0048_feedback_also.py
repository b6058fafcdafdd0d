"""How many more have met a mistake, and when whoever reported it was told"""

import sqlalchemy as sa
from alembic import op

revision = '0048'
down_revision = '0045'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('feedback', schema=None) as batch_op:
        batch_op.add_column(sa.Column('also', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('told_at', sa.DateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('feedback', schema=None) as batch_op:
        batch_op.drop_column('told_at')
        batch_op.drop_column('also')
