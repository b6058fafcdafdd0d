"""Texts of content files that wait for a second account, and who confirmed them"""

import sqlalchemy as sa
from alembic import op

revision = '0053'
down_revision = '0051'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('countersigns',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('path', sa.String(length=400), nullable=False),
        sa.Column('text_hash', sa.String(length=64), nullable=False),
        sa.Column('campaign', sa.String(length=24), nullable=False),
        sa.Column('community', sa.String(length=40), nullable=False),
        sa.Column('reference', sa.String(length=12), nullable=False),
        sa.Column('writer', sa.String(length=80), nullable=False),
        sa.Column('began_at', sa.DateTime(), nullable=False),
        sa.Column('ended_at', sa.DateTime(), nullable=True),
        sa.Column('ended', sa.String(length=12), nullable=True),
        sa.PrimaryKeyConstraint('id'),
    )
    for column in ('path', 'reference', 'ended_at'):
        op.create_index(f'ix_countersigns_{column}', 'countersigns', [column])
    op.create_table('confirmations',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('countersign_id', sa.Integer(), nullable=False),
        sa.Column('account', sa.String(length=80), nullable=False),
        sa.Column('at', sa.DateTime(), nullable=False),
        sa.Column('is_alone', sa.Boolean(), nullable=False),
        sa.Column('entry_number', sa.Integer(), nullable=False),
        sa.Column('seen_at', sa.DateTime(), nullable=True),
        sa.Column('seen_by', sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(['countersign_id'], ['countersigns.id'], ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('countersign_id', 'account'),
    )


def downgrade() -> None:
    op.drop_table('confirmations')
    op.drop_table('countersigns')
