"""Supplies: the ledger of what was donated, bought, handed out and mended"""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('supply_entries',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('community', sa.String(length=40), nullable=False),
    sa.Column('item', sa.String(length=40), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('amount', sa.Integer(), nullable=False),
    sa.Column('qualifier', sa.String(length=8), nullable=False),
    sa.Column('donor_kind', sa.String(length=20), nullable=False),
    sa.Column('donor_name', sa.LargeBinary(), nullable=False),
    sa.Column('may_name', sa.Boolean(), nullable=False),
    sa.Column('public_name', sa.LargeBinary(), nullable=False),
    sa.Column('receiver', sa.LargeBinary(), nullable=False),
    sa.Column('enterprise_id', sa.Integer(), nullable=True),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('note', sa.LargeBinary(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('by', sa.String(length=80), nullable=False),
    sa.Column('corrects_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['corrects_id'], ['supply_entries.id'], name=op.f('fk_supply_entries_corrects_id')),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprises.id'], name=op.f('fk_supply_entries_enterprise_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_supply_entries')),
    sa.UniqueConstraint('corrects_id', name='uq_supply_entries_corrects_id')
    )
    with op.batch_alter_table('supply_entries', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_supply_entries_community'), ['community'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('supply_entries', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_supply_entries_community'))

    op.drop_table('supply_entries')
