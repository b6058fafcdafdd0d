"""Whom a page showed to staff is entered; entries are hashed with a key"""

import sqlalchemy as sa
from alembic import op

revision = '0031'
down_revision = '0030'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'looks',
        sa.Column('entry_number', sa.Integer(), nullable=False),
        sa.Column('of', sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(['entry_number'], ['audit_entries.number'], name='fk_looks_entry_number'),
        sa.PrimaryKeyConstraint('entry_number', 'of', name='pk_looks'),
    )
    op.create_index('ix_looks_of', 'looks', ['of'])
    op.create_index('ix_audit_entries_at', 'audit_entries', ['at'])
    op.add_column('audit_entries', sa.Column('scheme', sa.Integer(), server_default='1', nullable=False))
    op.add_column('audit_head', sa.Column('seal', sa.String(length=64), server_default='', nullable=False))


def downgrade() -> None:
    op.drop_column('audit_head', 'seal')
    op.drop_column('audit_entries', 'scheme')
    op.drop_index('ix_audit_entries_at', 'audit_entries')
    op.drop_table('looks')
