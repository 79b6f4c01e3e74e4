"""What the unit's side keeps in a session, by name."""

# Who is signed in: the account's id and the seed of her keys, both in hex.
ACCOUNT = "account"
SEED = "seed"
# The six words of the keys that her own passphrase opened, whatever the database says of her.
OWN_WORDS = "own_words"
# Whose passphrase was right, until the one-time code is: account, seed, second factor, six words.
PENDING = "pending"
# What an activation page proposed: the link's token, the passphrase, the second factor.
ACTIVATION = "activation"
# Said once on the next page, then forgotten.
NOTICE = "notice"
# Her session ran out; and whether what she was sending was kept.
EXPIRED = "expired"
INVITATION = "invitation"
