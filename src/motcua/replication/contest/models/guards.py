"""Triggers with which the database itself keeps a contest fair."""

import pgtrigger


def fixed_once_published(name: str, contest_of: str, *, columns: str = "TRUE") -> pgtrigger.Trigger:
    """Return the trigger that refuses changes after the call was published: the rubric stands before the first entry.

    `contest_of` is the SQL for the contest's id of a row called `line`; `columns` says which updates count.
    """
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("line", "RECORD"), ("standing", "TEXT")],
        func=f"""
            IF TG_OP = 'DELETE' THEN line := OLD; ELSE line := NEW; END IF;
            IF TG_OP = 'UPDATE' AND NOT ({columns}) THEN RETURN NEW; END IF;
            SELECT state INTO standing FROM contest_contest WHERE id = ({contest_of});
            IF standing IS NOT NULL AND standing <> 'draft' THEN
                RAISE EXCEPTION 'contest: the rules were fixed when the call was published'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN line;
        """,  # noqa: S608 - both parts are written in our models
    )


def no_conflict_of_interest() -> pgtrigger.Trigger:
    """Return the trigger that refuses to let somebody judge an entry they are bound to.

    Bound is: at home or with a role in force in the unit of the entry; a relation declared to the entry or its unit.
    """
    return pgtrigger.Trigger(
        name="no_conflict_of_interest",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        declare=[("entered", "RECORD")],
        func="""
            SELECT unit_id, contest_id INTO entered FROM contest_entry WHERE id = NEW.entry_id;
            IF EXISTS (SELECT 1 FROM units_staff s WHERE s.id = NEW.judge_id AND s.home_unit_id = entered.unit_id)
               OR EXISTS (SELECT 1 FROM units_roleassignment r
                          WHERE r.staff_id = NEW.judge_id AND r.unit_id = entered.unit_id
                            AND r.ended_at IS NULL
                            AND r.valid @> (NEW.assigned_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)
               OR EXISTS (SELECT 1 FROM contest_interest i
                          WHERE i.contest_id = entered.contest_id AND i.staff_id = NEW.judge_id
                            AND (i.entry_id = NEW.entry_id OR i.unit_id = entered.unit_id))
            THEN
                RAISE EXCEPTION 'contest: conflict of interest' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )


def only_valid_scores() -> pgtrigger.Trigger:
    """Return the trigger that refuses a score out of range, outside an open round, or by somebody not assigned."""
    return pgtrigger.Trigger(
        name="only_valid_scores",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        condition=pgtrigger.Condition("NEW.kind IN ('scored', 'committed', 'answered')"),
        func="""
            IF NOT EXISTS (SELECT 1 FROM contest_contestround r
                           WHERE r.contest_id = NEW.contest_id AND r.kind = NEW.round
                             AND r.opened_at IS NOT NULL AND r.closed_at IS NULL) THEN
                RAISE EXCEPTION 'contest: the round is not open' USING ERRCODE = 'check_violation';
            END IF;
            IF NEW.kind <> 'answered' AND NOT EXISTS (
                SELECT 1 FROM contest_assignment a
                WHERE a.entry_id = NEW.entry_id AND a.judge_id = NEW.judge_id AND a.round = NEW.round
                  AND a.barred_at IS NULL) THEN
                RAISE EXCEPTION 'contest: the judge may not score this entry' USING ERRCODE = 'check_violation';
            END IF;
            IF NEW.kind = 'scored' AND NOT EXISTS (
                SELECT 1 FROM contest_criterion c JOIN contest_contestround r ON r.id = c.round_id
                WHERE c.id = NEW.criterion_id AND r.contest_id = NEW.contest_id AND r.kind = NEW.round
                  AND (NEW.value IS NULL AND c.is_optional OR NEW.value BETWEEN 0 AND c.scale)) THEN
                RAISE EXCEPTION 'contest: the score is out of range' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )
