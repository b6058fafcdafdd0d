"""Accepted versions of the content files, where hosts share a database"""

import sqlalchemy as sa
from alembic import op

revision = '0067'
down_revision = '0066'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('versions',
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('path', sa.String(length=400), nullable=False),
    sa.Column('text', sa.LargeBinary(), nullable=True),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('verdict', sa.String(length=8), nullable=False),
    sa.Column('host', sa.String(length=80), nullable=False),
    sa.PrimaryKeyConstraint('sequence', name=op.f('pk_versions'))
    )
    op.create_index(op.f('ix_versions_path'), 'versions', ['path'])


def downgrade() -> None:
    op.drop_table('versions')
