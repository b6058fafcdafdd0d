"""A database knows whose it is"""

import sqlalchemy as sa
from alembic import op

revision = '0029'
down_revision = '0027'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'identity',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('office', sa.String(length=32), nullable=False),
        sa.Column('canary', sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_identity')),
    )


def downgrade() -> None:
    op.drop_table('identity')
