"""What was most likely sent by a program"""

import sqlalchemy as sa
from alembic import op

revision = '0063'
down_revision = '0062'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('quarantined',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('form', sa.String(length=20), nullable=False),
        sa.Column('reason', sa.String(length=10), nullable=False),
        sa.Column('community', sa.String(length=40), nullable=False),
        sa.Column('sent_at', sa.DateTime(), nullable=False),
        sa.Column('given', sa.LargeBinary(), nullable=False),
        sa.Column('decision', sa.String(length=8), nullable=False),
        sa.Column('decided_at', sa.DateTime(), nullable=True),
        sa.Column('decided_by', sa.String(length=80), nullable=False),
        sa.Column('why_not', sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index('ix_quarantined_sent_at', 'quarantined', ['sent_at'])
    op.create_index('ix_quarantined_decision', 'quarantined', ['decision'])


def downgrade() -> None:
    op.drop_table('quarantined')
