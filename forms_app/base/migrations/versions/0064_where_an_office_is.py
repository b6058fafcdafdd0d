"""Whether an office went from this database to another, and where its photos and files are"""

import sqlalchemy as sa
from alembic import op

revision = '0064'
down_revision = '0063'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('identity', sa.Column('standing', sa.String(length=8), nullable=False, server_default=''))
    op.add_column('identity', sa.Column('went_to', sa.String(length=200), nullable=False, server_default=''))
    op.add_column('identity', sa.Column('objects', sa.String(length=200), nullable=False, server_default=''))


def downgrade() -> None:
    op.drop_column('identity', 'objects')
    op.drop_column('identity', 'went_to')
    op.drop_column('identity', 'standing')
