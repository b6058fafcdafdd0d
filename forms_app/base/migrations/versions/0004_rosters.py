"""Rosters: the people of an enterprise, what the rule says of each, how they came and went"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('people',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('enterprise_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('name', sa.LargeBinary(), nullable=False),
    sa.Column('phone', sa.LargeBinary(), nullable=False),
    sa.Column('phone_index', sa.String(length=64), nullable=False),
    sa.Column('stayed', sa.Boolean(), nullable=False),
    sa.Column('origin', sa.String(length=16), nullable=False),
    sa.Column('area', sa.String(length=6), nullable=False),
    sa.Column('place', sa.LargeBinary(), nullable=False),
    sa.Column('arrived_on', sa.Date(), nullable=True),
    sa.Column('transport', sa.String(length=8), nullable=False),
    sa.Column('last_day', sa.Date(), nullable=True),
    sa.Column('room', sa.LargeBinary(), nullable=False),
    sa.Column('per_room', sa.Integer(), nullable=True),
    sa.Column('symptoms', sa.LargeBinary(), nullable=True),
    sa.Column('source', sa.String(length=8), nullable=False),
    sa.Column('confirmed', sa.Boolean(), nullable=False),
    sa.Column('added_at', sa.DateTime(), nullable=False),
    sa.Column('left_on', sa.Date(), nullable=True),
    sa.Column('outcome', sa.String(length=12), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprises.id'], name=op.f('fk_people_enterprise_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_people')),
    sa.UniqueConstraint('enterprise_id', 'number', name='uq_people_number'),
    sa.UniqueConstraint('enterprise_id', 'phone_index', name='uq_people_phone')
    )
    with op.batch_alter_table('people', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_people_ends_on'), ['ends_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_people_enterprise_id'), ['enterprise_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_people_left_on'), ['left_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_people_outcome'), ['outcome'], unique=False)

    op.create_table('roster_imports',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('enterprise_id', sa.Integer(), nullable=False),
    sa.Column('source', sa.String(length=8), nullable=False),
    sa.Column('rows', sa.LargeBinary(), nullable=False),
    sa.Column('told', sa.LargeBinary(), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprises.id'], name=op.f('fk_roster_imports_enterprise_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_roster_imports'))
    )
    with op.batch_alter_table('roster_imports', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_roster_imports_enterprise_id'), ['enterprise_id'], unique=False)

    op.create_table('rosters',
    sa.Column('enterprise_id', sa.Integer(), nullable=False),
    sa.Column('last_number', sa.Integer(), nullable=False),
    sa.Column('informed_on', sa.Date(), nullable=True),
    sa.Column('notice', sa.String(length=40), nullable=False),
    sa.Column('complete_on', sa.Date(), nullable=True),
    sa.Column('wall_hash', sa.String(length=64), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprises.id'], name=op.f('fk_rosters_enterprise_id')),
    sa.PrimaryKeyConstraint('enterprise_id', name=op.f('pk_rosters')),
    sa.UniqueConstraint('wall_hash', name=op.f('uq_rosters_wall_hash'))
    )
    op.create_table('determinations',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('outcome', sa.String(length=12), nullable=False),
    sa.Column('sentence', sa.String(length=20), nullable=False),
    sa.Column('origin', sa.String(length=16), nullable=False),
    sa.Column('regions', sa.String(length=60), nullable=False),
    sa.Column('region_row', sa.String(length=60), nullable=False),
    sa.Column('isolation', sa.String(length=60), nullable=False),
    sa.Column('isolation_row', sa.String(length=60), nullable=False),
    sa.Column('basis', sa.String(length=80), nullable=False),
    sa.Column('days', sa.Integer(), nullable=True),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('note', sa.String(length=200), nullable=False),
    sa.Column('note_en', sa.String(length=200), nullable=False),
    sa.Column('overridden_to', sa.String(length=12), nullable=True),
    sa.Column('overridden_reason', sa.LargeBinary(), nullable=True),
    sa.Column('overridden_by', sa.String(length=60), nullable=True),
    sa.Column('overridden_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_determinations_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_determinations'))
    )
    with op.batch_alter_table('determinations', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_determinations_person_id'), ['person_id'], unique=False)

    op.create_table('movements',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('reported_at', sa.DateTime(), nullable=False),
    sa.Column('reported_by', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_movements_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_movements'))
    )
    with op.batch_alter_table('movements', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_movements_person_id'), ['person_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('movements', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_movements_person_id'))

    op.drop_table('movements')
    with op.batch_alter_table('determinations', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_determinations_person_id'))

    op.drop_table('determinations')
    op.drop_table('rosters')
    with op.batch_alter_table('roster_imports', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_roster_imports_enterprise_id'))

    op.drop_table('roster_imports')
    with op.batch_alter_table('people', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_people_outcome'))
        batch_op.drop_index(batch_op.f('ix_people_left_on'))
        batch_op.drop_index(batch_op.f('ix_people_enterprise_id'))
        batch_op.drop_index(batch_op.f('ix_people_ends_on'))

    op.drop_table('people')
