"""Closed days, and what was left open"""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('day_closes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('community', sa.String(length=40), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('closed_at', sa.DateTime(), nullable=False),
    sa.Column('closed_by', sa.String(length=80), nullable=False),
    sa.Column('figures', sa.JSON(), nullable=False),
    sa.Column('head', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_day_closes')),
    sa.UniqueConstraint('community', 'day', name='uq_day_closes_community_day')
    )
    with op.batch_alter_table('day_closes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_day_closes_day'), ['day'], unique=False)

    op.create_table('day_left',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('close_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=60), nullable=False),
    sa.Column('of', sa.String(length=20), nullable=False),
    sa.Column('title', sa.LargeBinary(), nullable=False),
    sa.Column('reason', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['close_id'], ['day_closes.id'], name=op.f('fk_day_left_close_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_day_left'))
    )
    with op.batch_alter_table('day_left', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_day_left_close_id'), ['close_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('day_left', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_day_left_close_id'))

    op.drop_table('day_left')
    with op.batch_alter_table('day_closes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_day_closes_day'))

    op.drop_table('day_closes')
