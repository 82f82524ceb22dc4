"""Passwords of 12 characters and more that are tried first; our own short list, in small letters."""

_WORDS = """
    1qaz2wsx3edc 1q2w3e4r5t6y 1q2w3e4r5t6y7u q1w2e3r4t5y6 qwertyuiop12 qwertyuiop123 qwertyuiop[] qwerty123456
    qwertyqwerty1 qazwsxedcrfv zaq12wsxcde3 asdfghjkl123 zxcvbnm12345 1234567890qw 123456qwerty qwer1234asdf
    123456789012 1234567890123 123456789101 12345678901234 123456789abc abc123456789 0987654321098
    abcdefghijkl abcdefghijklm abcdefghijklmnopqrstuvwxyz abcdef123456 abcd12345678 abcdefgh1234
    password1234 password12345 password123! password2024 password2025 password2026 password@123 passwordpassword1
    mypassword123 changeme1234 changemenow1 letmein12345 letmeinplease welcome12345 welcome2025! welcome2026!
    administrator administrator1 adminadmin12 admin1234567 admin@123456 superadmin123 operator1234 support12345
    helpdesk1234 manager12345 iloveyou1234 iloveyouforever trustno1trustno1 correcthorsebatterystaple
    summer2025summer winter2026winter football1234 princess1234 sunshine1234 dragon123456
    monkey123456 superman1234 starwars1234 computer1234 internet1234 secret123456 default12345 temporary123
    йцукенгшщзхъ йцукен123456 йцукенгшщз12 фывапролджэ1 пароль123456 парольпароль1 парольпароль привет123456
    приветпривет администратор администратор1 техподдержка любовь123456 наташа123456 здравствуйте
    hasło1234567 haslo1234567 hasłohasło12 haslohaslo12 mojehaslo123 mojehasło123 zaq1@wsxcde3 polska123456
    kochamcie123 kochamciebie administrator12 pomoctechniczna intakebot1234 intakebotintakebot
"""
#: As `folded_name` makes them.
COMMON = frozenset(_WORDS.split()) | {"correct horse battery staple"}
