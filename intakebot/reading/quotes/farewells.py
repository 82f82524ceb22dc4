"""What people and their programs write below a text, by language: words, no logic."""

import re

from intakebot.reading.quotes.wordlists import alternatives, entries

#: Closing lines, without the name; compared without the punctuation at their end.
CLOSINGS = entries(
    """
    ru: с уважением | с наилучшими пожеланиями | с глубоким уважением | всего доброго | всего хорошего | с приветом | искренне ваш
    ru: спасибо | заранее спасибо | благодарю | с благодарностью | хорошего дня | до свидания | искренне ваша | с ув | с почтением
    ru: спасибо, с уважением | заранее благодарю | с уважением и наилучшими пожеланиями | с искренним уважением | удачи
    pl: pozdrawiam | z poważaniem | z powazaniem | pozdrowienia | serdecznie pozdrawiam | z wyrazami szacunku | łączę pozdrowienia
    pl: pozdrawiam serdecznie | z pozdrowieniami | dziękuję | z góry dziękuję | miłego dnia | dzięki | pozdr | z szacunkiem
    pl: dziękuję i pozdrawiam | łączę wyrazy szacunku | pozdrawiam / best regards
    en: best regards | kind regards | regards | best | best wishes | warm regards | sincerely | yours sincerely | yours faithfully | thanks
    en: thank you | many thanks | cheers | yours | with kind regards | thanks and regards | thanks & regards | with best regards | yours truly
    en: thanks in advance | respectfully | cordially | all the best | thx | sincerely yours | very best | warmest regards | kindest regards
    uk: з повагою | з найкращими побажаннями | дякую | щиро ваш | гарного дня | всього найкращого
    bg: с уважение | поздрави | с поздрав | благодаря
    cs: s pozdravem | s přátelským pozdravem | děkuji | s úctou | hezký den | zdravím | přeji hezký den
    da: med venlig hilsen | venlig hilsen | mvh | hilsen | mange hilsner | tak | vh | de bedste hilsner | bedste hilsner
    de: mit freundlichen grüßen | mit freundlichem gruß | freundliche grüße | viele grüße | beste grüße | liebe grüße | grüße | gruß | danke | mfg
    de: mit besten grüßen | vielen dank | freundlicher gruß | herzliche grüße | mit freundlichen gruessen | hochachtungsvoll | lg | vg
    el: με εκτίμηση | ευχαριστώ | φιλικά | χαιρετισμούς
    es: saludos | un saludo | atentamente | saludos cordiales | gracias | cordialmente | muchas gracias | reciba un cordial saludo | un cordial saludo
    fi: ystävällisin terveisin | terveisin | parhain terveisin | kiitos | t | yt
    fr: cordialement | bien cordialement | salutations | bien à vous | merci | bonne journée | sincères salutations | cdlt | meilleures salutations
    hu: üdvözlettel | tisztelettel | köszönettel | köszönöm | üdv
    it: cordiali saluti | distinti saluti | saluti | grazie | cordialmente | un saluto | grazie mille | buona giornata
    ja: よろしくお願いします | よろしくお願いいたします | 以上
    ko: 감사합니다 | 고맙습니다
    nl: met vriendelijke groet | met vriendelijke groeten | vriendelijke groet | groeten | mvg | bedankt | groet | hartelijke groet
    no: med vennlig hilsen | vennlig hilsen | hilsen | takk
    pt: atenciosamente | cumprimentos | abraços | obrigado | obrigada | com os melhores cumprimentos | abraço | att | melhores cumprimentos
    ro: cu stimă | cu respect | mulțumesc | o zi bună | toate cele bune
    sk: s pozdravom | ďakujem | s úctou | pekný deň
    sv: med vänliga hälsningar | med vänlig hälsning | vänliga hälsningar | hälsningar | mvh | tack | vänligen
    tr: i̇yi çalışmalar | saygılarımla | saygılarımızla | iyi çalışmalar | teşekkürler | i̇yi günler | iyi günler | sevgiler
    vi: trân trọng | thân mến | cảm ơn | trân trọng cảm ơn
    zh: 此致 | 敬礼 | 谢谢 | 祝好 | 祝商祺 | 顺颂商祺
    """
)

