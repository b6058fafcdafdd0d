"""Who publishes, where hosts share a database: a row of its own, with a term"""

import sqlalchemy as sa
from alembic import op

revision = '0065'
down_revision = '0064'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('lease',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('holder', sa.String(length=80), nullable=False),
    sa.Column('epoch', sa.BigInteger(), nullable=False),
    sa.Column('until', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lease'))
    )
    op.execute("INSERT INTO lease (id, holder, epoch, until) VALUES (1, '', 0, '1970-01-01 00:00:00')")
    op.drop_column('publishing_state', 'lease_holder')
    op.drop_column('publishing_state', 'lease_until')
    op.drop_column('publishing_state', 'fence')


def downgrade() -> None:
    op.add_column('publishing_state', sa.Column('fence', sa.Integer(), nullable=False, server_default='0'))
    op.add_column('publishing_state', sa.Column('lease_until', sa.DateTime(), nullable=True))
    op.add_column('publishing_state', sa.Column('lease_holder', sa.String(length=80), nullable=False, server_default=''))
    op.drop_table('lease')
