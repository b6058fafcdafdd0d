"""Publicity and training: materials, postings, hand-outs, joint groups, their messages, sessions"""

import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('joint_groups',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('community', sa.String(length=40), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('robot', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_joint_groups')),
    sa.UniqueConstraint('community', 'name', name='uq_joint_groups_name')
    )
    with op.batch_alter_table('joint_groups', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_joint_groups_community'), ['community'], unique=False)

    op.create_table('materials',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('community', sa.String(length=40), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('title', sa.String(length=100), nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_materials')),
    sa.UniqueConstraint('community', 'kind', 'title', name='uq_materials_title')
    )
    with op.batch_alter_table('materials', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_materials_community'), ['community'], unique=False)

    op.create_table('trainings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('community', sa.String(length=40), nullable=False),
    sa.Column('title', sa.String(length=80), nullable=False),
    sa.Column('topic', sa.String(length=12), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('place', sa.String(length=160), nullable=False),
    sa.Column('trainer', sa.String(length=60), nullable=False),
    sa.Column('paper', sa.String(length=100), nullable=False),
    sa.Column('seats', sa.Integer(), nullable=False),
    sa.Column('called_off_at', sa.DateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_trainings'))
    )
    with op.batch_alter_table('trainings', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_trainings_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_trainings_community'), ['community'], unique=False)

    op.create_table('group_messages',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('group_id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('notice_version', sa.String(length=12), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('text', sa.String(length=600), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('why', sa.String(length=20), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('asked_at', sa.DateTime(), nullable=False),
    sa.Column('asked_by', sa.String(length=80), nullable=False),
    sa.Column('next_try_at', sa.DateTime(), nullable=True),
    sa.Column('settled_at', sa.DateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['group_id'], ['joint_groups.id'], name=op.f('fk_group_messages_group_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_group_messages')),
    sa.UniqueConstraint('group_id', 'slug', 'notice_version', name='uq_group_messages_notice')
    )
    with op.batch_alter_table('group_messages', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_group_messages_group_id'), ['group_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_group_messages_next_try_at'), ['next_try_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_group_messages_state'), ['state'], unique=False)

    op.create_table('hand_outs',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('material_id', sa.Integer(), nullable=False),
    sa.Column('community', sa.String(length=40), nullable=False),
    sa.Column('grid', sa.String(length=40), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('qualifier', sa.String(length=10), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('by', sa.String(length=80), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['material_id'], ['materials.id'], name=op.f('fk_hand_outs_material_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hand_outs'))
    )
    with op.batch_alter_table('hand_outs', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_hand_outs_material_id'), ['material_id'], unique=False)

    op.create_table('joint_group_members',
    sa.Column('group_id', sa.Integer(), nullable=False),
    sa.Column('enterprise_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprises.id'], name=op.f('fk_joint_group_members_enterprise_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['group_id'], ['joint_groups.id'], name=op.f('fk_joint_group_members_group_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('group_id', 'enterprise_id', name=op.f('pk_joint_group_members'))
    )
    with op.batch_alter_table('joint_group_members', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_joint_group_members_enterprise_id'), ['enterprise_id'], unique=False)

    op.create_table('postings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('material_id', sa.Integer(), nullable=False),
    sa.Column('enterprise_id', sa.Integer(), nullable=True),
    sa.Column('community', sa.String(length=40), nullable=False),
    sa.Column('grid', sa.String(length=40), nullable=False),
    sa.Column('place', sa.String(length=60), nullable=False),
    sa.Column('spot', sa.String(length=10), nullable=False),
    sa.Column('posted_at', sa.DateTime(), nullable=True),
    sa.Column('posted_by', sa.String(length=80), nullable=False),
    sa.Column('acknowledged_at', sa.DateTime(), nullable=True),
    sa.Column('acknowledged_how', sa.String(length=10), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprises.id'], name=op.f('fk_postings_enterprise_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['material_id'], ['materials.id'], name=op.f('fk_postings_material_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_postings')),
    sa.UniqueConstraint('material_id', 'enterprise_id', name='uq_postings_enterprise')
    )
    with op.batch_alter_table('postings', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_postings_enterprise_id'), ['enterprise_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_postings_material_id'), ['material_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('postings', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_postings_material_id'))
        batch_op.drop_index(batch_op.f('ix_postings_enterprise_id'))

    op.drop_table('postings')
    with op.batch_alter_table('joint_group_members', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_joint_group_members_enterprise_id'))

    op.drop_table('joint_group_members')
    with op.batch_alter_table('hand_outs', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_hand_outs_material_id'))

    op.drop_table('hand_outs')
    with op.batch_alter_table('group_messages', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_group_messages_state'))
        batch_op.drop_index(batch_op.f('ix_group_messages_next_try_at'))
        batch_op.drop_index(batch_op.f('ix_group_messages_group_id'))

    op.drop_table('group_messages')
    with op.batch_alter_table('trainings', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_trainings_community'))
        batch_op.drop_index(batch_op.f('ix_trainings_at'))

    op.drop_table('trainings')
    with op.batch_alter_table('materials', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_materials_community'))

    op.drop_table('materials')
    with op.batch_alter_table('joint_groups', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_joint_groups_community'))

    op.drop_table('joint_groups')
