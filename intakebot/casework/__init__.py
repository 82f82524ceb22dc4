"""What duties, triage and conversation have in common: the clocks, the severity, its conditions, letters about a case.

Everything here works within the desk's transaction. This room must not know who asks: an agent, a customer or a timer.
"""
