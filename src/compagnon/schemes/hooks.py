"""What the schemes app plugs into others."""

from compagnon.core import activity
from compagnon.schemes.phrases import ACTIVITY

activity.words(ACTIVITY)
