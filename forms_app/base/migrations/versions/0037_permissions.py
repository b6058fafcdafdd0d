"""A permission is of an enterprise in a campaign; so are applications, checks, intents, calls and posters.

What is there is of no campaign yet: `kaigong migrate` fills in the one that the office leads with.
"""

import sqlalchemy as sa
from alembic import op

revision = '0037'
down_revision = '0036'
branch_labels = None
depends_on = None

OF_CAMPAIGN = ('applications', 'site_checks', 'intents', 'calls', 'posters')
LISTS = (
    (
        'ix_applications_list',
        'applications',
        ['enterprise_id', 'stage', 'due_at', 'submitted_at', 'priority', 'suggested_class', 'taken_by'],
    ),
    ('ix_calls_list', 'calls', ['done_at', 'at', 'enterprise_id', 'about', 'outcome']),
)
KEPT = 'batch, revision, checking, pilot, poster_posted_at, poster_posted_by, public_since'


def upgrade() -> None:
    op.create_table(
        'permissions',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('enterprise_id', sa.Integer(), nullable=False),
        sa.Column('campaign', sa.String(length=24), nullable=False),
        sa.Column('status', sa.String(length=12), nullable=False),
        sa.Column('since', sa.Date(), nullable=False),
        *kept(),
        sa.ForeignKeyConstraint(['enterprise_id'], ['enterprises.id'], name=op.f('fk_permissions_enterprise_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_permissions')),
        sa.UniqueConstraint('enterprise_id', 'campaign', name=op.f('uq_permissions_enterprise_id')),
    )
    op.execute(
        f"INSERT INTO permissions (enterprise_id, campaign, status, since, {KEPT}) "
        f"SELECT id, '', status, status_since, {KEPT} FROM enterprises WHERE status IS NOT NULL ORDER BY id"
    )
    op.create_index(
        'ix_permissions_list',
        'permissions',
        ['campaign', 'status', 'checking', 'since', 'enterprise_id', 'poster_posted_at'],
    )
    with op.batch_alter_table('enterprises', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_enterprises_status'))
        for name in ('status', 'status_since', *KEPT.split(', ')):
            batch_op.drop_column(name)
    for table in OF_CAMPAIGN:
        op.add_column(table, sa.Column('campaign', sa.String(length=24), server_default='', nullable=False))
    index_lists('campaign')


def index_lists(*of_campaign):
    """What the lists of applications and calls are narrowed, sorted and counted by."""
    for name, table, columns in LISTS:
        op.drop_index(name, table)
        op.create_index(name, table, [*columns, *of_campaign])


def kept(nullable=False):
    """The columns that are the same in both tables."""
    return (
        sa.Column('batch', sa.Integer(), nullable=True),
        sa.Column('revision', sa.Integer(), nullable=nullable),
        sa.Column('checking', sa.Boolean(), nullable=nullable),
        sa.Column('pilot', sa.Boolean(), nullable=nullable),
        sa.Column('poster_posted_at', sa.DateTime(), nullable=True),
        sa.Column('poster_posted_by', sa.String(length=60), nullable=True),
        sa.Column('public_since', sa.DateTime(), nullable=True),
    )


def downgrade() -> None:
    """The version before knows one permission an enterprise: the first."""
    index_lists()
    for table in OF_CAMPAIGN:
        op.drop_column(table, 'campaign')
    with op.batch_alter_table('enterprises', schema=None) as batch_op:
        batch_op.add_column(sa.Column('status', sa.String(length=12), nullable=True))
        batch_op.add_column(sa.Column('status_since', sa.Date(), nullable=True))
        for column in kept(nullable=True):
            batch_op.add_column(column)
        batch_op.create_index(batch_op.f('ix_enterprises_status'), ['status'])
    first = '(SELECT min(id) FROM permissions GROUP BY enterprise_id)'
    ours = ('status', 'status_since', *KEPT.split(', '))
    values = ', '.join(f"{name} = (SELECT {name.replace('status_since', 'since')} FROM permissions p "
                       f"WHERE p.enterprise_id = enterprises.id AND p.id IN {first})" for name in ours)
    op.execute(f'UPDATE enterprises SET {values}')
    nothing = sa.table('enterprises', *map(sa.column, ('revision', 'checking', 'pilot')))
    for name, value in (('revision', 0), ('checking', sa.false()), ('pilot', sa.false())):
        op.execute(nothing.update().where(nothing.c[name].is_(None)).values({name: value}))
    with op.batch_alter_table('enterprises', schema=None) as batch_op:
        for name, kind in (('revision', sa.Integer()), ('checking', sa.Boolean()), ('pilot', sa.Boolean())):
            batch_op.alter_column(name, existing_type=kind, nullable=False)
    op.drop_table('permissions')
