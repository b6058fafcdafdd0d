"""An application keeps the version of application.toml that it was begun with"""

import sqlalchemy as sa
from alembic import op

revision = '0035'
down_revision = '0034'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('applications', sa.Column('form', sa.String(length=60), server_default='', nullable=False))


def downgrade() -> None:
    op.drop_column('applications', 'form')
