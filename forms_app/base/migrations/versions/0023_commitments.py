"""What was promised with an application, who says that a poster hangs, and checks from a phone"""

import sqlalchemy as sa
from alembic import op

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'commitments',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('application_id', sa.Integer(), nullable=False),
        sa.Column('version', sa.String(length=20), nullable=False),
        sa.Column('lines', sa.JSON(), nullable=False),
        sa.Column('made_at', sa.DateTime(), nullable=False),
        sa.Column('made_by', sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(['application_id'], ['applications.id']),
        sa.PrimaryKeyConstraint('id'),
    )
    with op.batch_alter_table('commitments', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_commitments_application_id'), ['application_id'], unique=False)
    with op.batch_alter_table('enterprises', schema=None) as batch_op:
        batch_op.add_column(sa.Column('poster_posted_by', sa.String(length=60), nullable=True))
    with op.batch_alter_table('site_checks', schema=None) as batch_op:
        batch_op.add_column(sa.Column('client_id', sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column('conflicts_with', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('settled_at', sa.DateTime(), nullable=True))
        batch_op.create_unique_constraint('uq_site_checks_client_id', ['client_id'])


def downgrade() -> None:
    with op.batch_alter_table('site_checks', schema=None) as batch_op:
        batch_op.drop_constraint('uq_site_checks_client_id', type_='unique')
        batch_op.drop_column('settled_at')
        batch_op.drop_column('conflicts_with')
        batch_op.drop_column('client_id')
    with op.batch_alter_table('enterprises', schema=None) as batch_op:
        batch_op.drop_column('poster_posted_by')
    op.drop_table('commitments')
