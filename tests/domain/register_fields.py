"""The names of the register's fields, for the tests that compare them with what is made of them."""

from dataclasses import fields

from portal.domain.complaint import ComplaintRegister

REGISTER_FIELDS = {field.name for field in fields(ComplaintRegister)}
