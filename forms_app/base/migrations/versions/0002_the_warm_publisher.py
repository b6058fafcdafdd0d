"""What the warm publisher needs: which reference a rebuild is about, since when a status is public, unsettled intents"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("rebuild_requests") as batch:
        batch.add_column(sa.Column("subject", sa.String(12), nullable=False, server_default=""))
    with op.batch_alter_table("enterprises") as batch:
        batch.add_column(sa.Column("public_since", sa.DateTime(), nullable=True))
    with op.batch_alter_table("intents") as batch:
        batch.create_index("ix_intents_settled", ["settled"])


def downgrade() -> None:
    with op.batch_alter_table("intents") as batch:
        batch.drop_index("ix_intents_settled")
    with op.batch_alter_table("enterprises") as batch:
        batch.drop_column("public_since")
    with op.batch_alter_table("rebuild_requests") as batch:
        batch.drop_column("subject")
