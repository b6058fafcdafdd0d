"""Resets of a second step that wait for a second administrator"""

import sqlalchemy as sa
from alembic import op

revision = '0060'
down_revision = '0055'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('second_step_resets',
        sa.Column('account_id', sa.Integer(), nullable=False),
        sa.Column('asked_by', sa.String(length=60), nullable=False),
        sa.Column('asked_at', sa.DateTime(), nullable=False),
        sa.Column('reason', sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(['account_id'], ['accounts.id']),
        sa.PrimaryKeyConstraint('account_id'),
    )


def downgrade() -> None:
    op.drop_table('second_step_resets')
