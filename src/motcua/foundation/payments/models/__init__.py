"""What is stored of money?"""

from motcua.foundation.payments.models.charges import Charge, ChargeLine
from motcua.foundation.payments.models.closing import DayClose
from motcua.foundation.payments.models.gateway import SILENT, GatewayMessage, GatewayOrder, OrderState
from motcua.foundation.payments.models.money import (
    IN_CASH,
    CashReceipt,
    Channel,
    Payment,
    Refund,
    RefundState,
    RoundHandIn,
)
from motcua.foundation.payments.models.setup import BankAccount, FeeVersion, ReceiptBook
from motcua.foundation.payments.models.statements import (
    LineOutcome,
    LineSettlement,
    StatementFile,
    StatementImport,
    StatementLine,
)

__all__ = [
    "IN_CASH",
    "SILENT",
    "BankAccount",
    "CashReceipt",
    "Channel",
    "Charge",
    "ChargeLine",
    "DayClose",
    "FeeVersion",
    "GatewayMessage",
    "GatewayOrder",
    "LineOutcome",
    "LineSettlement",
    "OrderState",
    "Payment",
    "ReceiptBook",
    "Refund",
    "RefundState",
    "RoundHandIn",
    "StatementFile",
    "StatementImport",
    "StatementLine",
]
