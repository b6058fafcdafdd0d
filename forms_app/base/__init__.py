"""What every wing stands on and what knows no feature: configuration, database, access,
audit, content files, accounts.
"""
