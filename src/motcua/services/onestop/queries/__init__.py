"""What can be asked of procedures and dossiers?"""
