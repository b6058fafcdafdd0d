"""Duties that come back, posts, volunteers and home services"""

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('posts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('community', sa.String(length=40), nullable=False),
    sa.Column('grid', sa.String(length=40), nullable=False),
    sa.Column('title', sa.String(length=60), nullable=False),
    sa.Column('place', sa.String(length=60), nullable=False),
    sa.Column('begins', sa.DateTime(), nullable=False),
    sa.Column('ends', sa.DateTime(), nullable=False),
    sa.Column('needed', sa.Integer(), nullable=False),
    sa.Column('closed_at', sa.DateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_posts'))
    )
    with op.batch_alter_table('posts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_posts_begins'), ['begins'], unique=False)
        batch_op.create_index(batch_op.f('ix_posts_community'), ['community'], unique=False)

    op.create_table('volunteers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('community', sa.String(length=40), nullable=False),
    sa.Column('squad', sa.String(length=40), nullable=False),
    sa.Column('name', sa.LargeBinary(), nullable=False),
    sa.Column('phone', sa.LargeBinary(), nullable=False),
    sa.Column('phone_index', sa.String(length=64), nullable=False),
    sa.Column('link_hash', sa.String(length=64), nullable=True),
    sa.Column('registered_at', sa.DateTime(), nullable=False),
    sa.Column('confirmed_at', sa.DateTime(), nullable=True),
    sa.Column('confirmed_by', sa.String(length=80), nullable=False),
    sa.Column('left_at', sa.DateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_volunteers')),
    sa.UniqueConstraint('link_hash', name=op.f('uq_volunteers_link_hash'))
    )
    with op.batch_alter_table('volunteers', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_volunteers_community'), ['community'], unique=False)
        batch_op.create_index(batch_op.f('ix_volunteers_phone_index'), ['phone_index'], unique=False)

    op.create_table('duties',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('community', sa.String(length=40), nullable=False),
    sa.Column('grid', sa.String(length=40), nullable=False),
    sa.Column('enterprise_id', sa.Integer(), nullable=True),
    sa.Column('need_id', sa.Integer(), nullable=True),
    sa.Column('place', sa.LargeBinary(), nullable=False),
    sa.Column('task', sa.LargeBinary(), nullable=False),
    sa.Column('times', sa.String(length=100), nullable=False),
    sa.Column('since', sa.DateTime(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('owner', sa.String(length=80), nullable=False),
    sa.Column('is_public', sa.Boolean(), nullable=False),
    sa.Column('code', sa.String(length=12), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprises.id'], name=op.f('fk_duties_enterprise_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['need_id'], ['isolation_events.id'], name=op.f('fk_duties_need_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_duties')),
    sa.UniqueConstraint('code', name=op.f('uq_duties_code')),
    sa.UniqueConstraint('need_id', name=op.f('uq_duties_need_id'))
    )
    with op.batch_alter_table('duties', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_duties_community'), ['community'], unique=False)
        batch_op.create_index(batch_op.f('ix_duties_enterprise_id'), ['enterprise_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_duties_kind'), ['kind'], unique=False)

    op.create_table('home_services',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('need_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('what', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['isolation_cases.id'], name=op.f('fk_home_services_case_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['item_id'], ['items.id'], name=op.f('fk_home_services_item_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['need_id'], ['isolation_events.id'], name=op.f('fk_home_services_need_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_home_services')),
    sa.UniqueConstraint('item_id', name=op.f('uq_home_services_item_id')),
    sa.UniqueConstraint('need_id', name=op.f('uq_home_services_need_id'))
    )
    with op.batch_alter_table('home_services', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_home_services_case_id'), ['case_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('home_services', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_home_services_case_id'))

    op.drop_table('home_services')
    with op.batch_alter_table('duties', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_duties_kind'))
        batch_op.drop_index(batch_op.f('ix_duties_enterprise_id'))
        batch_op.drop_index(batch_op.f('ix_duties_community'))

    op.drop_table('duties')
    with op.batch_alter_table('volunteers', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_volunteers_phone_index'))
        batch_op.drop_index(batch_op.f('ix_volunteers_community'))

    op.drop_table('volunteers')
    with op.batch_alter_table('posts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_posts_community'))
        batch_op.drop_index(batch_op.f('ix_posts_begins'))

    op.drop_table('posts')
