"""Sweeps: an area and its units, who visited each and what they found"""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('sweeps',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('community', sa.String(length=40), nullable=False),
    sa.Column('title', sa.String(length=80), nullable=False),
    sa.Column('begun_at', sa.DateTime(), nullable=False),
    sa.Column('closed_at', sa.DateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sweeps'))
    )
    with op.batch_alter_table('sweeps', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sweeps_community'), ['community'], unique=False)

    op.create_table('sweep_units',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sweep_id', sa.Integer(), nullable=False),
    sa.Column('grid', sa.String(length=40), nullable=False),
    sa.Column('label', sa.String(length=80), nullable=False),
    sa.Column('enterprise_id', sa.Integer(), nullable=True),
    sa.Column('result', sa.String(length=12), nullable=False),
    sa.Column('visited_at', sa.DateTime(), nullable=True),
    sa.Column('visited_by', sa.String(length=60), nullable=False),
    sa.Column('note', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprises.id'], name=op.f('fk_sweep_units_enterprise_id')),
    sa.ForeignKeyConstraint(['sweep_id'], ['sweeps.id'], name=op.f('fk_sweep_units_sweep_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sweep_units'))
    )
    with op.batch_alter_table('sweep_units', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sweep_units_grid'), ['grid'], unique=False)
        batch_op.create_index(batch_op.f('ix_sweep_units_sweep_id'), ['sweep_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('sweep_units', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sweep_units_sweep_id'))
        batch_op.drop_index(batch_op.f('ix_sweep_units_grid'))

    op.drop_table('sweep_units')
    with op.batch_alter_table('sweeps', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sweeps_community'))

    op.drop_table('sweeps')
