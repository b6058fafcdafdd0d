"""Meetings, reports from the public, tenants of a mall or building"""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('meetings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('community', sa.String(length=40), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('mode', sa.String(length=10), nullable=False),
    sa.Column('chair', sa.String(length=12), nullable=False),
    sa.Column('bodies', sa.JSON(), nullable=False),
    sa.Column('opened_at', sa.DateTime(), nullable=False),
    sa.Column('closed_at', sa.DateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meetings')),
    sa.UniqueConstraint('community', 'day', name='uq_meetings_community_day')
    )
    with op.batch_alter_table('meetings', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_meetings_community'), ['community'], unique=False)
        batch_op.create_index(batch_op.f('ix_meetings_day'), ['day'], unique=False)

    op.create_table('feedback',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=12), nullable=False),
    sa.Column('code_hash', sa.String(length=64), nullable=False),
    sa.Column('about', sa.String(length=10), nullable=False),
    sa.Column('page', sa.String(length=80), nullable=False),
    sa.Column('phone', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['item_id'], ['items.id'], name=op.f('fk_feedback_item_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_feedback')),
    sa.UniqueConstraint('item_id', name=op.f('uq_feedback_item_id')),
    sa.UniqueConstraint('number', name=op.f('uq_feedback_number'))
    )
    op.create_table('meeting_items',
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('outcome', sa.String(length=10), nullable=False),
    sa.ForeignKeyConstraint(['item_id'], ['items.id'], name=op.f('fk_meeting_items_item_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['meeting_id'], ['meetings.id'], name=op.f('fk_meeting_items_meeting_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('meeting_id', 'item_id', name=op.f('pk_meeting_items'))
    )
    with op.batch_alter_table('meeting_items', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_meeting_items_item_id'), ['item_id'], unique=False)

    with op.batch_alter_table('enterprises', schema=None) as batch_op:
        batch_op.add_column(sa.Column('managed_by', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_enterprises_managed_by'), ['managed_by'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_enterprises_managed_by'), 'enterprises', ['managed_by'], ['id'], ondelete='SET NULL')


def downgrade() -> None:
    with op.batch_alter_table('enterprises', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_enterprises_managed_by'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_enterprises_managed_by'))
        batch_op.drop_column('managed_by')

    with op.batch_alter_table('meeting_items', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_meeting_items_item_id'))

    op.drop_table('meeting_items')
    op.drop_table('feedback')
    with op.batch_alter_table('meetings', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_meetings_day'))
        batch_op.drop_index(batch_op.f('ix_meetings_community'))

    op.drop_table('meetings')
