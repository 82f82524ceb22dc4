"""What managers do with templates: draft, prove, look at, compare, publish, bring back; and a test letter to themselves.

A template is proven by rendering it as the product would, under each document that it is for. This room must not change a ticket
nor write to a customer, and computes nothing within a transaction.
"""
