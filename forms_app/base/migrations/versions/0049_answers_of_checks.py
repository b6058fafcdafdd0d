"""What was answered to the questions of a check at the door"""

import sqlalchemy as sa
from alembic import op

revision = '0049'
down_revision = '0048'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('site_checks', schema=None) as batch_op:
        batch_op.add_column(sa.Column('answers', sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('site_checks', schema=None) as batch_op:
        batch_op.drop_column('answers')
