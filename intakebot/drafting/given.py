"""What a manager gives, as it can be kept."""

from intakebot.casework.work import NotDone


def words(what: str, said: str, most: int) -> str:
    """With one kind of line ends; NotDone for what can't be kept."""
    if len(said) > most:
        raise NotDone("{what}: {count:,} characters; {most:,} at most", what=what, count=len(said), most=most)
    if "\0" in said or any("\ud800" <= sign <= "\udfff" for sign in said):
        raise NotDone("{what}: isn't UTF-8 text", what=what)
    return said.replace("\r\n", "\n").replace("\r", "\n")
