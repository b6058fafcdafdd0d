"""Items, and sheets that wait to be taken"""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('sheet_uploads',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('listing', sa.String(length=40), nullable=False),
    sa.Column('made_by', sa.String(length=80), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.Column('changes', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sheet_uploads'))
    )
    op.create_table('items',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('community', sa.String(length=40), nullable=False),
    sa.Column('grid', sa.String(length=40), nullable=False),
    sa.Column('enterprise_id', sa.Integer(), nullable=True),
    sa.Column('origin', sa.String(length=80), nullable=True),
    sa.Column('part_of', sa.String(length=40), nullable=False),
    sa.Column('title', sa.LargeBinary(), nullable=False),
    sa.Column('text', sa.LargeBinary(), nullable=False),
    sa.Column('answer', sa.LargeBinary(), nullable=False),
    sa.Column('measure', sa.LargeBinary(), nullable=False),
    sa.Column('outcome', sa.String(length=20), nullable=False),
    sa.Column('status', sa.String(length=10), nullable=False),
    sa.Column('owner', sa.String(length=80), nullable=False),
    sa.Column('due_at', sa.DateTime(), nullable=True),
    sa.Column('raised_at', sa.DateTime(), nullable=False),
    sa.Column('raised_by', sa.String(length=80), nullable=False),
    sa.Column('finished_at', sa.DateTime(), nullable=True),
    sa.Column('finished_by', sa.String(length=80), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprises.id'], name=op.f('fk_items_enterprise_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_items')),
    sa.UniqueConstraint('origin', name=op.f('uq_items_origin'))
    )
    with op.batch_alter_table('items', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_items_community'), ['community'], unique=False)
        batch_op.create_index(batch_op.f('ix_items_due_at'), ['due_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_items_enterprise_id'), ['enterprise_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_items_finished_at'), ['finished_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_items_kind'), ['kind'], unique=False)
        batch_op.create_index(batch_op.f('ix_items_owner'), ['owner'], unique=False)
        batch_op.create_index(batch_op.f('ix_items_part_of'), ['part_of'], unique=False)
        batch_op.create_index(batch_op.f('ix_items_status'), ['status'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('items', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_items_status'))
        batch_op.drop_index(batch_op.f('ix_items_part_of'))
        batch_op.drop_index(batch_op.f('ix_items_owner'))
        batch_op.drop_index(batch_op.f('ix_items_kind'))
        batch_op.drop_index(batch_op.f('ix_items_finished_at'))
        batch_op.drop_index(batch_op.f('ix_items_enterprise_id'))
        batch_op.drop_index(batch_op.f('ix_items_due_at'))
        batch_op.drop_index(batch_op.f('ix_items_community'))

    op.drop_table('items')
    op.drop_table('sheet_uploads')
