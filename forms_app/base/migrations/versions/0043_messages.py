"""Messages to enterprises, and how each wants to be told"""

import sqlalchemy as sa
from alembic import op

revision = '0043'
down_revision = '0042'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'messages',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('enterprise_id', sa.Integer(), nullable=False),
        sa.Column('campaign', sa.String(length=24), server_default='', nullable=False),
        sa.Column('kind', sa.String(length=16), nullable=False),
        sa.Column('event', sa.String(length=60), nullable=False),
        sa.Column('channel', sa.String(length=20), nullable=False),
        sa.Column('title', sa.LargeBinary(), nullable=False),
        sa.Column('text', sa.LargeBinary(), nullable=False),
        sa.Column('at', sa.DateTime(), nullable=False),
        sa.Column('state', sa.String(length=10), nullable=False),
        sa.Column('why', sa.String(length=12), nullable=False),
        sa.Column('answer', sa.LargeBinary(), nullable=False),
        sa.Column('sent_to', sa.LargeBinary(), nullable=False),
        sa.Column('attempts', sa.Integer(), nullable=False),
        sa.Column('next_try_at', sa.DateTime(), nullable=True),
        sa.Column('tried_at', sa.DateTime(), nullable=True),
        sa.Column('settled_at', sa.DateTime(), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['enterprise_id'], ['enterprises.id'], name=op.f('fk_messages_enterprise_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_messages')),
        sa.UniqueConstraint('event', 'enterprise_id', 'channel', name='uq_messages_event'),
    )
    with op.batch_alter_table('messages', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_messages_enterprise_id'), ['enterprise_id'], unique=False)
        batch_op.create_index('ix_messages_due', ['state', 'next_try_at'], unique=False)
    op.create_table(
        'message_choices',
        sa.Column('enterprise_id', sa.Integer(), nullable=False),
        sa.Column('email', sa.LargeBinary(), nullable=False),
        sa.Column('language', sa.String(length=10), nullable=False),
        sa.Column('without', sa.JSON(), nullable=False),
        sa.Column('changed_at', sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ['enterprise_id'], ['enterprises.id'], name=op.f('fk_message_choices_enterprise_id'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('enterprise_id', name=op.f('pk_message_choices')),
    )


def downgrade() -> None:
    op.drop_table('message_choices')
    op.drop_table('messages')
