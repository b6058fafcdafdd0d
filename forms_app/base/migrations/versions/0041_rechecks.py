"""What enterprises say they have put right"""

import sqlalchemy as sa
from alembic import op

revision = '0041'
down_revision = '0040'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('rechecks',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('enterprise_id', sa.Integer(), nullable=False),
        sa.Column('campaign', sa.String(length=24), nullable=False),
        sa.Column('said', sa.LargeBinary(), nullable=False),
        sa.Column('asked_at', sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(['enterprise_id'], ['enterprises.id'], ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index('ix_rechecks_asked_at', 'rechecks', ['asked_at'])
    op.create_index('ix_rechecks_unit', 'rechecks', ['enterprise_id', 'campaign'])


def downgrade() -> None:
    op.drop_table('rechecks')
