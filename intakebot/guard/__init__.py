"""Who gets in: passwords, second factors, sessions, tokens for the API; every act is audited.

This room knows neither pages nor requests nor the configuration. Whoever serves pages asks `SignIn` and `Sessions`, the API
asks `Bearers`, and what operators change goes through `Accounts` and `Factors`. It must not say more to somebody who isn't
signed in than that they aren't.
"""
