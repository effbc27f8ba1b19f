"""How Django forms are drawn and speak: with our Jinja2 components, in the words of our own forms."""

from django import forms
from django.forms import BoundField, MultiWidget
from django.forms.renderers import BaseRenderer
from django.forms.widgets import ChoiceWidget
from django.template import engines
from django.template.backends.jinja2 import Template
from django.utils.translation import gettext_lazy as _


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


def say_what_is_missing() -> None:
    """Have a question that was left empty say what to do, where its form has no sentence of its own for it.

    Django says in Vietnamese that "this field is compulsory", by the word for a field of a program.
    """
    forms.Field.default_error_messages["required"] = _("Chưa nhập. Nhập mục này để tiếp tục.")
    forms.ChoiceField.default_error_messages["required"] = _("Chưa chọn. Chọn một câu trả lời.")
    forms.FileField.default_error_messages["required"] = _("Chưa chọn tệp nào.")
    forms.BooleanField.default_error_messages = {"required": _("Chưa đánh dấu. Đọc rồi đánh dấu vào ô này.")}