#: Openings of the line a telephone or web mailer adds. The line must also name a device or program.
SENT_FROM = alternatives(
    """
    ru: отправлено с | отправлено из | отправлено через | отправлено при помощи | послано с | отправлено мобильной | письмо отправлено | простите за краткость | извините за краткость
    pl: wysłano z | wysłane z | wysłano przy użyciu | wysłano ze | wysłane przy pomocy | wysłano za pomocą | wiadomość wysłana z | wysłany z | wysłane za pomocą
    en: sent from | sent via | sent using | sent with | this message was sent from | sent on | typed on | composed on | please excuse my brevity
    uk: надіслано з | надіслано через | відправлено з | відправлено через | надіслано за допомогою | надіслано із
    bg: изпратено от | изпратено с
    cs: odesláno z | odesláno ze | odesláno pomocí | posláno z
    da: sendt fra | sendt med | sendt via
    de: gesendet von | gesendet mit | gesendet aus | gesendet über
    de: verschickt mit | verschickt von
    el: στάλθηκε από | εστάλη από | αποστολή από
    es: enviado desde | enviado con | enviado a través de | enviado de
    fi: lähetetty
    fr: envoyé de | envoyé depuis | envoyé à partir | envoyé avec | provenance : courrier | envoyé par | envoyé via
    hu: elküldve | küldve
    it: inviato da | inviato dal | inviato con | inviata da
    nl: verstuurd vanaf | verzonden vanaf | verzonden met | verstuurd via | verzonden via | verstuurd met
    no: sendt fra | sendt med | sendt via
    pt: enviado do | enviado de | enviado a partir | enviado pelo | enviado via | enviado com | enviada do
    ro: trimis de pe | trimis din | trimis de la | trimis prin | trimis cu
    sk: odoslané z | odoslané zo | odoslané pomocou | poslané z
    sv: skickat från | skickat via | skickat med | sänt från
    vi: đã gửi từ | gửi từ | được gửi từ
    zh: 发自 | 從我的 | 从我的 | 發自 | 来自
    """
)

#: Endings of such a line in languages that put the verb last.
SENT_LAST = (
    "gesendet", "送信", "送信しました", "から送信", "보냄", "에서 보냄", "gönderildi", "发送", "傳送", "发出", "küldve", "gesendet.", "verschickt",
)  # fmt: skip

#: What such a line must name.
DEVICE = re.compile(
    r"iphon|ipad|ipod|android|samsung|galaxy|huawei|xiaomi|redmi|honor|pixel|blackberry|outlook|yahoo|mail\.ru|яндекс|yandex|почт"
    r"|(?<![\w-])mail|gmail|hotmail|proton|телефон|смартфон|мобильн|мобільн|планшет|телефону|phone|handy|tablet|mobil|mobiel|móvil|celular|portable"
    r"|windows|thunderbird|spark\b|nokia|lumia|xperia|oneplus|poczt|onet|interia|gmx|t-online|puhelim|telefon|携帯|スマートフォン|手机|手機"
    r"|휴대|스마트폰|điện thoại|\bios\b|kindle|motorola|puhelin|superhuman|τηλέφωνο|κινητό|gerät|appareil|smartfon|readdle",
    re.IGNORECASE,
)

#: The letters of each device's name, looked for first: most lines have none of them.
DEVICE_LETTERS = tuple(re.sub(r"\(\?<!.*?\)|\\b|\\(?=\.)", "", name) for name in DEVICE.pattern.split("|"))

