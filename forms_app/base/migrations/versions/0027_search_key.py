"""Enterprises are found by words of name and address in any order"""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = '0027'
down_revision = '0025'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('enterprises', schema=None) as batch_op:
        batch_op.add_column(sa.Column('search_key', sa.String(length=500), nullable=True))
    fill()
    with op.batch_alter_table('enterprises', schema=None) as batch_op:
        batch_op.alter_column('search_key', existing_type=sa.String(length=500), nullable=False)
        batch_op.create_index('ix_enterprises_search', ['search_key', 'community', 'grid', 'kind'])


def fill() -> None:
    """As the app does it for a new one."""
    found = sa.table('enterprises', *map(sa.column, ('id', 'name', 'address', 'reference', 'code', 'initials', 'search_key')))
    connection = op.get_bind()
    rows = connection.execute(sa.select(found)).all()
    keys = [
        {'which': row.id, 'key': key(row.name, row.address, row.reference, row.code or '', *row.initials.split())} for row in rows
    ]
    if keys:
        filled = found.update().where(found.c.id == sa.bindparam('which')).values(search_key=sa.bindparam('key'))
        connection.execute(filled, keys)


def key(*lines: str) -> str:
    return '\n'.join(re.sub(r'[\W_]+', '', unicodedata.normalize('NFKC', line)).lower() for line in lines)[:500]


def downgrade() -> None:
    with op.batch_alter_table('enterprises', schema=None) as batch_op:
        batch_op.drop_index('ix_enterprises_search')
        batch_op.drop_column('search_key')
