"""What tests of attachments share with those of retention: a changed rule, a run of the night."""

from tests.office.retention.conftest import forget, rule

__all__ = ["forget", "rule"]
