"""What enterprises ask to have put right in their registration"""

import sqlalchemy as sa
from alembic import op

revision = '0040'
down_revision = '0039'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('corrections',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('enterprise_id', sa.Integer(), nullable=False),
        sa.Column('given', sa.LargeBinary(), nullable=False),
        sa.Column('asked_at', sa.DateTime(), nullable=False),
        sa.Column('decided_at', sa.DateTime(), nullable=True),
        sa.Column('decided_by', sa.String(length=60), nullable=True),
        sa.Column('outcome', sa.String(length=10), nullable=False),
        sa.Column('reason', sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(['enterprise_id'], ['enterprises.id'], ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index('ix_corrections_enterprise_id', 'corrections', ['enterprise_id'])
    op.create_index('ix_corrections_open', 'corrections', ['decided_at', 'asked_at'])


def downgrade() -> None:
    op.drop_table('corrections')
