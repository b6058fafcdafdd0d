"""Staying in: cases, two reports a day, readings, alarms, calls to who is missing"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('missing_calls',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('enterprise_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('slot', sa.String(length=12), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('by', sa.String(length=60), nullable=False),
    sa.Column('outcome', sa.String(length=16), nullable=False),
    sa.Column('note', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprises.id'], name=op.f('fk_missing_calls_enterprise_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_missing_calls'))
    )
    with op.batch_alter_table('missing_calls', schema=None) as batch_op:
        batch_op.create_index('ix_missing_calls_slot', ['day', 'slot', 'enterprise_id'], unique=False)

    op.create_table('slot_reports',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('enterprise_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('slot', sa.String(length=12), nullable=False),
    sa.Column('client_id', sa.String(length=40), nullable=False),
    sa.Column('written_at', sa.DateTime(), nullable=False),
    sa.Column('received_at', sa.DateTime(), nullable=False),
    sa.Column('source', sa.String(length=12), nullable=False),
    sa.Column('covers', sa.Integer(), nullable=False),
    sa.Column('is_late', sa.Boolean(), nullable=False),
    sa.Column('nobody', sa.Boolean(), nullable=False),
    sa.Column('follows', sa.String(length=12), nullable=False),
    sa.Column('by', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprises.id'], name=op.f('fk_slot_reports_enterprise_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_slot_reports')),
    sa.UniqueConstraint('enterprise_id', 'client_id', name='uq_slot_reports_client_id')
    )
    with op.batch_alter_table('slot_reports', schema=None) as batch_op:
        batch_op.create_index('ix_slot_reports_slot', ['day', 'slot', 'enterprise_id'], unique=False)

    op.create_table('health_alarms',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('enterprise_id', sa.Integer(), nullable=False),
    sa.Column('community', sa.String(length=40), nullable=False),
    sa.Column('grid', sa.String(length=40), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.Column('raised_at', sa.DateTime(), nullable=False),
    sa.Column('again_by', sa.DateTime(), nullable=True),
    sa.Column('closed_at', sa.DateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprises.id'], name=op.f('fk_health_alarms_enterprise_id')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_health_alarms_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_health_alarms'))
    )
    with op.batch_alter_table('health_alarms', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_health_alarms_community'), ['community'], unique=False)
        batch_op.create_index(batch_op.f('ix_health_alarms_enterprise_id'), ['enterprise_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_health_alarms_grid'), ['grid'], unique=False)
        batch_op.create_index(batch_op.f('ix_health_alarms_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_health_alarms_state'), ['state'], unique=False)

    op.create_table('readings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('slot', sa.String(length=12), nullable=False),
    sa.Column('celsius', sa.LargeBinary(), nullable=True),
    sa.Column('unwell', sa.LargeBinary(), nullable=True),
    sa.Column('absent', sa.Boolean(), nullable=False),
    sa.Column('received_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_readings_person_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['report_id'], ['slot_reports.id'], name=op.f('fk_readings_report_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_readings'))
    )
    with op.batch_alter_table('readings', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_readings_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_readings_report_id'), ['report_id'], unique=False)
        batch_op.create_index('ix_readings_slot', ['day', 'slot', 'person_id'], unique=False)

    op.create_table('report_hints',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('enterprise_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('seen_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprises.id'], name=op.f('fk_report_hints_enterprise_id')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_report_hints_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_hints'))
    )
    with op.batch_alter_table('report_hints', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_report_hints_day'), ['day'], unique=False)
        batch_op.create_index(batch_op.f('ix_report_hints_enterprise_id'), ['enterprise_id'], unique=False)

    op.create_table('alarm_steps',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('alarm_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('by', sa.String(length=80), nullable=False),
    sa.Column('note', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['alarm_id'], ['health_alarms.id'], name=op.f('fk_alarm_steps_alarm_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_alarm_steps'))
    )
    with op.batch_alter_table('alarm_steps', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_alarm_steps_alarm_id'), ['alarm_id'], unique=False)

    op.create_table('isolation_cases',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('enterprise_id', sa.Integer(), nullable=False),
    sa.Column('community', sa.String(length=40), nullable=False),
    sa.Column('grid', sa.String(length=40), nullable=False),
    sa.Column('determination_id', sa.Integer(), nullable=True),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('mode', sa.String(length=12), nullable=False),
    sa.Column('place', sa.LargeBinary(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('enterprise_supervisor', sa.LargeBinary(), nullable=False),
    sa.Column('grid_supervisor', sa.String(length=60), nullable=False),
    sa.Column('follow_up', sa.LargeBinary(), nullable=False),
    sa.Column('link_hash', sa.String(length=64), nullable=True),
    sa.Column('opened_at', sa.DateTime(), nullable=False),
    sa.Column('closed_at', sa.DateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['determination_id'], ['determinations.id'], name=op.f('fk_isolation_cases_determination_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprises.id'], name=op.f('fk_isolation_cases_enterprise_id')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_isolation_cases_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_isolation_cases')),
    sa.UniqueConstraint('link_hash', name=op.f('uq_isolation_cases_link_hash'))
    )
    with op.batch_alter_table('isolation_cases', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_isolation_cases_community'), ['community'], unique=False)
        batch_op.create_index(batch_op.f('ix_isolation_cases_due_on'), ['due_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_isolation_cases_enterprise_id'), ['enterprise_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_isolation_cases_grid'), ['grid'], unique=False)
        batch_op.create_index(batch_op.f('ix_isolation_cases_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_isolation_cases_state'), ['state'], unique=False)

    op.create_table('isolation_events',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('by', sa.String(length=80), nullable=False),
    sa.Column('note', sa.LargeBinary(), nullable=False),
    sa.Column('done_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['isolation_cases.id'], name=op.f('fk_isolation_events_case_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_isolation_events'))
    )
    with op.batch_alter_table('isolation_events', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_isolation_events_case_id'), ['case_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('isolation_events', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_isolation_events_case_id'))

    op.drop_table('isolation_events')
    with op.batch_alter_table('isolation_cases', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_isolation_cases_state'))
        batch_op.drop_index(batch_op.f('ix_isolation_cases_person_id'))
        batch_op.drop_index(batch_op.f('ix_isolation_cases_grid'))
        batch_op.drop_index(batch_op.f('ix_isolation_cases_enterprise_id'))
        batch_op.drop_index(batch_op.f('ix_isolation_cases_due_on'))
        batch_op.drop_index(batch_op.f('ix_isolation_cases_community'))

    op.drop_table('isolation_cases')
    with op.batch_alter_table('alarm_steps', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_alarm_steps_alarm_id'))

    op.drop_table('alarm_steps')
    with op.batch_alter_table('report_hints', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_report_hints_enterprise_id'))
        batch_op.drop_index(batch_op.f('ix_report_hints_day'))

    op.drop_table('report_hints')
    with op.batch_alter_table('readings', schema=None) as batch_op:
        batch_op.drop_index('ix_readings_slot')
        batch_op.drop_index(batch_op.f('ix_readings_report_id'))
        batch_op.drop_index(batch_op.f('ix_readings_person_id'))

    op.drop_table('readings')
    with op.batch_alter_table('health_alarms', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_health_alarms_state'))
        batch_op.drop_index(batch_op.f('ix_health_alarms_person_id'))
        batch_op.drop_index(batch_op.f('ix_health_alarms_grid'))
        batch_op.drop_index(batch_op.f('ix_health_alarms_enterprise_id'))
        batch_op.drop_index(batch_op.f('ix_health_alarms_community'))

    op.drop_table('health_alarms')
    with op.batch_alter_table('slot_reports', schema=None) as batch_op:
        batch_op.drop_index('ix_slot_reports_slot')

    op.drop_table('slot_reports')
    with op.batch_alter_table('missing_calls', schema=None) as batch_op:
        batch_op.drop_index('ix_missing_calls_slot')

    op.drop_table('missing_calls')
