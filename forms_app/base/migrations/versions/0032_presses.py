"""A form that is sent several times is taken once"""

import sqlalchemy as sa
from alembic import op

revision = '0032'
down_revision = '0031'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'presses',
        sa.Column('key', sa.String(length=64), nullable=False),
        sa.Column('pressed_at', sa.DateTime(), nullable=False),
        sa.Column('answer', sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint('key', name='pk_presses'),
    )
    op.create_index('ix_presses_pressed_at', 'presses', ['pressed_at'])


def downgrade() -> None:
    op.drop_table('presses')
