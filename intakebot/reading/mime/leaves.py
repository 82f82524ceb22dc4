"""The parts of a mail, decoded."""

import re
from typing import NamedTuple, TypeAlias

from intakebot.reading.mail import Part
from intakebot.reading.mime import headers, parameters
from intakebot.reading.mime.charsets import decode, meta_charset
from intakebot.reading.mime.findings import Findings
from intakebot.reading.mime.headers import Characters, first
from intakebot.reading.mime.transfer import decode as transferred
from intakebot.reading.mime.tree import Node
from intakebot.reading.mime.words import one_line

#: Bytes of a text that are decoded; pictures written into HTML make it longer than texts are.
MAX_TEXT = 1024 * 1024
MAX_HTML = 4 * MAX_TEXT
#: As long as file systems allow; longer names keep their extension.
MAX_FILENAME = 255
#: Folders before a name: from a root, a drive, a network share or upwards; "AC/DC.mp3" is a name.
_PATH = re.compile(r"^(?:[A-Za-z]:[\\/]|[\\/]|\.\.?[\\/]).*[\\/](?=[^\\/])|^(?:[A-Za-z]:)?[\\/]+")


class Branch(NamedTuple):
    """A multipart with its opened parts."""

    content_type: str
    children: "tuple[Opened, ...]"


Opened: TypeAlias = Branch | Part


class Opener:
    """Decodes the parts of one mail."""

    def __init__(self, raw: bytes, characters: Characters, findings: Findings) -> None:
        self._raw, self._characters, self._findings = raw, characters, findings

    def opened(self, node: Node) -> Opened:
        """The decoded part, or the multipart with its decoded parts."""
        if node.is_multipart:
            return Branch(node.content_type, tuple(self.opened(child) for child in node.children))
        return self._part(node)

    def _part(self, node: Node) -> Part:
        kind = node.content_type
        data = self._raw[node.start : node.end]
        if encoding := self._readable(node, "content-transfer-encoding"):
            data = transferred(data, encoding, self._findings, is_text=kind.startswith("text/"))
        disposition, options = self._disposition(node)
        return Part(
            content_type=kind,
            parameters=node.parameters,
            disposition=disposition,
            filename=filename(options.get("filename") or options.get("name") or node.parameters.get("name", "")),
            content_id=self._readable(node, "content-id").strip("<> "),
            content=data,
            text=self._text(node, data),
            within=node.within,
        )

    def _readable(self, node: Node, name: str) -> str:
        raw = first(node.fields, name)
        return self._characters.readable(raw) if raw is not None else ""

    def _disposition(self, node: Node) -> tuple[str, dict[str, str]]:
        """Disposition: "inline", "attachment" (also for unknown words, RFC 2183 §2.8) or "", and the parameters."""
        raw = first(node.fields, "content-disposition")
        if raw is None:
            return "", {}
        kind, options = parameters.parse(self._characters.unfolded(raw), self._findings)
        if kind in ("", "inline"):
            return kind, options
        return "attachment", options

    def _text(self, node: Node, data: bytes) -> str:
        kind = node.content_type
        if not kind.startswith(("text/", "message/", "multipart/")):
            return ""
        cap = MAX_HTML if kind == "text/html" else MAX_TEXT
        if len(data) > cap:
            self._findings.add("text-too-long")
            data = data[: data.rfind(b"\n", cap // 2, cap) + 1 or cap]
        if kind == "message/rfc822":
            return tidy(data.decode("utf-8", "replace"))
        charset, hint = node.parameters.get("charset", ""), ""
        if kind == "text/html" and (meta := meta_charset(data)):
            charset, hint = charset or meta, meta
        return tidy(decode(data, charset, self._findings, hint=hint))


def tidy(text: str) -> str:
    """Line ends as "\\n", no NUL."""
    if "\r" in text:
        text = text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\0", "") if "\0" in text else text


def filename(name: str) -> str:
    """The sender's word on one line, without a path (RFC 2183 §2.3), cut to a length that file systems bear."""
    name = _PATH.sub("", one_line(name))
    if len(name) <= MAX_FILENAME:
        return name
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > 20:
        return name[:MAX_FILENAME]
    return stem[: MAX_FILENAME - len(extension) - 1] + "." + extension


def name_of_message(part: Part) -> str:
    """A name for an attached message that has none: its subject."""
    findings = Findings()
    fields, _ = headers.split(part.content[: headers.MAX_BYTES], 0, min(len(part.content), headers.MAX_BYTES), findings)
    raw = first(fields, "subject")
    subject = Characters(fields, findings).readable(raw[:4_096]) if raw is not None else ""
    return filename((subject or "message") + ".eml")