#: Beginnings of disclaimers and of what virus scanners and list servers add; a paragraph that opens so ends the text.
DISCLAIMERS = alternatives(
    """
    ru: настоящее сообщение | данное сообщение | настоящее электронное | данное электронное | это сообщение | это электронное | это письмо
    ru: уведомление о конфиденциальности | информация, содержащаяся в | конфиденциальность: | содержание данного
    pl: wiadomość jest poufna | niniejsza wiadomość | ta wiadomość | treść tej wiadomości | informacje zawarte w | niniejszy e-mail | wiadomość ta
    pl: treść niniejszej wiadomości | klauzula poufności | uwaga: niniejsza | zastrzeżenie: | ta wiadomość e-mail | administratorem danych osobowych
    en: this e-mail | this email | this message | the information contained | the contents of this | the information in this | confidentiality notice
    en: disclaimer | confidential: | privileged | notice: this | confidentiality: | caution: this | important: this | confidentiality note
    en: this communication | this electronic | important notice | legal notice | if you are not the intended | the information transmitted
    uk: це повідомлення | дане повідомлення | цей електронний лист | інформація, що міститься
    bg: това съобщение | този имейл
    cs: tato zpráva | tento e-mail | obsah této zprávy | informace obsažené
    da: denne e-mail | denne mail | denne meddelelse
    de: diese e-mail | diese nachricht | der inhalt dieser | die information in dieser | vertraulichkeitshinweis | diese mail | dieses e-mail
    es: este mensaje | este correo | aviso legal | la información contenida | aviso de confidencialidad
    fi: tämä viesti | tämä sähköposti
    fr: ce message | ce courriel | cet e-mail | les informations contenues | avis de confidentialité | ce mail | le présent message
    hu: ez az üzenet | ez az e-mail | jelen üzenet
    it: questo messaggio | questa e-mail | le informazioni contenute | avviso di riservatezza | il presente messaggio | la presente e-mail
    nl: dit bericht | deze e-mail | de informatie in dit | de inhoud van dit
    no: denne e-posten | denne meldingen
    pt: esta mensagem | este e-mail | aviso legal | as informações contidas | este email
    ro: acest mesaj | acest e-mail | informațiile conținute
    sk: táto správa | tento e-mail | obsah tejto správy
    sv: detta e-postmeddelande | detta meddelande | detta mejl
    tr: bu e-posta | bu mesaj | bu elektronik posta | bu ileti
    """
)

#: A paragraph that opens so is a disclaimer only if it speaks of confidence, of the wrong recipient, or of a scanner.
CONFIDENTIAL = re.compile(
    r"confidential|confidencial|confidentiel|riservat|vertraul|vertrouwelijk|poufn|конфиденциал|конфіденц|поверит|důvěrn|dôvern|fortrolig"
    r"|konfidentiell|luottamuksel|bizalmas|gizli|gizlilik|επιστευτικ|privileged|intended (?:only|solely|recipient)|unintended|адресат|adresat"
    r"|destinat[aá]r|empfänger bestimmt|geadresseerde|címzett|virus|вирус|avast|не является офертой|publicznej oferty|odbiorc|ochrana",
    re.IGNORECASE,
)

#: One-line additions of scanners, list servers and companies.
FOOTERS = alternatives(
    """
    ru: без вирусов | это письмо проверено | проверено на вирусы | подумайте об окружающей среде | прежде чем печатать | вы получили это сообщение, потому что
    ru: берегите природу | пожалуйста, подумайте об окружающей среде
    pl: wolny od wirusów | wolne od wirusów | nie zawiera wirusów | tę wiadomość sprawdzono | zanim wydrukujesz | pomyśl o środowisku | ta wiadomość została sprawdzona
    en: virus-free | this email has been checked for viruses | this email has been scanned | please consider the environment | checked by avg
    en: you received this message because you are subscribed | to unsubscribe from this group | consider the environment before printing | think before you print
    de: virenfrei | diese e-mail wurde von avast | bitte denken sie an die umwelt | denken sie an die umwelt | bitte prüfen sie
    cs: neobsahuje žádné viry | bez virů
    es: libre de virus | no imprima este | antes de imprimir
    fr: sans virus | garanti sans virus | l'absence de virus | pensez à l'environnement | avant d'imprimer
    it: privo di virus | mail priva di virus | prima di stampare
    nl: virusvrij | denk aan het milieu
    pt: livre de vírus | não contém vírus | antes de imprimir
    sk: bez vírusov
    """
)

#: Telephone numbers: abroad, with their leading zero or eight, in groups.
_NUMBERS = (
    r"(?:\+|\b00|\(0|\b8[\s-]?\()[\d\s()./-]{7,20}|\b\d{3}[\s-]\d{2,3}[\s-]\d{2}[\s-]?\d{2}\b|\b\d{3}[\s-]\d{3}[\s-]\d{3,4}\b"
    r"|(?<![\w.-])0\d(?:[\s.-]\d\d){4}(?![\w-])|(?<![\w.-])0\d{2,4}(?:\s\d{3,8}|[/-]\d{5,8})(?:[\s-]\d{2,4}){0,3}(?![\w-])"
)
NUMBER = re.compile(_NUMBERS)

