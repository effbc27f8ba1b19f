"""What is stored of authorities, offices and the people who work there?"""

from motcua.foundation.units.models.accounts import User
from motcua.foundation.units.models.adoption import UnitService
from motcua.foundation.units.models.authorities import Kind, Level, Lineage, Unit, UnitVersion
from motcua.foundation.units.models.staff import OVERSEERS, Delegation, Role, RoleAssignment, Staff

__all__ = [
    "OVERSEERS",
    "Delegation",
    "Kind",
    "Level",
    "Lineage",
    "Role",
    "RoleAssignment",
    "Staff",
    "Unit",
    "UnitService",
    "UnitVersion",
    "User",
]
