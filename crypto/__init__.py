"""The portal's cryptography: every key, code, box and random number is made here.

The package stands alone on `cryptography`, `shamir-mnemonic` and the standard library; SPEC.md says
every byte. It is the only home of chance in the project. Time is always an argument.
"""
