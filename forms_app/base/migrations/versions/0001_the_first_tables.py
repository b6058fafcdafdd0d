"""The first tables"""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('accounts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('username', sa.String(length=60), nullable=False),
    sa.Column('password', sa.String(length=255), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('fs_uniquifier', sa.String(length=64), nullable=False),
    sa.Column('communities', sa.JSON(), nullable=False),
    sa.Column('grids', sa.JSON(), nullable=False),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('locked_until', sa.DateTime(), nullable=True),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accounts')),
    sa.UniqueConstraint('fs_uniquifier', name=op.f('uq_accounts_fs_uniquifier')),
    sa.UniqueConstraint('username', name=op.f('uq_accounts_username'))
    )
    op.create_table('audit_entries',
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('actor_kind', sa.String(length=20), nullable=False),
    sa.Column('actor_id', sa.String(length=80), nullable=False),
    sa.Column('action', sa.String(length=60), nullable=False),
    sa.Column('subject', sa.String(length=80), nullable=False),
    sa.Column('basis', sa.String(length=120), nullable=False),
    sa.Column('details', sa.JSON(), nullable=False),
    sa.Column('reason_hash', sa.String(length=64), nullable=True),
    sa.Column('previous_hash', sa.String(length=64), nullable=False),
    sa.Column('entry_hash', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_audit_entries'))
    )
    with op.batch_alter_table('audit_entries', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_entries_subject'), ['subject'], unique=False)

    op.create_table('audit_head',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('entry_hash', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_head'))
    )
    op.create_table('enterprises',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('reference', sa.String(length=12), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('name_key', sa.String(length=80), nullable=False),
    sa.Column('initials', sa.String(length=200), nullable=False),
    sa.Column('code', sa.String(length=18), nullable=True),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('trade', sa.String(length=40), nullable=False),
    sa.Column('community', sa.String(length=40), nullable=False),
    sa.Column('grid', sa.String(length=40), nullable=False),
    sa.Column('address', sa.String(length=120), nullable=False),
    sa.Column('address_key', sa.String(length=120), nullable=False),
    sa.Column('place', sa.String(length=60), nullable=False),
    sa.Column('place_public', sa.Boolean(), nullable=False),
    sa.Column('contact_name', sa.LargeBinary(), nullable=False),
    sa.Column('contact_phone', sa.LargeBinary(), nullable=False),
    sa.Column('phone_index', sa.String(length=64), nullable=False),
    sa.Column('safety_manager', sa.LargeBinary(), nullable=False),
    sa.Column('access_hash', sa.String(length=64), nullable=False),
    sa.Column('access_version', sa.Integer(), nullable=False),
    sa.Column('channel', sa.String(length=8), nullable=False),
    sa.Column('consent', sa.String(length=40), nullable=False),
    sa.Column('registered_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(length=12), nullable=True),
    sa.Column('status_since', sa.Date(), nullable=True),
    sa.Column('batch', sa.Integer(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('checking', sa.Boolean(), nullable=False),
    sa.Column('pilot', sa.Boolean(), nullable=False),
    sa.Column('poster_posted_at', sa.DateTime(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_enterprises')),
    sa.UniqueConstraint('reference', name=op.f('uq_enterprises_reference'))
    )
    with op.batch_alter_table('enterprises', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_enterprises_address_key'), ['address_key'], unique=False)
        batch_op.create_index(batch_op.f('ix_enterprises_code'), ['code'], unique=False)
        batch_op.create_index(batch_op.f('ix_enterprises_community'), ['community'], unique=False)
        batch_op.create_index(batch_op.f('ix_enterprises_grid'), ['grid'], unique=False)
        batch_op.create_index(batch_op.f('ix_enterprises_name_key'), ['name_key'], unique=False)
        batch_op.create_index(batch_op.f('ix_enterprises_phone_index'), ['phone_index'], unique=False)
        batch_op.create_index(batch_op.f('ix_enterprises_status'), ['status'], unique=False)

    op.create_table('intents',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('reference', sa.String(length=12), nullable=False),
    sa.Column('action', sa.String(length=12), nullable=False),
    sa.Column('actor_id', sa.String(length=80), nullable=False),
    sa.Column('actor_role', sa.String(length=20), nullable=False),
    sa.Column('reason', sa.LargeBinary(), nullable=False),
    sa.Column('expected_hash', sa.String(length=64), nullable=True),
    sa.Column('new_hash', sa.String(length=64), nullable=False),
    sa.Column('new_text', sa.LargeBinary(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('settled', sa.String(length=12), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_intents'))
    )
    with op.batch_alter_table('intents', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_intents_new_hash'), ['new_hash'], unique=False)
        batch_op.create_index(batch_op.f('ix_intents_reference'), ['reference'], unique=False)

    op.create_table('publishing_state',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ingested', sa.Integer(), nullable=False),
    sa.Column('lease_holder', sa.String(length=80), nullable=False),
    sa.Column('lease_until', sa.DateTime(), nullable=True),
    sa.Column('fence', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_publishing_state'))
    )
    op.create_table('rebuild_requests',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('because', sa.String(length=60), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rebuild_requests'))
    )
    op.create_table('roles',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=20), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_roles')),
    sa.UniqueConstraint('name', name=op.f('uq_roles_name'))
    )
    op.create_table('account_roles',
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('role_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], name=op.f('fk_account_roles_account_id')),
    sa.ForeignKeyConstraint(['role_id'], ['roles.id'], name=op.f('fk_account_roles_role_id')),
    sa.PrimaryKeyConstraint('account_id', 'role_id', name=op.f('pk_account_roles'))
    )
    op.create_table('applications',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('enterprise_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('stage', sa.String(length=16), nullable=False),
    sa.Column('answers', sa.LargeBinary(), nullable=False),
    sa.Column('workers', sa.Integer(), nullable=True),
    sa.Column('returned_items', sa.LargeBinary(), nullable=False),
    sa.Column('suggested_class', sa.String(length=12), nullable=True),
    sa.Column('suggested_by', sa.String(length=60), nullable=True),
    sa.Column('priority', sa.String(length=12), nullable=True),
    sa.Column('batch', sa.Integer(), nullable=True),
    sa.Column('squad', sa.String(length=40), nullable=True),
    sa.Column('started_at', sa.DateTime(), nullable=False),
    sa.Column('first_submitted_at', sa.DateTime(), nullable=True),
    sa.Column('submitted_at', sa.DateTime(), nullable=True),
    sa.Column('due_at', sa.DateTime(), nullable=True),
    sa.Column('accepted_at', sa.DateTime(), nullable=True),
    sa.Column('decided_at', sa.DateTime(), nullable=True),
    sa.Column('taken_by', sa.String(length=60), nullable=True),
    sa.Column('taken_at', sa.DateTime(), nullable=True),
    sa.Column('privacy_notice', sa.String(length=40), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprises.id'], name=op.f('fk_applications_enterprise_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_applications')),
    sa.UniqueConstraint('enterprise_id', 'number', name=op.f('uq_applications_enterprise_id'))
    )
    with op.batch_alter_table('applications', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_applications_decided_at'), ['decided_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_applications_due_at'), ['due_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_applications_enterprise_id'), ['enterprise_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_applications_stage'), ['stage'], unique=False)
        batch_op.create_index(batch_op.f('ix_applications_submitted_at'), ['submitted_at'], unique=False)

    op.create_table('audit_reasons',
    sa.Column('entry_number', sa.Integer(), nullable=False),
    sa.Column('salt', sa.String(length=32), nullable=False),
    sa.Column('text', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['entry_number'], ['audit_entries.number'], name=op.f('fk_audit_reasons_entry_number')),
    sa.PrimaryKeyConstraint('entry_number', name=op.f('pk_audit_reasons'))
    )
    op.create_table('calls',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('enterprise_id', sa.Integer(), nullable=False),
    sa.Column('about', sa.String(length=16), nullable=False),
    sa.Column('text', sa.LargeBinary(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('outcome', sa.String(length=12), nullable=True),
    sa.Column('note', sa.LargeBinary(), nullable=False),
    sa.Column('done_at', sa.DateTime(), nullable=True),
    sa.Column('done_by', sa.String(length=60), nullable=True),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprises.id'], name=op.f('fk_calls_enterprise_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calls'))
    )
    with op.batch_alter_table('calls', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_calls_enterprise_id'), ['enterprise_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_calls_outcome'), ['outcome'], unique=False)

    op.create_table('posters',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('enterprise_id', sa.Integer(), nullable=False),
    sa.Column('serial', sa.String(length=20), nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprises.id'], name=op.f('fk_posters_enterprise_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_posters')),
    sa.UniqueConstraint('serial', name=op.f('uq_posters_serial'))
    )
    with op.batch_alter_table('posters', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_posters_enterprise_id'), ['enterprise_id'], unique=False)

    op.create_table('registration_drafts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('secret_hash', sa.String(length=64), nullable=False),
    sa.Column('answers', sa.LargeBinary(), nullable=False),
    sa.Column('enterprise_id', sa.Integer(), nullable=True),
    sa.Column('updated_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprises.id'], name=op.f('fk_registration_drafts_enterprise_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_registration_drafts')),
    sa.UniqueConstraint('secret_hash', name=op.f('uq_registration_drafts_secret_hash'))
    )
    op.create_table('site_checks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('enterprise_id', sa.Integer(), nullable=False),
    sa.Column('application_id', sa.Integer(), nullable=True),
    sa.Column('purpose', sa.String(length=12), nullable=False),
    sa.Column('rule', sa.String(length=60), nullable=False),
    sa.Column('lines', sa.JSON(), nullable=False),
    sa.Column('notes', sa.LargeBinary(), nullable=False),
    sa.Column('visitors', sa.JSON(), nullable=False),
    sa.Column('confirmed', sa.LargeBinary(), nullable=False),
    sa.Column('passed', sa.Boolean(), nullable=False),
    sa.Column('visited_at', sa.DateTime(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(), nullable=False),
    sa.Column('recorded_by', sa.String(length=60), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['applications.id'], name=op.f('fk_site_checks_application_id')),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprises.id'], name=op.f('fk_site_checks_enterprise_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_site_checks'))
    )
    with op.batch_alter_table('site_checks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_site_checks_application_id'), ['application_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_site_checks_enterprise_id'), ['enterprise_id'], unique=False)

    # The two rows that everything is chained to and measured by.
    op.execute("INSERT INTO audit_head (id, number, entry_hash) VALUES (1, 0, '" + "0" * 64 + "')")
    op.execute("INSERT INTO publishing_state (id, ingested, lease_holder, fence) VALUES (1, 0, '', 0)")


def downgrade() -> None:
    with op.batch_alter_table('site_checks', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_site_checks_enterprise_id'))
        batch_op.drop_index(batch_op.f('ix_site_checks_application_id'))

    op.drop_table('site_checks')
    op.drop_table('registration_drafts')
    with op.batch_alter_table('posters', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_posters_enterprise_id'))

    op.drop_table('posters')
    with op.batch_alter_table('calls', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_calls_outcome'))
        batch_op.drop_index(batch_op.f('ix_calls_enterprise_id'))

    op.drop_table('calls')
    op.drop_table('audit_reasons')
    with op.batch_alter_table('applications', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_applications_submitted_at'))
        batch_op.drop_index(batch_op.f('ix_applications_stage'))
        batch_op.drop_index(batch_op.f('ix_applications_enterprise_id'))
        batch_op.drop_index(batch_op.f('ix_applications_due_at'))
        batch_op.drop_index(batch_op.f('ix_applications_decided_at'))

    op.drop_table('applications')
    op.drop_table('account_roles')
    op.drop_table('roles')
    op.drop_table('rebuild_requests')
    op.drop_table('publishing_state')
    with op.batch_alter_table('intents', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_intents_reference'))
        batch_op.drop_index(batch_op.f('ix_intents_new_hash'))

    op.drop_table('intents')
    with op.batch_alter_table('enterprises', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_enterprises_status'))
        batch_op.drop_index(batch_op.f('ix_enterprises_phone_index'))
        batch_op.drop_index(batch_op.f('ix_enterprises_name_key'))
        batch_op.drop_index(batch_op.f('ix_enterprises_grid'))
        batch_op.drop_index(batch_op.f('ix_enterprises_community'))
        batch_op.drop_index(batch_op.f('ix_enterprises_code'))
        batch_op.drop_index(batch_op.f('ix_enterprises_address_key'))

    op.drop_table('enterprises')
    op.drop_table('audit_head')
    with op.batch_alter_table('audit_entries', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_audit_entries_subject'))

    op.drop_table('audit_entries')
    op.drop_table('accounts')
