"""Gates: shifts, passages, bus trips, people seen at a point; which points a keeper's account keeps"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('accounts', schema=None) as batch_op:
        batch_op.add_column(sa.Column('points', sa.JSON(), nullable=False, server_default='[]'))

    op.create_table('gate_shifts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('point', sa.String(length=60), nullable=False),
    sa.Column('account', sa.String(length=60), nullable=False),
    sa.Column('name', sa.LargeBinary(), nullable=False),
    sa.Column('planned_from', sa.DateTime(), nullable=False),
    sa.Column('planned_to', sa.DateTime(), nullable=True),
    sa.Column('on_at', sa.DateTime(), nullable=True),
    sa.Column('off_at', sa.DateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_gate_shifts'))
    )
    with op.batch_alter_table('gate_shifts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_gate_shifts_account'), ['account'], unique=False)
        batch_op.create_index('ix_gate_shifts_planned', ['point', 'planned_from'], unique=False)

    op.create_table('gate_visitors',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('point', sa.String(length=60), nullable=False),
    sa.Column('phone_index', sa.String(length=64), nullable=False),
    sa.Column('name', sa.LargeBinary(), nullable=False),
    sa.Column('phone', sa.LargeBinary(), nullable=False),
    sa.Column('place', sa.LargeBinary(), nullable=False),
    sa.Column('arrived_on', sa.Date(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_gate_visitors')),
    sa.UniqueConstraint('point', 'phone_index', name='uq_gate_visitors_phone')
    )
    op.create_table('gate_bus_trips',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('point', sa.String(length=60), nullable=False),
    sa.Column('client_id', sa.String(length=40), nullable=False),
    sa.Column('enterprise_id', sa.Integer(), nullable=False),
    sa.Column('direction', sa.String(length=3), nullable=False),
    sa.Column('route', sa.String(length=60), nullable=False),
    sa.Column('plate', sa.LargeBinary(), nullable=False),
    sa.Column('disinfected', sa.Boolean(), nullable=False),
    sa.Column('passengers', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('received_at', sa.DateTime(), nullable=False),
    sa.Column('by', sa.String(length=60), nullable=False),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprises.id'], name=op.f('fk_gate_bus_trips_enterprise_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_gate_bus_trips')),
    sa.UniqueConstraint('point', 'client_id', name='uq_gate_bus_trips_client_id')
    )
    op.create_table('gate_passages',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('point', sa.String(length=60), nullable=False),
    sa.Column('community', sa.String(length=40), nullable=False),
    sa.Column('client_id', sa.String(length=48), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('direction', sa.String(length=3), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('visitor_id', sa.Integer(), nullable=True),
    sa.Column('trip_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(length=10), nullable=False),
    sa.Column('celsius', sa.LargeBinary(), nullable=True),
    sa.Column('plate', sa.LargeBinary(), nullable=True),
    sa.Column('vehicle', sa.String(length=10), nullable=False),
    sa.Column('heads', sa.Integer(), nullable=False),
    sa.Column('outcome', sa.String(length=8), nullable=False),
    sa.Column('why', sa.LargeBinary(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('received_at', sa.DateTime(), nullable=False),
    sa.Column('by', sa.String(length=60), nullable=False),
    sa.Column('handled_at', sa.DateTime(), nullable=True),
    sa.Column('handled_by', sa.String(length=60), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_gate_passages_person_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['trip_id'], ['gate_bus_trips.id'], name=op.f('fk_gate_passages_trip_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['visitor_id'], ['gate_visitors.id'], name=op.f('fk_gate_passages_visitor_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_gate_passages')),
    sa.UniqueConstraint('point', 'client_id', name='uq_gate_passages_client_id')
    )
    with op.batch_alter_table('gate_passages', schema=None) as batch_op:
        batch_op.create_index('ix_gate_passages_at', ['point', 'at'], unique=False)
        batch_op.create_index(batch_op.f('ix_gate_passages_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_gate_passages_trip_id'), ['trip_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_gate_passages_visitor_id'), ['visitor_id'], unique=False)
        batch_op.create_index('ix_gate_passages_waiting', ['community', 'outcome', 'handled_at'], unique=False)


def downgrade() -> None:
    op.drop_table('gate_passages')
    op.drop_table('gate_bus_trips')
    op.drop_table('gate_visitors')
    op.drop_table('gate_shifts')
    with op.batch_alter_table('accounts', schema=None) as batch_op:
        batch_op.drop_column('points')
