"""Agencies by code and name."""

from django.db import models


class Agency(models.Model):
    """A body that is assessed; names are "" where no source gave one."""

    code = models.CharField(max_length=64, unique=True)
    name_th = models.CharField(max_length=300, blank=True)
    name_en = models.CharField(max_length=300, blank=True)
    #: Code and names as they are searched: repaired, without spaces, in small letters.
    searched = models.CharField(max_length=700)

    class Meta:
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name_th or self.code
