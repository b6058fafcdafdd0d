"""Enterprises are found and sorted by one key, which begins with their initials"""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = '0034'
down_revision = '0032'
branch_labels = None
depends_on = None

MOST = 500


def upgrade() -> None:
    fill(key)
    with op.batch_alter_table('enterprises', schema=None) as batch_op:
        batch_op.drop_index('ix_enterprises_name')
        batch_op.drop_column('initials')


def fill(key_of) -> None:
    """As the app does it for a new one; what is no enterprise has no key."""
    connection = op.get_bind()
    found = sa.table('enterprises', *map(sa.column, ('id', 'name', 'address', 'reference', 'code', 'kind', 'initials', 'search_key')))
    rows = connection.execute(sa.select(found).where(found.c.kind != 'residents')).all()
    keys = [{'which': row.id, 'key': key_of(row)} for row in rows]
    if keys:
        filled = found.update().where(found.c.id == sa.bindparam('which')).values(search_key=sa.bindparam('key'))
        connection.execute(filled, keys)


def key(row) -> str:
    readings = ' '.join(plain(reading) for reading in row.initials[:160].split())
    lines = (readings, *map(plain, (row.name, row.reference, row.code or '')), f' {plain(row.address)}', '')
    return '\n'.join(lines)[:MOST]


def key_before(row) -> str:
    return '\n'.join(map(plain, (row.name, row.address, row.reference, row.code or '', *row.initials.split())))[:MOST]


def plain(text: str) -> str:
    return re.sub(r'[\W_]+', '', unicodedata.normalize('NFKC', text)).lower()


def downgrade() -> None:
    with op.batch_alter_table('enterprises', schema=None) as batch_op:
        batch_op.add_column(sa.Column('initials', sa.String(length=200), nullable=False, server_default=''))
    connection = op.get_bind()
    found = sa.table('enterprises', *map(sa.column, ('id', 'initials', 'search_key')))
    rows = connection.execute(sa.select(found.c.id, found.c.search_key)).all()
    initials = [{'which': row.id, 'initials': row.search_key.split('\n')[0]} for row in rows]
    if initials:
        filled = found.update().where(found.c.id == sa.bindparam('which')).values(initials=sa.bindparam('initials'))
        connection.execute(filled, initials)
    fill(key_before)
    with op.batch_alter_table('enterprises', schema=None) as batch_op:
        batch_op.alter_column('initials', existing_type=sa.String(length=200), nullable=False, server_default=None)
        batch_op.create_index('ix_enterprises_name', ['initials', 'community', 'grid'], unique=False)
