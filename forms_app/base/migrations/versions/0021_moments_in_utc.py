"""Moments in UTC

They were office time, which was Shanghai's whatever office.toml said: eight hours ahead of UTC, all year. An audit
entry is hashed with the time the office's clock showed, so each remembers by how much that was ahead.
"""

import sqlalchemy as sa
from alembic import op

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None

# of a text "2020-03-05 09:30:00.000000" the first 19 are what SQLite reckons with; the rest is a fraction of a second
ON_SQLITE = "strftime('%Y-%m-%d %H:%M:%S', substr({0}, 1, 19), '{1:+d} hours') || substr({0}, 20)"
ON_POSTGRESQL = "{0} + interval '{1:+d} hours'"


def upgrade() -> None:
    move(-8)
    with op.batch_alter_table('audit_entries', schema=None) as batch_op:
        batch_op.add_column(sa.Column('utc_offset', sa.Integer(), nullable=True))
    op.execute('UPDATE audit_entries SET utc_offset = 480')
    with op.batch_alter_table('audit_entries', schema=None) as batch_op:
        batch_op.alter_column('utc_offset', existing_type=sa.Integer(), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table('audit_entries', schema=None) as batch_op:
        batch_op.drop_column('utc_offset')
    move(8)


def move(hours: int) -> None:
    """Every moment of every table that there is at this revision."""
    connection = op.get_bind()
    moved = ON_SQLITE if connection.dialect.name == 'sqlite' else ON_POSTGRESQL
    inspector = sa.inspect(connection)
    for table in inspector.get_table_names():
        found = inspector.get_columns(table)
        names = [f'"{column["name"]}"' for column in found if isinstance(column['type'], sa.DateTime)]
        if names:
            values = ', '.join(f'{name} = {moved.format(name, hours)}' for name in names)
            op.execute(sa.text(f'UPDATE "{table}" SET {values}'.replace(':', r'\:')))
