"""What can be wrong with a procedure that is being written, and the sentence that says what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.services.onestop.designing.words import place_words
from motcua.services.onestop.refusals import DossierRefused


@dataclass(frozen=True)
class Fault:
    """One fault: its code, the place in the document ("steps/2/duration"), and the sentence for the official."""

    code: str
    place: str
    sentence: StrOrPromise

    @property
    def part(self) -> str:
        """Return the part of the document it belongs to, "" for the whole."""
        return self.place.partition("/")[0]


class DefinitionFaulty(DossierRefused):
    """A definition does not pass the checker; nothing was published."""

    def __init__(self, faults: Iterable[Fault], raw: Mapping[str, Any]) -> None:
        self.faults = tuple(faults)
        first = self.faults[0]
        super().__init__(
            "definition_faulty",
            format_lazy(
                _("Chưa công bố: nội dung thủ tục còn {count} lỗi. Lỗi đầu tiên, tại {place}: {sentence}"),
                count=len(self.faults),
                place=place_words(first.place, raw),
                sentence=first.sentence,
            ),
        )


def fault(code: str, place: str, **values: object) -> Fault:
    """Return the fault `code` at `place`; `values` fill its sentence. Raises KeyError for a code that is not listed."""
    return Fault(code, place, format_lazy(SENTENCES[code], **values) if values else SENTENCES[code])


SENTENCES: Final = {
    # shape
    "missing": _("Mục này chưa có nội dung. Hãy điền."),
    "unknown_name": _("Mục này không có trong mẫu thủ tục. Hãy bỏ đi hoặc sửa tên mục."),
    "unknown_value": _("Giá trị không nằm trong danh mục. Hãy chọn một giá trị của danh mục."),
    "too_many": _("Mục này có quá nhiều phần (nhiều nhất {most}). Hãy bớt đi hoặc tách thành hai thủ tục."),
    "too_deep": _("Nội dung lồng nhau quá nhiều tầng. Hãy dùng tệp xuất từ hệ thống này."),
    "bad_letter": _("Có ký tự không lưu được. Hãy xóa ký tự lạ rồi nhập lại."),
    "unknown_media_type": _("Kiểu tệp {kind} hệ thống không nhận. Hãy chọn kiểu tệp trong danh sách."),
    "too_long": _("Nội dung quá dài. Hãy viết ngắn lại."),
    "bad_key": _("Khóa chỉ gồm chữ thường không dấu, số và gạch dưới, bắt đầu bằng chữ. Hãy đặt lại khóa."),
    "bad_slug": _("Tên trong địa chỉ chỉ gồm chữ thường không dấu, số và gạch nối. Hãy đặt lại."),
    "bad_date": _("Ngày không đúng. Hãy nhập ngày có thật."),
    "bad_amount": _("Con số nằm ngoài khoảng cho phép. Hãy nhập lại."),
    "bad_condition": _("Điều kiện hiển thị viết sai. Hãy chọn lại câu hỏi và giá trị."),
    "wrong_schema": _("Tệp không theo mẫu motcua-procedure/1. Hãy dùng tệp xuất từ hệ thống này."),
    "incoherent": _("Nội dung không khớp nhau: {text} Hãy sửa rồi kiểm tra lại."),
    # general, law
    "unknown_field": _("Lĩnh vực không có trong danh mục. Hãy chọn một lĩnh vực."),
    "no_applicants": _("Chưa chọn ai được nộp hồ sơ. Hãy chọn ít nhất một đối tượng."),
    "no_legal_basis": _("Chưa có căn cứ pháp lý nào. Hãy thêm văn bản làm căn cứ."),
    "missing_limit": _("Chưa có thời hạn giải quyết theo luật. Hãy nhập số, đơn vị và văn bản quy định."),
    "source_not_in_basis": _(
        "Văn bản quy định thời hạn, {document}, chưa có trong căn cứ pháp lý. Hãy thêm văn bản đó."
    ),
    "verified_without_article": _("Mục ghi đã kiểm chứng nhưng không nêu điều, khoản. Hãy ghi điều, khoản đã đọc."),
    "empty_validity": _("Ngày hết hiệu lực không sau ngày bắt đầu. Hãy sửa một trong hai ngày."),
    "commitment_too_long": _("Thời hạn cam kết dài hơn thời hạn luật định. Hãy rút ngắn hoặc bỏ cam kết."),
    "commitments_overlap": _("Hai cam kết của cùng đơn vị trùng thời gian. Hãy kết thúc cam kết trước."),
    "fee_neither": _("Phí, lệ phí phải là miễn phí hoặc có ít nhất một khoản, không cả hai. Hãy chọn một."),
    "fee_key_twice": _("Hai khoản thu dùng chung khóa {key}. Hãy đặt khóa khác."),
    # steps
    "too_few_steps": _("Thủ tục cần ít nhất ba bước: tiếp nhận, ký kết quả, trả kết quả. Hãy thêm bước."),
    "step_key_twice": _("Hai bước dùng chung khóa {key}. Hãy đặt khóa khác."),
    "missing_duration": _("Bước chưa có thời gian thực hiện. Hãy nhập số và đơn vị (ngày hoặc giờ làm việc)."),
    "missing_citizen_text": _("Chưa có câu cho người dân đọc khi hồ sơ ở bước này. Hãy viết một câu."),
    "unknown_role": _("Vai trò không có trong danh mục. Hãy chọn một vai trò."),
    "unknown_clock": _("Cách tính thời gian của bước không có trong danh mục. Hãy chọn lại."),
    "first_step_not_reception": _("Bước đầu phải do công chức tiếp nhận làm tại nơi nhận. Hãy sửa vai trò và nơi làm."),
    "last_step_not_return": _("Bước cuối phải do công chức tiếp nhận làm tại nơi nhận. Hãy sửa vai trò và nơi làm."),
    "no_decision_step": _("Bước trước bước cuối phải là lãnh đạo ký kết quả. Hãy sửa vai trò hoặc thứ tự các bước."),
    "decision_elsewhere": _("Lãnh đạo cơ quan giải quyết ký kết quả. Hãy đặt bước này tại cơ quan giải quyết."),
    "step_role_cannot_act": _(
        "Vai trò {role} không chuyển được hồ sơ. Hãy giao bước cho công chức tiếp nhận, chuyên viên hoặc lãnh đạo."
    ),
    "calendar_step": _(
        "Bước tính theo ngày lịch. Việc trong cơ quan tính theo ngày hoặc giờ làm việc: hãy đổi đơn vị."
    ),
    "steps_over_limit": _(
        "Cộng các bước là {needed} giờ làm việc, thời hạn chỉ có {given} giờ. Hãy rút ngắn các bước."
    ),
    "clock_without_source": _("Bước tạm dừng thời hạn nhưng không nêu văn bản cho phép. Hãy ghi văn bản, điều, khoản."),
    "clock_on_fixed_step": _("Thời hạn không dừng ở bước tiếp nhận, ký và trả kết quả. Hãy đặt lại là tính thời hạn."),
    "role_without_person": _(
        "Tại {unit} không có ai giữ vai trò {role} để làm bước “{step}”. Hãy phân công người trước khi công bố."
    ),
    "deciding_office_unknown": _("Cơ quan giải quyết {office} chưa có trên hệ thống. Hãy thêm cơ quan hoặc sửa mã."),
    "commitment_unit_unknown": _(
        "Đơn vị {unit} của cam kết chưa có trên hệ thống. Hãy sửa mã đơn vị, hoặc bỏ đơn vị đó."
    ),
    "validity_over": _(
        "Ngày hết hiệu lực đã qua: phiên bản mới không áp dụng được ngày nào. Hãy sửa ngày, hoặc bỏ bản soạn."
    ),
    "book_unknown": _("Hệ thống chưa có mẫu sổ {book}. Hãy chọn sổ khác, hoặc bỏ trống."),
    "code_taken": _("Mã thủ tục này đang dùng cho “{title}”. Hãy kiểm tra lại mã."),
    # acts
    "unknown_action": _("Việc không có trong bảng chuyển trạng thái. Hãy chọn một việc của bảng."),
    "unknown_need": _("Điều kiện không có trong danh mục. Hãy chọn lý do, tệp, chữ ký hoặc nộp tiền."),
    "unknown_effect": _("Hệ quả không có trong danh mục. Hãy bỏ đi."),
    "act_fixed": _("Việc này do hệ thống hoặc người nộp làm, thủ tục không đặt điều kiện được. Hãy bỏ dòng này."),
    "act_says_nothing": _("Dòng này không quy định gì thêm. Hãy bỏ đi hoặc ghi điều cần quy định."),
    "act_unknown_step": _("Bước {key} không có trong thủ tục. Hãy chọn một bước đang có."),
    "act_twice": _("Cùng một việc ở cùng một bước được quy định hai lần. Hãy gộp thành một dòng."),
    "at_without_step": _("Việc này làm trước khi hồ sơ vào bước đầu, không gắn với bước nào. Hãy bỏ chọn bước."),
    "to_without_hand_over": _("Chỉ việc chuyển bước mới có bước đến. Hãy bỏ bước đến."),
    "way_past_decision": _("Không chuyển thẳng đến bước trả kết quả được: hồ sơ phải được ký. Hãy bỏ bước đến này."),
    "act_role_beyond_table": _("Vai trò {role} không được làm việc này theo bảng chung. Hãy bỏ vai trò đó."),
    "act_without_role": _("Không ai đảm nhiệm bước {key} còn được làm việc này. Hãy thêm vai trò của bước."),
    "need_not_carried": _("Việc này không kèm được điều kiện {need}. Hãy bỏ điều kiện."),
    "effect_not_added": _("Hệ quả này do bảng chung quyết định, không thêm ở việc này được. Hãy bỏ hệ quả."),
    "times_elsewhere": _("Số lần chỉ đặt cho việc yêu cầu bổ sung. Hãy bỏ số lần."),
    "endless_supplement": _(
        "Yêu cầu bổ sung quá một lần phải có số lần (nhiều nhất 5) và văn bản cho phép. Hãy ghi cả hai."
    ),
    "payment_of_free": _("Thủ tục miễn phí nhưng việc này đòi nộp tiền. Hãy bỏ điều kiện hoặc thêm khoản thu."),
    "supplement_without_return": _("Yêu cầu bổ sung được mà không nhận bổ sung được: hồ sơ kẹt lại. Hãy mở việc nhận."),
    "pause_without_resume": _(
        "Có thể tạm dừng thời hạn nhưng không ai được tính tiếp. Hãy cho phép tính tiếp ở cùng các bước."
    ),
    "payment_without_confirmation": _(
        "Yêu cầu nộp tiền được mà không xác nhận được: hồ sơ kẹt lại. Hãy mở việc xác nhận."
    ),
    "withdraw_closed": _("Người nộp luôn có quyền rút hồ sơ. Hãy bỏ dòng cấm rút hồ sơ."),
    "apology_closed": _("Cơ quan trễ hẹn phải xin lỗi và hẹn lại ngày trả. Hãy bỏ dòng cấm việc này."),
    "never_answered": _(
        "Yêu cầu bổ sung hoặc nộp tiền được, mà khi người nộp không trả lời thì không từ chối, không dừng giải quyết "
        "được: hồ sơ nằm lại mãi. Hãy mở lại việc này."
    ),
    "unreachable_step": _("Không bước nào dẫn đến bước này. Hãy thêm lối đến hoặc bỏ bước."),
    "dead_end": _("Hồ sơ đến đây thì không đi tiếp được. Hãy thêm bước đến hoặc mở lại việc đã khóa."),
    "endless_loop": _("Từ đây hồ sơ chỉ quay vòng, không đến được bước ký kết quả. Hãy thêm lối ra."),
    # papers and form
    "book_question_wrong": _(
        "Sổ của kết quả lấy từ câu hỏi {key} nhưng không có, hoặc sai kiểu (danh sách, số nguyên). Hãy chọn lại."
    ),
    "paper_key_twice": _("Hai giấy tờ dùng chung khóa {key}. Hãy đặt khóa khác."),
    "paper_condition_unknown": _("Giấy tờ phụ thuộc câu hỏi {key} không có trong biểu mẫu. Hãy chọn câu hỏi khác."),
    "missing_form": _("Biểu mẫu chưa có phần nào. Hãy thêm phần và câu hỏi."),
    "empty_section": _("Phần này chưa có câu hỏi nào. Hãy thêm câu hỏi hoặc bỏ phần."),
    "section_twice": _("Hai phần dùng chung khóa {key}. Hãy đặt khóa khác."),
    "field_twice": _("Hai câu hỏi dùng chung khóa {key}. Hãy đặt khóa khác."),
    "option_twice": _("Hai phương án trả lời dùng chung khóa. Hãy đặt khóa khác."),
    "options_wrong": _("Câu hỏi chọn phải có phương án, câu hỏi khác thì không. Hãy sửa danh sách phương án."),
    "list_fields_wrong": _("Danh sách phải có cột, và cột không lồng danh sách hay ghi chú. Hãy sửa các cột."),
    "statement_without_body": _("Lời cam đoan chưa có nội dung. Hãy viết lời cam đoan."),
    "bounds_crossed": _("Giới hạn nhỏ nhất lớn hơn giới hạn lớn nhất. Hãy sửa một trong hai."),
    "compared_field_wrong": _("Câu hỏi dùng để đối chiếu số định danh không có hoặc sai kiểu. Hãy chọn lại."),
    "condition_unknown": _("Điều kiện nhìn vào câu hỏi {key} không có trong biểu mẫu. Hãy chọn câu hỏi khác."),
    "condition_later": _("Điều kiện nhìn vào câu hỏi {key} đứng sau. Hãy chuyển câu hỏi đó lên trước."),
    "condition_unknown_option": _("Điều kiện so với phương án mà câu hỏi {key} không có. Hãy chọn lại phương án."),
    "condition_not_number": _("Điều kiện so sánh lớn nhỏ với câu hỏi {key} không phải số. Hãy chọn lại."),
    "no_name_field": _("Biểu mẫu không có câu hỏi {key} về họ tên người nộp. Hãy thêm câu hỏi họ tên."),
    "name_field_wrong": _("Câu hỏi về họ tên người nộp phải là kiểu họ tên hoặc chữ. Hãy đổi kiểu."),
    "printed_field_missing": _(
        "Giấy tờ in ra lấy {what} từ câu hỏi {key} nhưng câu hỏi không có. Hãy thêm hoặc chọn lại."
    ),
    "printed_field_removed": _(
        "Đã bỏ câu hỏi {key} mà giấy tiếp nhận, phiếu yêu cầu in ra ({what}). Hãy giữ câu hỏi hoặc chỉ định câu hỏi "
        "khác."
    ),
    "field_kind_changed": _("Câu hỏi {key} đổi kiểu so với bản đang áp dụng. Hãy đặt khóa mới cho câu hỏi mới."),
}
