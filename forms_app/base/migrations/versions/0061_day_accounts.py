"""One-day accounts"""

import sqlalchemy as sa
from alembic import op

revision = '0061'
down_revision = '0060'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('accounts', schema=None) as batch_op:
        batch_op.add_column(sa.Column('until', sa.DateTime(), nullable=True))
    op.create_table('day_codes',
        sa.Column('account_id', sa.Integer(), nullable=False),
        sa.Column('code_hash', sa.String(length=64), nullable=False),
        sa.Column('place', sa.String(length=60), nullable=False),
        sa.Column('batch', sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(['account_id'], ['accounts.id']),
        sa.PrimaryKeyConstraint('account_id'),
        sa.UniqueConstraint('code_hash'),
    )
    op.create_index('ix_day_codes_place', 'day_codes', ['place'])
    op.create_index('ix_day_codes_batch', 'day_codes', ['batch'])


def downgrade() -> None:
    op.drop_table('day_codes')
    with op.batch_alter_table('accounts', schema=None) as batch_op:
        batch_op.drop_column('until')
