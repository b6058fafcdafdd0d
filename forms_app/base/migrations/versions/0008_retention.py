"""Retention: what was deleted, in batches"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('deletion_batches',
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('kind', sa.String(length=24), nullable=False),
    sa.Column('row', sa.String(length=60), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('certificate', sa.String(length=20), nullable=True),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_deletion_batches'))
    )
    with op.batch_alter_table('deletion_batches', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_deletion_batches_certificate'), ['certificate'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('deletion_batches', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_deletion_batches_certificate'))

    op.drop_table('deletion_batches')
