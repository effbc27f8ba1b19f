"""How Django forms are drawn: with our Jinja2 components."""

from django.forms import BoundField, MultiWidget
from django.forms.renderers import BaseRenderer
from django.forms.widgets import ChoiceWidget
from django.template import engines
from django.template.backends.jinja2 import Template


class PageRenderer(BaseRenderer):
    """Draw forms, fields and widgets with our Jinja2 templates, and with Django's where we have none."""

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"

    def get_template(self, template_name: str) -> Template:
        """Return the template from the environment of all pages."""
        template: Template = engines["jinja2"].get_template(template_name)  # type: ignore[assignment]
        return template


def anchor(bound: BoundField) -> str:
    """Return the id of the first input of a field, where a link in the error summary leads."""
    widget = bound.field.widget
    if isinstance(widget, MultiWidget):
        return f"{bound.auto_id}{widget.widgets_names[0]}"  # type: ignore[attr-defined]  # the stubs forgot it
    if isinstance(widget, ChoiceWidget) and widget.use_fieldset:
        return f"{bound.auto_id}_0"
    return bound.id_for_label or bound.auto_id
