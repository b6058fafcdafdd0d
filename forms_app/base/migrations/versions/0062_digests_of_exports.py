"""What a table that waits to be fetched must be, by its digest"""

import sqlalchemy as sa
from alembic import op

revision = '0062'
down_revision = '0061'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('exports', sa.Column('sealed_hash', sa.String(length=64), nullable=False, server_default=''))


def downgrade() -> None:
    op.drop_column('exports', 'sealed_hash')
