-- Tokens are renewed outside any transaction, since a stranger's server takes its time. Until then nobody else renews
-- these: a refresh token may be worth nothing from its first use on. Whoever ends without a word loses it by the time.
ALTER TABLE access.remote_accounts ADD COLUMN renewal_until timestamptz(3);
-- Until then nobody asks again: the last answer was none.
ALTER TABLE access.remote_accounts ADD COLUMN renewal_paused_until timestamptz(3);
