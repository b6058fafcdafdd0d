"""Passkeys of staff accounts"""

import sqlalchemy as sa
from alembic import op

revision = '0054'
down_revision = '0053'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'passkeys',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('account_id', sa.Integer(), nullable=False),
        sa.Column('credential', sa.LargeBinary(), nullable=False),
        sa.Column('credential_hash', sa.String(length=64), nullable=False),
        sa.Column('public_key', sa.LargeBinary(), nullable=False),
        sa.Column('uses', sa.Integer(), nullable=False),
        sa.Column('device', sa.String(length=40), nullable=False),
        sa.Column('since', sa.DateTime(), nullable=False),
        sa.Column('used_at', sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(['account_id'], ['accounts.id']),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('credential_hash'),
    )
    op.create_index('ix_passkeys_account_id', 'passkeys', ['account_id'])


def downgrade() -> None:
    op.drop_table('passkeys')
