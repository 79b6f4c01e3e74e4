"""What the citizens' adviser does on her own account: nobody sent it in, and none follows it."""
