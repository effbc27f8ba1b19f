"""The pages of a contest: those of staff below /can-bo/nhan-rong/hoi-thi/, and the board for the screen."""
