"""The designated places where people stay in, and which of them a case is at"""

import sqlalchemy as sa
from alembic import op

revision = '0036'
down_revision = '0035'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'designated_places',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('community', sa.String(length=40), nullable=False),
        sa.Column('name', sa.LargeBinary(), nullable=False),
        sa.Column('rooms', sa.Integer(), nullable=False),
        sa.Column('closed_at', sa.DateTime(), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id'),
    )
    with op.batch_alter_table('isolation_cases', schema=None) as batch_op:
        batch_op.add_column(sa.Column('designated_place_id', sa.Integer(), nullable=True))
        batch_op.create_index(
            batch_op.f('ix_isolation_cases_designated_place_id'), ['designated_place_id'], unique=False
        )
        batch_op.create_foreign_key(
            'fk_isolation_cases_designated_place_id', 'designated_places', ['designated_place_id'], ['id'],
            ondelete='SET NULL',
        )


def downgrade() -> None:
    with op.batch_alter_table('isolation_cases', schema=None) as batch_op:
        batch_op.drop_constraint('fk_isolation_cases_designated_place_id', type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_isolation_cases_designated_place_id'))
        batch_op.drop_column('designated_place_id')
    op.drop_table('designated_places')
