"""Whose phone answered a code"""

import sqlalchemy as sa
from alembic import op

revision = '0050'
down_revision = '0049'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('message_choices', schema=None) as batch_op:
        batch_op.add_column(
            sa.Column('phone_confirmed', sa.String(64), nullable=False, server_default='')
        )


def downgrade() -> None:
    with op.batch_alter_table('message_choices', schema=None) as batch_op:
        batch_op.drop_column('phone_confirmed')
