"""Times that were agreed for checks at the door"""

import sqlalchemy as sa
from alembic import op

revision = '0044'
down_revision = '0043'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'appointments',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('enterprise_id', sa.Integer(), nullable=False),
        sa.Column('campaign', sa.String(length=24), nullable=False),
        sa.Column('application_id', sa.Integer(), nullable=True),
        sa.Column('recheck_id', sa.Integer(), nullable=True),
        sa.Column('since', sa.DateTime(), nullable=False),
        sa.Column('pool', sa.String(length=60), nullable=False),
        sa.Column('begins_at', sa.DateTime(), nullable=False),
        sa.Column('ends_at', sa.DateTime(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('moves', sa.Integer(), nullable=False),
        sa.Column('set_at', sa.DateTime(), nullable=False),
        sa.Column('set_by', sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ['application_id'], ['applications.id'], name=op.f('fk_appointments_application_id'), ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(
            ['enterprise_id'], ['enterprises.id'], name=op.f('fk_appointments_enterprise_id'), ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(
            ['recheck_id'], ['rechecks.id'], name=op.f('fk_appointments_recheck_id'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_appointments')),
        sa.UniqueConstraint('enterprise_id', 'campaign', 'since', name=op.f('uq_appointments_enterprise_id')),
    )
    for column in ('application_id', 'begins_at', 'recheck_id'):
        op.create_index(f'ix_appointments_{column}', 'appointments', [column])
    op.create_index('ix_appointments_pool', 'appointments', ['pool', 'begins_at'])


def downgrade() -> None:
    op.drop_table('appointments')
