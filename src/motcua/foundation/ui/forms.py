"""How Django forms are drawn: with our Jinja2 components."""

from django.forms.renderers import TemplatesSetting


class PageRenderer(TemplatesSetting):
    """Draw fields with templates/ui/."""
