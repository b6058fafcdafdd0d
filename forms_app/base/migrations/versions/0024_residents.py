"""People without an employer, and what was decided about who was stopped at a gate

A sweep's unit has people; a passage has the decision in words beside who made it.
"""

import sqlalchemy as sa
from alembic import op

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('people', schema=None) as batch_op:
        batch_op.add_column(sa.Column('notice', sa.String(length=40), server_default='', nullable=False))
    with op.batch_alter_table('gate_passages', schema=None) as batch_op:
        batch_op.add_column(sa.Column('decision', sa.String(length=12), server_default='', nullable=False))
        batch_op.add_column(sa.Column('decision_note', sa.LargeBinary(), nullable=True))
    op.create_table(
        'sweep_people',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('unit_id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('found_at', sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(['person_id'], ['people.id'], ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['unit_id'], ['sweep_units.id'], ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('unit_id', 'person_id', name='uq_sweep_people_person'),
    )
    op.create_index('ix_sweep_people_person_id', 'sweep_people', ['person_id'])


def downgrade() -> None:
    op.drop_table('sweep_people')
    with op.batch_alter_table('gate_passages', schema=None) as batch_op:
        batch_op.drop_column('decision_note')
        batch_op.drop_column('decision')
    with op.batch_alter_table('people', schema=None) as batch_op:
        batch_op.drop_column('notice')
