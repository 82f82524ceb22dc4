"""What operators write over the shipped documents."""

#: What the operator has found in the pictures that the text lacks (MAR-05), and the hours.
TABLES = """
[calendars.office]
days = ["mon", "tue", "wed", "thu", "fri"]
times = ["09:00-18:00"]
zone = "Europe/Moscow"
holidays = "RU"
clause = "MAR-05"

[calendars.always]
days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
times = ["00:00-24:00"]
zone = "Europe/Moscow"
clause = "MAR-05"

[plans.standard]
calendar = "office"

[plans.standard.targets]
1 = { reaction = { promise = "2 wh", clause = "MAR-05" }, update = { promise = "4 wh", clause = "MAR-05" }, calendar = "always" }
2 = { reaction = { promise = "4 wh", clause = "MAR-05" }, update = { promise = "1 bd", clause = "MAR-05" } }
3 = { reaction = { promise = "1 bd", clause = "MAR-05" } }
4 = { reaction = { promise = "3 bd", clause = "MAR-05" } }
"""
