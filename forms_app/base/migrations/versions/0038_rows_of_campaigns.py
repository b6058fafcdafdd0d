"""A batch of deletions is filed under a campaign and a row of the rule"""

import sqlalchemy as sa
from alembic import op

revision = '0038'
down_revision = '0037'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('deletion_batches') as batch_op:
        batch_op.alter_column('row', existing_type=sa.String(60), type_=sa.String(80), existing_nullable=False)


def downgrade() -> None:
    with op.batch_alter_table('deletion_batches') as batch_op:
        batch_op.alter_column('row', existing_type=sa.String(80), type_=sa.String(60), existing_nullable=False)
