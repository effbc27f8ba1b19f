"""An input for a code that stands in a QR code as well."""

from django import forms
from django.forms.widgets import Script


class ScannedInput(forms.TextInput):
    """A text input with a button for the camera, where the browser has one that reads codes."""

    template_name = "onestop/staff/widgets/scanned_input.html"

    class Media:
        js = (Script("onestop/camera.js", type="module"),)
