"""How often does what happen to a dossier of the demo?"""

SHARE_TODAY = 0.05
SHARE_RECENT = 0.33
SHARE_ONLINE = 0.45
SHARE_REJECTED = 0.06
SHARE_SUPPLEMENT = 0.16
SHARE_NEVER_SUPPLEMENTED = 0.25
SHARE_PAYMENT = 0.14
SHARE_HELD = 0.04
SHARE_WITHDRAWN = 0.03
SHARE_SLOW = 0.08
SHARE_STUCK = 0.06  # lie on a desk today, a third of their time used or more
SHARE_REFUSED = 0.02
SHARE_FETCHED = 0.93
SHARE_FETCHED_ALL_THE_SAME = 0.6  # at the counter, though volunteers were to bring it
