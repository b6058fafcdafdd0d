"""Attachments: photos and PDFs, their files sealed in data/uploads"""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('attachments',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('belongs_to', sa.String(length=40), nullable=False),
    sa.Column('community', sa.String(length=40), nullable=False),
    sa.Column('grid', sa.String(length=40), nullable=False),
    sa.Column('enterprise_id', sa.Integer(), nullable=True),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('file', sa.String(length=32), nullable=False),
    sa.Column('sealed_hash', sa.String(length=64), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.Column('made_by', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprises.id'], name=op.f('fk_attachments_enterprise_id')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_attachments_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attachments')),
    sa.UniqueConstraint('file', name=op.f('uq_attachments_file'))
    )
    with op.batch_alter_table('attachments', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_attachments_belongs_to'), ['belongs_to'], unique=False)
        batch_op.create_index(batch_op.f('ix_attachments_enterprise_id'), ['enterprise_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_attachments_made_at'), ['made_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_attachments_person_id'), ['person_id'], unique=False)


def downgrade() -> None:
    op.drop_table('attachments')
