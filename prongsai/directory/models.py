"""Agencies and their units; people, and the duties that give them rights."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from prongsai.directory.rules import Role


class Agency(models.Model):
    """A body that is assessed; names are "" where no source gave one."""

    code = models.CharField(max_length=64, unique=True)
    name_th = models.CharField(max_length=300, blank=True)
    name_en = models.CharField(max_length=300, blank=True)
    #: What it is today: whom it will be ranked with in the next round. "" where not known.
    group = models.CharField(max_length=200, blank=True)
    ministry = models.CharField(max_length=200, blank=True)
    province = models.CharField(max_length=100, blank=True)
    #: Code and names as they are searched: repaired, without spaces, in small letters.
    searched = models.CharField(max_length=700)

    class Meta:
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name_th or self.code


class Unit(models.Model):
    """A part of an agency that can be made responsible."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="units")
    code = models.CharField(max_length=64)
    name_th = models.CharField(max_length=300, blank=True)
    name_en = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_unit_of_a_code", fields=["agency", "code"])
        ]

    def __str__(self) -> str:
        return self.name_th or self.code


class People(BaseUserManager["User"]):
    """Makes accounts; an address is kept in small letters."""

    def create_user(self, email: str, password: str | None = None, **facts: str) -> "User":
        """Make an account; without a password it can only be entered another way."""
        user = self.model(email=email.strip().lower(), **facts)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """A person who can log in. What they may do follows from their duties alone."""

    #: Kept in small letters, so that an address has one account.
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    joined_on = models.DateField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects: ClassVar[People] = People()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="address_in_small_letters", condition=models.Q(email=Lower("email"))
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email


class Duty(models.Model):
    """A role that a person has, for one agency, one ministry, or everywhere."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="duties")
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    #: Of coordinators, executives and unit officers.
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, null=True)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, null=True)
    #: Of ministry overseers.
    ministry = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "duties"
        constraints = [
            models.UniqueConstraint(
                name="a_duty_once",
                fields=["user", "role", "agency", "unit", "ministry"],
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.agency or self.ministry}"


class Key(models.Model):
    """A key by which a program acts for a person; what opens is known to its owner alone."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="keys")
    name = models.CharField(max_length=100)
    #: SHA-256 of 256 random bits: nothing to guess, so nothing slower is needed.
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    #: The last day it was used; None when it never was.
    used_on = models.DateField(null=True)
    is_ended = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"key:{self.pk}"
