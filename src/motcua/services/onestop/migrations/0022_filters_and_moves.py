"""Saved filters keep nothing personal, and the few events that moved a dossier to a successor are found by an index.

What earlier filters held goes here, and the database lets no more in. Here and not at night: an earlier backup that is
restored comes through here as well, and then there is nothing left.
"""

from django.db import migrations, models

# a filter that was nothing but a search has no conditions left
FORGET = """
    DELETE FROM onestop_savedfilter WHERE trim(BOTH '&' FROM regexp_replace(query, '(^|&)q=[^&]*', '', 'g')) = '';
    UPDATE onestop_savedfilter SET query = trim(BOTH '&' FROM regexp_replace(query, '(^|&)q=[^&]*', '', 'g'))
    WHERE query ~ '(^|&)q=';
    UPDATE onestop_savedfilter SET name = 'Bộ lọc ' || id WHERE name ~ '([0-9][ .-]?){9}';
"""


class Migration(migrations.Migration):
    dependencies = [("onestop", "0021_names_of_teams")]

    operations = [
        migrations.RunSQL(FORGET, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="savedfilter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("query__regex", "(^|&)q="), _negated=True),
                    models.Q(("name__regex", "([0-9][ .-]?){9}"), _negated=True),
                ),
                name="onestop_filter_names_nobody",
            ),
        ),
        migrations.AddIndex(
            model_name="dossierevent",
            index=models.Index(
                condition=models.Q(("kind", "move_unit")), fields=["dossier"], name="onestop_event_moved"
            ),
        ),
    ]
