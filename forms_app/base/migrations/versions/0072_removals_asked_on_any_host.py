"""Which removals are held and which were confirmed, for every host of an office"""

import sqlalchemy as sa
from alembic import op

revision = '0072'
down_revision = '0071'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('shared_faults') as batch:
        batch.add_column(sa.Column('held', sa.Text(), server_default='{}', nullable=False))
    op.create_table('confirmed_removals',
    sa.Column('area', sa.String(length=80), nullable=False),
    sa.Column('keys', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('area', name=op.f('pk_confirmed_removals'))
    )


def downgrade() -> None:
    op.drop_table('confirmed_removals')
    with op.batch_alter_table('shared_faults') as batch:
        batch.drop_column('held')
