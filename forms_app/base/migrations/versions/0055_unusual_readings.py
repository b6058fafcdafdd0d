"""What was unusual in the read log"""

import sqlalchemy as sa
from alembic import op

revision = '0055'
down_revision = '0054'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('unusual_readings',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('why', sa.String(length=8), nullable=False),
        sa.Column('who', sa.String(length=80), nullable=False),
        sa.Column('began_at', sa.DateTime(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('seen_at', sa.DateTime(), nullable=True),
        sa.Column('seen_by', sa.String(length=80), nullable=True),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('why', 'who', 'began_at'),
    )
    op.create_index('ix_unusual_readings_seen_at', 'unusual_readings', ['seen_at'])


def downgrade() -> None:
    op.drop_table('unusual_readings')
