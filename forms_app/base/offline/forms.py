"""What a phone sends beside the fields of its work."""

from __future__ import annotations

from flask_wtf import FlaskForm

from forms_app.base.attachments.fields import Photos


class PhotosForm(FlaskForm):
    """The photos of one door, and the token."""

    photos = Photos()
