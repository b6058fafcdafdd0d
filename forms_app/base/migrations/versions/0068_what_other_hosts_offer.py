"""What is saved on hosts that do not publish, and what is faulty, where hosts share the database"""

import sqlalchemy as sa
from alembic import op

revision = '0068'
down_revision = '0067'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('offers',
    sa.Column('host', sa.String(length=80), nullable=False),
    sa.Column('path', sa.String(length=400), nullable=False),
    sa.Column('base', sa.String(length=64), nullable=False),
    sa.Column('text', sa.LargeBinary(), nullable=True),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.Column('author', sa.String(length=80), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('taken', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('host', 'path', name=op.f('pk_offers'))
    )
    op.create_table('shared_faults',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('told', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_shared_faults'))
    )


def downgrade() -> None:
    op.drop_table('shared_faults')
    op.drop_table('offers')
