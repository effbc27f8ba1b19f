"""What the surveys put into a kit: nothing but their settings and texts."""

from motcua.services.kits import KitSource

KIT = KitSource(version=1, parts=())