#: Legal forms of firms, whose capitals matter ("5 kg").
FIRM = re.compile(
    r"(?<!\w)(?:ООО|ЗАО|ПАО|АО|ОАО|ИП|ТОВ|ФОП|GmbH(?: & Co\. ?KG)?|UG|AG|KG|e\.K|Ltd|LLC|LLP|Inc|Corp|PLC|S\.?A\.?R\.?L|SAS|SASU"
    r"|s\. ?r\. ?o|a\. ?s|S\.A|S\.L|S\.L\.U|S\.p\.A|S\.r\.l|Lda|Ltda|B\.V|N\.V|BV|NV|sp\. ?z ?o\. ?o|sp\. ?[jk]|ApS|A/S|Oyj?|AB|Kft|Zrt|d\.o\.o|SRL"
    r"|A\.Ş|Ltd\. Şti)\.?(?!\w)"
)

#: Mail addresses and links.
PLACE = re.compile(
    r"<?[^\s<>@|,;]{1,64}@[^\s<>@|,;]{1,64}\.\w{1,24}>?|(?:https?://|www\.)[^\s<>|,;]{1,200}", re.IGNORECASE
)

#: What numbers and addresses are labelled with; a single letter needs its colon or stop.
LABEL = re.compile(
    r"(?<!\w)(?:(?:tel|telephone|phone|mob|mobile|fax|cell|office|direct|work|home|switchboard|тел|телефон|факс|моб|мобильный|раб|рабочий|доб|сот|сотовый"
    r"|kom|komórka|telefon|mobil|handy|tél|téléphone|portable|fixe|teléfono|móvil|telefono|cellulare|cell|telefone|telemóvel|telefoon|mobiel|gsm|puh|puhelin"
    r"|skype|telegram|viber|whatsapp|e-?mail|mail|web|www|website|strona|эл\.? почта|почта|сайт|ext|wew|вн|durchwahl|電話|电话|手机|전화|携帯)(?!\w)[.:：]*"
    r"|[A-Za-zТтМмФф]\s?[.:](?=\s?[+(\d]|\s?$))",
    re.IGNORECASE,
)

#: Words that a post or a department is named by.
POST = re.compile(
    r"(?<!\w)(?:менеджер|директор|бухгалтер|инженер|специалист|руководитель|начальник|заместитель|администратор|секретарь|отдел|помощник|юрист|закупк"
    r"|менеджерка|керівник|головний|фахівець|відділ|kierownik|dyrektor|specjalist|księgow|prezes|asystent|dział|właściciel|pracownik"
    r"|manager|director|engineer|specialist|accountant|assistant|officer|head of|ceo|cto|cfo|owner|department|consultant|coordinator|developer"
    r"|leiter|geschäftsführ|sachbearbeit|abteilung|vertrieb|einkauf|buchhalt|assistenz|inhaber|directeur|directrice|responsable|gérant|service|chargée? de"
    r"|directora?|gerente|jef[ea]|departamento|responsabile|direttore|direttrice|ufficio|titolare|diretora?|chefe|medewerker|afdeling|directeur|eigenaar|vedoucí|jednatel|ředitel|účetní"
    r"|vedúci|konateľ|vezető|igazgató|chef|ansvarig|leder|johtaja|päällikkö|müdür|uzman)",
    re.IGNORECASE,
)

#: Postcode and town.
TOWN = re.compile(r"(?:[A-Z]{1,2}-)?(?:\d{4,6}|\d{2}-\d{3}|\d{3} \d{2})(?: [A-Z]{2})?,? [^\W\d_a-zа-я][^\d.?!]{2,40}$")

#: What makes a line part of a visiting card: telephone, mail, web, company form, tax number, street.
CONTACT = re.compile(
    rf"{_NUMBERS}"
    r"|(?<!\w)(?:tel|phone|mob|mobile|fax|cell|тел|факс|моб|телефон|kom|telefon|tél|gsm|skype|telegram|whatsapp|e-?mail|web|www|email|эл\.? почта|сайт)\s?[.:]"
    r"|https?://|www\.\w|[^\s<>@]{1,64}@[^\s<>@]{1,64}\.\w"
    r"|(?<!\w)(?:ООО|ЗАО|ПАО|ИНН|ОГРН|NIP|KRS|REGON|GmbH|Ltd|LLC|Inc|s\.r\.o|S\.A|B\.V|sp\. z o)(?!\w)"
    r"|(?<!\w)(?:ul|ул|al|пр|str|rue|via|calle)\.\s|(?<!\d)\d{2}-\d{3}\s\w|(?:straße|strasse|street|avenue)(?!\w)",
    re.IGNORECASE,
)
