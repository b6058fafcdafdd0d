"""Rate limits on PostgreSQL: counters that all web servers share and that cost the write-ahead log nothing"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":  # on SQLite they lie in a file of their own
        op.execute("CREATE UNLOGGED TABLE rate_hits (key TEXT PRIMARY KEY, count INTEGER, until DOUBLE PRECISION)")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TABLE rate_hits")
