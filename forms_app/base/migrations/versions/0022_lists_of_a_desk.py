"""Lists of applications, enterprises and calls narrowed, sorted and counted from an index alone"""

from alembic import op

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None

APPLICATIONS = ['enterprise_id', 'stage', 'due_at', 'submitted_at', 'priority', 'suggested_class', 'taken_by']
CALLS = ['done_at', 'at', 'enterprise_id', 'about', 'outcome']


def upgrade() -> None:
    with op.batch_alter_table('applications', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_applications_enterprise_id'))
        batch_op.create_index('ix_applications_list', APPLICATIONS, unique=False)
    with op.batch_alter_table('calls', schema=None) as batch_op:
        batch_op.create_index('ix_calls_list', CALLS, unique=False)
    with op.batch_alter_table('enterprises', schema=None) as batch_op:
        batch_op.create_index('ix_enterprises_name', ['initials', 'community', 'grid'], unique=False)
        batch_op.create_index('ix_enterprises_newest', ['registered_at', 'community', 'grid'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('enterprises', schema=None) as batch_op:
        batch_op.drop_index('ix_enterprises_newest')
        batch_op.drop_index('ix_enterprises_name')
    with op.batch_alter_table('calls', schema=None) as batch_op:
        batch_op.drop_index('ix_calls_list')
    with op.batch_alter_table('applications', schema=None) as batch_op:
        batch_op.drop_index('ix_applications_list')
        batch_op.create_index(batch_op.f('ix_applications_enterprise_id'), ['enterprise_id'], unique=False)
