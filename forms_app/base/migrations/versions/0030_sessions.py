"""Sessions are kept by the office, and end when somebody ends them"""

import sqlalchemy as sa
from alembic import op

revision = '0030'
down_revision = '0029'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'sessions',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('secret_hash', sa.String(length=64), nullable=False),
        sa.Column('owner', sa.String(length=80), nullable=False),
        sa.Column('device', sa.String(length=40), nullable=False),
        sa.Column('began_at', sa.DateTime(), nullable=False),
        sa.Column('seen_at', sa.DateTime(), nullable=False),
        sa.Column('ends_at', sa.DateTime(), nullable=False),
        sa.Column('data', sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_sessions')),
        sa.UniqueConstraint('secret_hash', name=op.f('uq_sessions_secret_hash')),
    )
    with op.batch_alter_table('sessions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sessions_owner'), ['owner'])
        batch_op.create_index(batch_op.f('ix_sessions_ends_at'), ['ends_at'])
    op.create_table(
        'sign_in_addresses',
        sa.Column('entry_number', sa.Integer(), nullable=False),
        sa.Column('address', sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(['entry_number'], ['audit_entries.number']),
        sa.PrimaryKeyConstraint('entry_number'),
    )
    with op.batch_alter_table('accounts', schema=None) as batch_op:
        batch_op.drop_column('failures')
        batch_op.drop_column('locked_until')
    with op.batch_alter_table('enterprises', schema=None) as batch_op:
        batch_op.add_column(sa.Column('link_used', sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table('enterprises', schema=None) as batch_op:
        batch_op.drop_column('link_used')
    with op.batch_alter_table('accounts', schema=None) as batch_op:
        batch_op.add_column(sa.Column('locked_until', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('failures', sa.Integer(), nullable=False, server_default='0'))
    op.drop_table('sign_in_addresses')
    op.drop_table('sessions')
