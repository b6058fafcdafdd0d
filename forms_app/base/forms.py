"""The form of a page that asks once more."""

from __future__ import annotations

from flask_wtf import FlaskForm


class ConfirmForm(FlaskForm):
    """Nothing to add but the press of the button."""
