"""Sound definitions, and broken ones: a sound one with one thing done to it, and the fault that must be named.

Every way of breaking is a line: the code of the fault, the place where it must be said, and the change.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from motcua.services.onestop.designing.editing import Path, at, with_value
from motcua.services.onestop.reference import shipped_documents

Plain = dict[str, Any]
Change = Callable[[Plain], Plain]


@dataclass(frozen=True)
class Broken:
    """A broken definition, named after what was done, with the one fault it has."""

    name: str
    code: str
    place: str
    change: Change


def base() -> Plain:
    """Return a sound definition with something of everything: a choice, a list, a condition, a fee, a rule."""
    return deepcopy(_BASE)


def text(words: str) -> Plain:
    """Return a text in both languages."""
    return {"vi": words, "en": words}


def put(path: str, value: object) -> Change:
    """Return the change that puts `value` at a place ("steps/1/role"); None takes it out."""
    steps = _path(path)
    return lambda plain: with_value(plain, steps, value)


def add(path: str, item: object) -> Change:
    """Return the change that adds an item to a list."""

    def change(plain: Plain) -> Plain:
        items = at(plain, _path(path)) or []
        return with_value(plain, _path(path), [*items, item])

    return change


def both(*changes: Change) -> Change:
    """Return the change that does several after one another."""

    def change(plain: Plain) -> Plain:
        for one in changes:
            plain = one(plain)
        return plain

    return change


def act(action: str, **more: Any) -> Change:
    """Return the change that adds a rule about an act."""
    return add("acts", {"action": action, **more})


def _path(words: str) -> Path:
    return tuple(int(step) if step.isdigit() else step for step in words.split("/"))


def question(key: str, kind: str, **more: Any) -> Plain:
    """Return a question."""
    return {"key": key, "type": kind, "label": text(key)} | more


def step(key: str, role: str, office: str, hours: int) -> Plain:
    """Return a step of so many working hours."""
    return {
        "key": key,
        "title": text(f"Bước {key}"),
        "role": role,
        "office": office,
        "duration": {"amount": hours, "unit": "working_hour"},
        "citizen_text": text(f"Đang ở bước {key}"),
    }


_LAW = {"document": "Nghị định 67/2013/NĐ-CP", "article": "Điều 27"}
_BASE: Plain = {
    "schema": "motcua-procedure/1",
    "code": "1.000001",
    "code_verified": False,
    "slug": "cap-giay-phep",
    "title": text("Cấp giấy phép"),
    "summary": text("Tóm tắt"),
    "field": "trade",
    "level": "commune",
    "online_level": "full",
    "applicants": ["citizen"],
    "legal_basis": [_LAW | {"verified": False}],
    "limit": {"amount": 10, "unit": "working_day", "source": _LAW, "verified": False},
    "commitments": [
        {"amount": 8, "unit": "working_day", "source": _LAW, "verified": False, "valid_from": "2019-01-01"}
    ],
    "fee": {
        "items": [
            {
                "key": "permit",
                "label": text("Lệ phí"),
                "amount": 50_000,
                "unit": text("lần"),
                "source": _LAW,
                "verified": False,
            }
        ]
    },
    "papers": [
        {"key": "request", "title": text("Đơn"), "copy_kind": "original"},
        {
            "key": "old",
            "title": text("Giấy phép cũ"),
            "copy_kind": "copy",
            "visible_if": {"field": "kind", "equals": "renewal"},
        },
    ],
    "form": {
        "sections": [
            {
                "key": "person",
                "title": text("Người nộp"),
                "fields": [
                    question("full_name", "person_name"),
                    question("sex", "sex"),
                    question("identity_number", "cccd", sex_field="sex"),
                    question("phone", "phone"),
                    question("address", "address"),
                ],
            },
            {
                "key": "matter",
                "title": text("Nội dung"),
                "fields": [
                    question(
                        "kind",
                        "choice",
                        options=[{"key": "first", "label": text("Mới")}, {"key": "renewal", "label": text("Lại")}],
                    ),
                    question("number", "number", min=1, max=5),
                    question("why", "text", visible_if={"field": "kind", "equals": "renewal"}),
                    question("truthful", "statement", body=text("Tôi cam đoan")),
                ],
            },
        ]
    },
    "steps": [
        step("receive", "receptionist", "receiving", 4),
        step("examine", "specialist", "deciding", 24),
        step("verify", "specialist", "deciding", 16),
        step("decide", "leader", "deciding", 12),
        step("return", "receptionist", "receiving", 4),
    ],
    "result": {"title": text("Giấy phép"), "signer": text("Chủ tịch")},
    "valid_from": "2018-01-01",
    "provenance": "thử",
}
_FIELDS = "form/sections/1/fields"


def _bottomless(plain: Plain) -> Plain:
    condition: Plain = {"field": "kind", "equals": "first"}
    for _layer in range(40):
        condition = {"not": condition}
    return put(f"{_FIELDS}/2/visible_if", condition)(plain)


BROKEN = (
    # shape
    Broken("another schema", "wrong_schema", "schema", put("schema", "motcua-procedure/9")),
    Broken("no code", "missing", "code", put("code", None)),
    Broken("an empty code", "missing", "code", put("code", "")),
    Broken("no title", "missing", "title", put("title", None)),
    Broken("a title without Vietnamese", "missing", "title/vi", put("title/vi", "")),
    Broken("a title as long as a page", "too_long", "title/vi", put("title/vi", "dài " * 200)),
    Broken("an address with accents", "bad_slug", "slug", put("slug", "Cấp phép")),
    Broken("a name nobody knows", "unknown_name", "surprise", put("surprise", 1)),
    Broken("an English title as long as a page", "too_long", "title/en", put("title/en", "long " * 100)),
    Broken("a text that no database takes", "bad_letter", "provenance", put("provenance", "a\0b")),
    Broken("half a letter", "bad_letter", "summary/vi", put("summary/vi", "\ud83d")),
    Broken("a name with half a letter", "bad_letter", "title", put("title/\ud83d", "x")),
    Broken("a heap of papers", "too_many", "papers", put("papers", [{}] * 201)),
    Broken("a heap of everything", "too_many", "", put("surprise", [[0] * 150] * 150)),
    Broken("a condition without a bottom", "too_deep", f"{_FIELDS}/2/visible_if{'/not' * 11}", _bottomless),
    Broken("a number too large to come back", "bad_amount", f"{_FIELDS}/1/max", put(f"{_FIELDS}/1/max", 1e22)),
    Broken("less than nothing", "bad_amount", f"{_FIELDS}/1/min", put(f"{_FIELDS}/1/min", -0.0)),
    Broken("no number at all", "bad_amount", f"{_FIELDS}/1/max", put(f"{_FIELDS}/1/max", float("nan"))),
    Broken("a level that is gone", "unknown_value", "level", put("level", "region")),
    Broken("a day that does not exist", "bad_date", "valid_from", put("valid_from", "2019-02-30")),
    Broken("no provenance", "missing", "provenance", put("provenance", None)),
    Broken("no result", "missing", "result", put("result", None)),
    # general, law
    Broken("an unknown field", "unknown_field", "field", put("field", "magic")),
    Broken("no field", "unknown_field", "field", put("field", None)),
    Broken("nobody may apply", "no_applicants", "applicants", put("applicants", [])),
    Broken("no legal basis", "no_legal_basis", "legal_basis", put("legal_basis", [])),
    Broken("no limit", "missing_limit", "limit", put("limit", None)),
    Broken("a limit of nothing", "bad_amount", "limit/amount", put("limit/amount", 0)),
    Broken(
        "a limit from another law",
        "source_not_in_basis",
        "limit/source/document",
        put("limit/source/document", "Luật khác"),
    ),
    Broken(
        "verified without article",
        "verified_without_article",
        "legal_basis/0/article",
        put("legal_basis/0", {"document": _LAW["document"], "verified": True}),
    ),
    Broken(
        "a verified limit without article",
        "verified_without_article",
        "limit/source/article",
        both(put("limit/verified", True), put("limit/source/article", None)),
    ),
    Broken("it ends before it begins", "empty_validity", "valid_to", put("valid_to", "2017-01-01")),
    Broken(
        "a promise longer than the law", "commitment_too_long", "commitments/0/amount", put("commitments/0/amount", 11)
    ),
    Broken("an empty promise", "empty_validity", "commitments/0/valid_to", put("commitments/0/valid_to", "2019-01-01")),
    Broken(
        "two promises at once",
        "commitments_overlap",
        "commitments/1/valid_from",
        lambda plain: add("commitments", plain["commitments"][0])(plain),
    ),
    Broken("free and with a fee", "fee_neither", "fee", put("fee/free", True)),
    Broken("neither free nor a fee", "fee_neither", "fee", put("fee", {})),
    Broken("no word about fees", "fee_neither", "fee", put("fee", None)),
    Broken(
        "two fees of one key",
        "fee_key_twice",
        "fee/items/1/key",
        lambda plain: add("fee/items", plain["fee"]["items"][0])(plain),
    ),
    Broken("a negative fee", "bad_amount", "fee/items/0/amount", put("fee/items/0/amount", -1)),
    # steps
    Broken("no steps", "too_few_steps", "steps", put("steps", [])),
    Broken("two steps of one key", "step_key_twice", "steps/2/key", put("steps/2/key", "examine")),
    Broken("a step without duration", "missing_duration", "steps/1/duration", put("steps/1/duration", None)),
    Broken("a step without unit", "missing_duration", "steps/1/duration/unit", put("steps/1/duration/unit", None)),
    Broken("nothing to tell", "missing_citizen_text", "steps/1/citizen_text", put("steps/1/citizen_text", None)),
    Broken("an unknown role", "unknown_role", "steps/1/role", put("steps/1/role", "king")),
    Broken(
        "the counter does not receive", "first_step_not_reception", "steps/0/role", put("steps/0/role", "specialist")
    ),
    Broken("the counter does not return", "last_step_not_return", "steps/4/role", put("steps/4/role", "leader")),
    Broken("nobody decides", "no_decision_step", "steps/3/role", put("steps/3/role", "specialist")),
    Broken("decided at the counter", "decision_elsewhere", "steps/3/office", put("steps/3/office", "receiving")),
    Broken(
        "a step of a role that cannot act", "step_role_cannot_act", "steps/1/role", put("steps/1/role", "administrator")
    ),
    Broken("a step of an auditor", "step_role_cannot_act", "steps/1/role", put("steps/1/role", "auditor")),
    Broken(
        "a step in calendar days", "calendar_step", "steps/1/duration", put("steps/1/duration/unit", "calendar_day")
    ),
    Broken("more hours than the limit", "steps_over_limit", "steps", put("steps/1/duration/amount", 60)),
    Broken("a clock nobody knows", "unknown_clock", "steps/1/clock", put("steps/1/clock", "asleep")),
    Broken("a pause without law", "clock_without_source", "steps/1/clock_source", put("steps/1/clock", "posting")),
    Broken(
        "a pause while the leader signs",
        "clock_on_fixed_step",
        "steps/3/clock",
        both(put("steps/3/clock", "payment"), put("steps/3/clock_source", _LAW)),
    ),
    # acts
    Broken("an unknown act", "unknown_action", "acts/0/action", act("dance", allowed=False)),
    Broken("a rule about filing", "act_fixed", "acts/0/action", act("submit", needs=["reason"])),
    Broken("a rule that says nothing", "act_says_nothing", "acts/0", act("hand_over")),
    Broken("a rule about no step", "act_unknown_step", "acts/0/at", act("hand_over", at=["nowhere"], needs=["reason"])),
    Broken(
        "the same rule twice",
        "act_twice",
        "acts/1",
        both(act("decide", needs=["file"]), act("decide", needs=["reason"])),
    ),
    Broken(
        "a step before the first", "at_without_step", "acts/0/at", act("accept", at=["examine"], roles=["receptionist"])
    ),
    Broken("an act with a target", "to_without_hand_over", "acts/0/to", act("decide", to=["examine"])),
    Broken(
        "past the decision", "way_past_decision", "acts/0/to", act("hand_over", at=["verify"], to=["decide", "return"])
    ),
    Broken("wider than the table", "act_role_beyond_table", "acts/0/roles", act("decide", roles=["leader", "clerk"])),
    Broken(
        "an act left to nobody",
        "act_without_role",
        "acts/0/roles",
        act("hand_over", at=["examine"], roles=["receptionist"]),
    ),
    Broken("a need nobody asks", "need_not_carried", "acts/0/needs", act("take", needs=["file"])),
    Broken("a need nobody knows", "unknown_need", "acts/0/needs/0", act("decide", needs=["luck"])),
    Broken("an effect of the table", "effect_not_added", "acts/0/effects", act("decide", effects=["enter_book"])),
    Broken("an effect nobody knows", "unknown_effect", "acts/0/effects/0", act("decide", effects=["fireworks"])),
    Broken("times of another act", "times_elsewhere", "acts/0/times", act("decide", times=2)),
    Broken("endless requests", "endless_supplement", "acts/0/times", act("request_supplement", times=0)),
    Broken("more requests without law", "endless_supplement", "acts/0/times", act("request_supplement", times=3)),
    Broken(
        "payment of a free procedure",
        "payment_of_free",
        "acts/0/needs",
        both(put("fee", {"free": True}), act("decide", needs=["payment"])),
    ),
    Broken(
        "asked for and never received",
        "supplement_without_return",
        "acts/0/allowed",
        act("receive_supplement", allowed=False),
    ),
    Broken(
        "owed and never confirmed",
        "payment_without_confirmation",
        "acts/0/allowed",
        act("confirm_payment", allowed=False),
    ),
    Broken(
        "a pause that nobody may end",
        "pause_without_resume",
        "acts/0/allowed",
        act("resume", allowed=False),
    ),
    Broken("a rule about what the calendar does", "act_fixed", "acts/0/action", act("recount", allowed=False)),
    Broken("only volunteers return", "act_without_role", "acts/0/roles", act("return", roles=["volunteer"])),
    Broken(
        "a pause that nobody there may end",
        "act_without_role",
        "acts/0/roles",
        act("resume", at=["receive"], roles=["specialist"]),
    ),
    Broken(
        "owed and confirmed by nobody there",
        "act_without_role",
        "acts/0/roles",
        act("confirm_payment", at=["receive"], roles=["specialist"]),
    ),
    Broken("never stopped, whoever does not answer", "never_answered", "acts/0/allowed", act("stop", allowed=False)),
    Broken("never refused, whoever does not answer", "never_answered", "acts/0/allowed", act("reject", allowed=False)),
    Broken("late without a word", "apology_closed", "acts/0/allowed", act("apologise", allowed=False)),
    Broken("late and nothing drafted", "apology_closed", "acts/0/allowed", act("draft_apology", allowed=False)),
    Broken(
        "a step that waits for what is not asked for",
        "dead_end",
        "acts/0/allowed",
        both(
            put("steps/2/clock", "payment"),
            put("steps/2/clock_source", _LAW),
            act("request_payment", at=["verify"], allowed=False),
        ),
    ),
    Broken("nobody may withdraw", "withdraw_closed", "acts/0/allowed", act("withdraw", allowed=False)),
    Broken("never accepted", "dead_end", "acts/0/allowed", act("accept", allowed=False)),
    Broken("never decided", "dead_end", "acts/0/allowed", act("decide", at=["decide"], allowed=False)),
    Broken("never returned", "dead_end", "acts/0/allowed", act("return", allowed=False)),
    Broken("a dead end", "dead_end", "steps/2", act("hand_over", at=["verify"], allowed=False)),
    Broken(
        "a step nobody reaches",
        "unreachable_step",
        "steps/2",
        both(act("hand_over", at=["examine"], to=["decide"]), act("hand_over", at=["decide"], to=["examine"])),
    ),
    Broken("an endless round", "endless_loop", "steps/0", act("hand_over", at=["examine"], to=["receive"])),
    # papers and form
    Broken("two papers of one key", "paper_key_twice", "papers/1/key", put("papers/1/key", "request")),
    Broken("no kind of copy", "missing", "papers/0/copy_kind", put("papers/0/copy_kind", None)),
    Broken("a kind of copy nobody knows", "unknown_value", "papers/0/copy_kind", put("papers/0/copy_kind", "stone")),
    Broken("a paper of no kind of file", "missing", "papers/0/accept", put("papers/0/accept", [])),
    Broken(
        "a paper that is a web page", "unknown_media_type", "papers/0/accept", put("papers/0/accept", ["text/html"])
    ),
    Broken("a hundred copies", "bad_amount", "papers/0/count", put("papers/0/count", 100)),
    Broken(
        "a paper on a question that is not there",
        "paper_condition_unknown",
        "papers/1/visible_if",
        put("papers/1/visible_if/field", "nothing"),
    ),
    Broken(
        "a paper on an answer that is not there",
        "condition_unknown_option",
        "papers/1/visible_if",
        put("papers/1/visible_if/equals", "third"),
    ),
    Broken(
        "a paper on more than a word",
        "condition_not_number",
        "papers/1/visible_if",
        put("papers/1/visible_if", {"all": [{"field": "phone", "is": ">", "number": 3}]}),
    ),
    Broken(
        "a book without its list",
        "book_question_wrong",
        "result/book/rows",
        put("result/book", {"code": "certified_copies", "rows": "kind"}),
    ),
    Broken(
        "a book without the name of the paper",
        "book_question_wrong",
        "result/book/name",
        put("result/book", {"code": "certified_copies", "name": "nothing"}),
    ),
    Broken(
        "copies that are no number",
        "book_question_wrong",
        "result/book/copies",
        put("result/book", {"code": "certified_copies", "copies": "phone"}),
    ),
    Broken("no form", "missing_form", "form", put("form", None)),
    Broken("a form of nothing", "missing_form", "form/sections", put("form", {"sections": []})),
    Broken(
        "a section of nothing",
        "empty_section",
        "form/sections/1/fields",
        both(put("papers", []), put("form/sections/1/fields", [])),
    ),
    Broken("two sections of one key", "section_twice", "form/sections/1/key", put("form/sections/1/key", "person")),
    Broken("two questions of one key", "field_twice", f"{_FIELDS}/1/key", put(f"{_FIELDS}/1/key", "phone")),
    Broken("a key with capitals", "bad_key", f"{_FIELDS}/1/key", put(f"{_FIELDS}/1/key", "Number")),
    Broken("a choice of nothing", "options_wrong", f"{_FIELDS}/1", put(f"{_FIELDS}/1/type", "choice")),
    Broken(
        "options of a text",
        "options_wrong",
        f"{_FIELDS}/1",
        put(f"{_FIELDS}/1/options", [{"key": "a", "label": text("A")}]),
    ),
    Broken(
        "two options of one key",
        "option_twice",
        f"{_FIELDS}/1",
        put(f"{_FIELDS}/1", question("other", "choice", options=[{"key": "a", "label": text("A")}] * 2)),
    ),
    Broken(
        "a list without columns", "list_fields_wrong", f"{_FIELDS}/1", put(f"{_FIELDS}/1", question("rows", "list"))
    ),
    Broken("a statement that says nothing", "statement_without_body", f"{_FIELDS}/3", put(f"{_FIELDS}/3/body", None)),
    Broken("least above most", "bounds_crossed", f"{_FIELDS}/1", put(f"{_FIELDS}/1/min", 9)),
    Broken("a kind of question nobody knows", "unknown_value", f"{_FIELDS}/1/type", put(f"{_FIELDS}/1/type", "riddle")),
    Broken(
        "a sex that is not asked",
        "compared_field_wrong",
        "form/sections/0/fields/2",
        put("form/sections/0/fields/2/sex_field", "phone"),
    ),
    Broken(
        "a condition on nothing",
        "condition_unknown",
        f"{_FIELDS}/2/visible_if",
        put(f"{_FIELDS}/2/visible_if/field", "nothing"),
    ),
    Broken(
        "a condition on what comes later",
        "condition_later",
        "form/sections/0/fields/3/visible_if",
        put("form/sections/0/fields/3/visible_if", {"field": "kind", "equals": "first"}),
    ),
    Broken(
        "a condition on no option",
        "condition_unknown_option",
        f"{_FIELDS}/2/visible_if",
        put(f"{_FIELDS}/2/visible_if/equals", "third"),
    ),
    Broken(
        "a comparison of words",
        "condition_not_number",
        f"{_FIELDS}/2/visible_if",
        put(f"{_FIELDS}/2/visible_if", {"field": "phone", "is": ">", "number": 3}),
    ),
    Broken(
        "a condition of no shape", "bad_condition", f"{_FIELDS}/2/visible_if", put(f"{_FIELDS}/2/visible_if", {"x": 1})
    ),
    Broken("nobody is named", "no_name_field", "form", put("form/sections/0/fields/0/key", "name")),
    Broken(
        "a name that is a number",
        "name_field_wrong",
        "form/sections/0/fields/0/type",
        put("form/sections/0/fields/0/type", "number"),
    ),
    Broken(
        "an address taken from nowhere",
        "printed_field_missing",
        "applicant_fields/address",
        put("applicant_fields/address", "home"),
    ),
)

SOUND: dict[str, Change] = {
    "as it is": lambda plain: plain,
    "an end in the future": put("valid_to", "2030-01-01"),
    "free": put("fee", {"free": True}),
    "no papers": put("papers", []),
    "no promise": put("commitments", None),
    "a promise of one unit beside another's": both(
        put("commitments/0/units", ["a"]),
        lambda plain: add("commitments", plain["commitments"][0] | {"units": ["b"]})(plain),
    ),
    "a limit in calendar days": put("limit", _BASE["limit"] | {"amount": 20, "unit": "calendar_day"}),
    "a promise that ended before the next": both(
        put("commitments/0/valid_to", "2020-01-01"),
        lambda plain: add(
            "commitments", plain["commitments"][0] | {"valid_from": "2020-01-01", "valid_to": "2021-01-01"}
        )(plain),
    ),
    "a step whose time is not counted": both(
        put("steps/2/clock", "posting"), put("steps/2/clock_source", _LAW), put("steps/2/duration/amount", 200)
    ),
    "a reason for going on": act("hand_over", needs=["reason"]),
    "a file for the result": act("decide", needs=["file"]),
    "paid before it is returned": act("return", needs=["payment"]),
    "the applicant hears of a step": act("hand_over", at=["examine"], effects=["notify"]),
    "a step that may be left out": act("hand_over", at=["examine"], to=["verify", "decide"]),
    "a way back named": act("hand_over", at=["decide"], to=["examine"]),
    "more requests with the law": act("request_supplement", times=2, source=_LAW),
    "only the leader hands on": act("hand_over", at=["verify"], roles=["leader"]),
    "no payment asked for at all": act("request_payment", allowed=False),
    "only specialists let it go on where they have it": act("resume", at=["examine"], roles=["specialist"]),
    "the counter returns, and nobody else": act("return", roles=["receptionist"]),
    "never stopped where nothing is asked for": both(
        act("request_supplement", allowed=False),
        act("receive_supplement", allowed=False),
        act("request_payment", allowed=False),
        act("reject", allowed=False),
        act("stop", allowed=False),
    ),
    "a paper written with a word processor": put(
        "papers/0/accept", ["application/vnd.openxmlformats-officedocument.wordprocessingml.document"]
    ),
    "a book with a number for each row": both(
        add(_FIELDS, question("rows", "list", fields=[question("paper", "text"), question("copies", "number")])),
        put("result/book", {"code": "certified_copies", "rows": "rows", "name": "paper", "copies": "copies"}),
    ),
    "a bound with a fraction": put(f"{_FIELDS}/1/max", 5.25),
    "no more papers at all": both(act("request_supplement", allowed=False), act("receive_supplement", allowed=False)),
}


def sound_definitions() -> dict[str, Plain]:
    """Return every sound definition: what ships, and the base with what may be done to it."""
    shipped = {document.slug: document.as_json() for document in shipped_documents()}
    return {**shipped, **{name: change(base()) for name, change in SOUND.items()}}
