"""By when each line that failed at a check is put right, and the first of these days"""

import sqlalchemy as sa
from alembic import op

revision = '0039'
down_revision = '0038'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('site_checks', schema=None) as batch_op:
        batch_op.add_column(sa.Column('due', sa.JSON(), server_default='{}', nullable=False))
        batch_op.add_column(sa.Column('due_on', sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('site_checks', schema=None) as batch_op:
        batch_op.drop_column('due_on')
        batch_op.drop_column('due')
