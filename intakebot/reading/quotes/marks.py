"""What mail programs write around quoted history, by language: words, no logic.

Over 250 lines because it is the one place to add a language to. Everything is compared case-folded; entries of a line
are separated by " | ". The languages of the product come first, then the others by code.
"""

import re

from intakebot.reading.quotes.wordlists import alternatives, entries, words

#: Verbs of attribution lines ("On ... X wrote:"), with their auxiliaries.
WROTE = alternatives(
    """
    ru: написал | написала | написал(а) | написали | писал | писала | писали | писал(а) | пишет | пишете | сообщил | сообщает
    pl: napisał | napisała | napisał(a) | napisał/a | napisali | pisze | pisał | pisała | napisal | napisala | napisal(a)
    en: wrote | writes | has written | said the following | wrote the following
    uk: пише | написав | написала | написав(ла) | написав(-ла) | написав(-ла) | писав
    be: піша | напісаў | напісаў(ла) | напісала
    bg: написа | написа(ла)
    sr: написао је | је написао | је написао/ла | пише | napisao je | je napisao | je napisao/la | piše | napisao/la
    ca: va escriure | escrigué
    cs: napsal | napsala | napsal(a) | napsali | píše
    da: skrev | skrev følgende | skriver
    de: schrieb | schrieb folgendes | schrieben | schreibt | hat geschrieben
    el: έγραψε | έγραψαν | γράφει
    es: escribió | escribio | ha escrito | escribe
    et: kirjutas
    fi: kirjoitti | kirjoittaa
    fr: a écrit | a ecrit | écrit | écrivait | a écrit le
    he: כתב | כתבה | מאת
    hu: írta | ezt írta | a következőt írta | írt | írja
    id: menulis
    it: ha scritto | scrive | ha scritto il
    ja: 書きました | 書いた | のメール | 書き込み
    ko: 작성 | 작성했습니다 | 님이 작성 | 썼습니다 | 씀
    lt: parašė | rašė
    lv: rakstīja
    nl: schreef | schreef het volgende | heeft geschreven | het volgende geschreven
    pt: escreveu | escreveu o seguinte
    ro: a scris | scrie
    sk: napísal | napísala | napísal(a) | napísali
    sl: je napisal | je napisala | je napisal/-a
    tr: yazdı | şunu yazdı | şunları yazdı | şöyle yazdı
    vi: đã viết | viết
    zh: 写道 | 寫道 | 写了 | 写到
    """
)

#: Verbs of scripts that put no blanks between words; they are found anywhere in a line.
WROTE_UNSPACED = re.compile("写道|寫道|写了|写到|書きました|書いた|のメール|작성|썼습니다|님이|कर|เขียน|كتب|نوشت|כתב")

#: Words that an attribution line opens with, before its date or name.
OPENERS = alternatives(
    """
    ru: в | от | на | пн | вт | ср | чт | пт | сб | вс | понедельник | вторник | среда | четверг | пятница | суббота | воскресенье
    ru: вы писали | цитирую | вкл
    pl: w dniu | dnia | dn | pon | wt | śr | czw | pt | sob | niedz | ndz | nd | w
    pl: poniedziałek | wtorek | środa | czwartek | piątek | sobota | niedziela | cytowanie | cytat | wiadomość napisana przez
    en: on | at | in | mon | tue | tues | wed | thu | thur | thurs | fri | sat | sun | quoting | you wrote | in message | in article
    en: monday | tuesday | wednesday | thursday | friday | saturday | sunday | am | message from
    uk: чт | пт | сб | нд | понеділок | вівторок | середа | четвер | пʼятниця | п'ятниця | субота | неділя | від
    bg: на | нд | понеделник | вторник | сряда | четвъртък | петък | събота | неделя
    sr: дана | dana | čet | ned | pet | pon | uto | sre
    ca: el dia | el missatge de | dl | dt | dc | dj | dv | ds | dg
    cs: dne | po | út | st | čt | pá | so | ne | pondělí | úterý | středa | čtvrtek | pátek | sobota | neděle | v
    da: den | d | man | tir | ons | tor | tors | fre | lør | søn | mandag | tirsdag | onsdag | torsdag | fredag | lørdag | søndag
    de: am | mo | di | mi | do | fr | sa | so | montag | dienstag | mittwoch | donnerstag | freitag | samstag | sonntag | zitat von
    el: στις | την | τη | το | δευ | τρί | τετ | πέμ | παρ | σάβ | κυρ
    es: el | lun | mar | mié | jue | vie | sáb | dom | lunes | martes | miércoles | jueves | viernes | sábado | domingo | citando a
    et: kuupäeval | ühel kenal päeval
    fi: ma | ti | ke | to | pe | la | su | maanantai | tiistai | keskiviikko | torstai | perjantai | lauantai | sunnuntai
    fr: le | lun | mar | mer | jeu | ven | sam | dim | lundi | mardi | mercredi | jeudi | vendredi | samedi | dimanche | citation de
    hu: dátum | időpont | hétfő | kedd | szerda | csütörtök | péntek | szombat | vasárnap
    id: pada
    it: il giorno | il | in data | lun | mar | mer | gio | ven | sab | dom | citando
    it: lunedì | martedì | mercoledì | giovedì | venerdì | sabato | domenica
    lt: pn | an | tr | kt | pr | št | sk
    nl: op | ma | di | wo | do | vr | za | zo | maandag | dinsdag | woensdag | donderdag | vrijdag | zaterdag | zondag | citeren van
    pt: em | no dia | a | seg | ter | qua | qui | sex | sáb | dom | segunda-feira | terça-feira | quarta-feira | quinta-feira | sexta-feira
    ro: în data | în | pe | la data | lun | mar | mie | joi | vin | sâm | dum | luni | marți | miercuri | vineri | sâmbătă | duminică
    sk: dňa | ut | št | pi | pondelok | utorok | streda | štvrtok | piatok | nedeľa
    sl: dne | tor | čet | pet | sob
    sv: den | mån | tis | ons | tors | fre | lör | sön | måndag | tisdag | onsdag | torsdag | fredag | lördag | söndag
    tr: tarihinde | pzt | sal | çar | per | cum | cmt | paz | pazartesi | salı | çarşamba | perşembe | cuma | cumartesi | pazar
    vi: vào | vào lúc | lúc | ngày | thứ
    zh: 在 | 于 | 於
    """
)

#: Attribution words without a date or verb (Horde and others): "Quoting X <a@b>:".
QUOTING = alternatives(
    """
    ru: цитирую | цитата из письма | цитата | из письма
    pl: cytowanie | cytat | cytuję
    en: quoting | according to | message from
    de: zitat von | zitat
    fr: citation de | en réponse à
    es: citando a | cita de
    it: citando | citazione da
    pt: citando
    nl: citeren van
    cs: citát
    """
)

#: First and second persons: who says "we wrote" tells something; no mail program says so of its user.
FIRST_PERSON = alternatives(
    """
    ru: я | мы | я уже | мы уже | вам | нам | мне
    pl: ja | my | już | nam | wam | mi
    en: i | we | i've | we've | already | have | just | they | he | she | it
    de: ich | wir | bereits | schon | uns | ihnen
    fr: j'ai | nous avons | nous | je
    es: yo | nosotros
    it: io | noi
    uk: я | ми
    """
)

#: Phrases between dashes above the message that is answered ("-----Original Message-----").
ORIGINAL = entries(
    """
    ru: исходное сообщение | оригинальное сообщение | первоначальное сообщение | исходное письмо | исходный текст
    ru: предыдущее сообщение | ответное сообщение | original message
    pl: wiadomość oryginalna | oryginalna wiadomość | wiadomosc oryginalna | treść oryginalnej wiadomości | pierwotna wiadomość
    pl: wiadomość pierwotna | oryginalny e-mail | oryginalny mail | oryginalna wiadomosc
    en: original message | original mail | original email | original e-mail | original text | original | reply message
    en: previous message | replied message | reply | message history | original message follows | original appointment
    uk: вихідне повідомлення | оригінальне повідомлення | початкове повідомлення | оригінал повідомлення | первинне повідомлення
    bg: оригинално съобщение | първоначално съобщение
    sr: originalna poruka | izvorna poruka | оригинална порука | prvotno sporočilo | izvirno sporočilo
    ca: missatge original
    cs: původní zpráva | puvodni zprava | původní e-mail | původní mail
    da: oprindelig meddelelse | original meddelelse | original besked | oprindelig besked
    de: ursprüngliche nachricht | urspruengliche nachricht | originalnachricht | original-nachricht | original nachricht
    de: originalmeldung | ursprüngliche e-mail | original e-mail | urspr. nachricht | ursprüngliche mail | originalmail | original-mail | antwort
    el: αρχικό μήνυμα | αρχικο μηνυμα | πρωτότυπο μήνυμα
    es: mensaje original | mensaje originario | e-mail original | mail original | correo original
    et: algne kiri | originaalsõnum | algsõnum
    fi: alkuperäinen viesti | alkuperäinen sanoma
    fr: message d'origine | message original | message initial | courriel original | e-mail d'origine | mail d'origine | mail original | e-mail original | message d’origine
    hr: izvorna poruka
    hu: eredeti üzenet | eredeti levél | eredeti e-mail
    id: pesan asli
    it: messaggio originale | messaggio originario | mail originale | e-mail originale | original message
    ja: 元のメッセージ | 元のメール | オリジナルメッセージ | original message | 転送元のメッセージ
    ko: 원본 메시지 | 원본 메일 | 원본 이메일 | 원본메일 | 원본메시지 | 원래 메시지
    lt: originalus laiškas | pradinis pranešimas
    nl: oorspronkelijk bericht | originele mail | oorspronkelijke mail | oorspronkelijke bericht | origineel bericht | oorspronkelijke e-mail
    no: opprinnelig melding | original melding
    pt: mensagem original | mensagem inicial | e-mail original | email original
    ro: mesaj original | mesajul original | mesaj inițial | mesajul inițial
    sk: pôvodná správa | povodna sprava | pôvodný e-mail
    sv: ursprungligt meddelande | originalmeddelande | ursprungligt e-postmeddelande
    tr: orijinal mesaj | özgün ileti | orijinal ileti | özgün mesaj | orjinal mesaj | i̇leti aslı
    vi: thư gốc | tin nhắn gốc | thư ban đầu
    zh: 原始邮件 | 原始郵件 | 原邮件 | 原始信息 | 回复的原邮件 | 回复的邮件 | 原件 | 原始訊息 | 原始讯息
    """
)

#: Phrases above a message that is handed on.
FORWARDED = entries(
    """
    ru: пересылаемое сообщение | пересланное сообщение | перенаправленное сообщение | пересылаемое письмо | пересланное письмо
    ru: начало переадресованного сообщения | переадресованное сообщение | начало пересылаемого сообщения | переправленное сообщение
    ru: пересылаемые сообщения | конец пересылаемого сообщения
    pl: przekazana wiadomość | wiadomość przekazana | treść przekazanej wiadomości | wiadomość przekazana dalej | forwarded message
    pl: początek przekazanej wiadomości | przekazywana wiadomość | przesłana wiadomość | wiadomość przesłana dalej
    en: forwarded message | begin forwarded message | forwarded mail | forwarded by | forwarded email | forward message | start of forwarded message
    uk: переслане повідомлення | пересланий лист | початок пересланого повідомлення | переслане письмо | переадресоване повідомлення
    bg: препратено съобщение | пренасочено съобщение | начало на препратеното съобщение
    ca: missatge reenviat | missatge tramès
    cs: přeposlaná zpráva | předaná zpráva | přeposlaný e-mail | začátek přeposílané zprávy | začátek přeposlané zprávy
    da: videresendt meddelelse | videresendt besked | start på videresendt besked | videresendt mail
    de: weitergeleitete nachricht | anfang der weitergeleiteten nachricht | weitergeleitete e-mail | weitergeleitete mail
    de: beginn der weitergeleiteten nachricht
    el: προωθημένο μήνυμα | έναρξη προωθημένου μηνύματος | μήνυμα που προωθήθηκε
    es: mensaje reenviado | inicio del mensaje reenviado | mensaje enviado | comienza el mensaje reenviado | forwarded message
    fi: välitetty viesti | edelleenlähetetty viesti | välitetty sanoma | välitetyn viestin alku | välitetty viesti alkaa
    fr: message transféré | début du message réexpédié | début du message transféré | message transmis | message réexpédié | courriel transféré
    hr: proslijeđena poruka
    hu: továbbított üzenet | továbbított levél | a továbbított levél kezdete | továbbított üzenet kezdete
    it: messaggio inoltrato | inizio messaggio inoltrato | messaggio inoltrato da | inizio del messaggio inoltrato
    ja: 転送メッセージ | 転送されたメッセージ | 転送メール | 転送されたメール | 転送元メッセージ
    ko: 전달된 메시지 | 전달된 메일 | 전달된 이메일 | 전달 메시지
    nl: doorgestuurd bericht | doorgezonden bericht | begin doorgestuurd bericht | begin van doorgestuurd bericht | doorgestuurde e-mail
    no: videresendt melding | videresendt e-post | start på videresendt melding
    pt: mensagem encaminhada | mensagem reencaminhada | início da mensagem encaminhada | início da mensagem reencaminhada
    ro: mesaj redirecționat | mesaj retransmis | începutul mesajului redirecționat | mesaj transmis
    sk: preposlaná správa | odovzdaná správa | začiatok preposlanej správy | preposielaná správa
    sv: vidarebefordrat meddelande | vidarebefordrat brev | vidarebefordrat mejl | början på vidarebefordrat meddelande
    tr: yönlendirilen ileti | iletilen mesaj | yönlendirilmiş ileti | iletilmiş mesaj | yönlendirilen mesaj | yönlendirilen ileti başlangıcı
    vi: thư đã chuyển tiếp | tin nhắn được chuyển tiếp | thư được chuyển tiếp | bắt đầu thư được chuyển tiếp
    zh: 转发的邮件 | 转发邮件 | 转发邮件信息 | 转发的信息 | 轉寄的郵件 | 轉寄郵件 | 转发的消息 | 下面是被转发的邮件 | 已转发的邮件
    """
)

#: How Lotus Notes and its like begin the same line: "----- Forwarded by X on 02/02/2026 -----".
FORWARDED_BY = tuple(
    entries(
        """
        ru: переслано | пересылает | автор пересылки
        pl: przekazane przez | przesłane przez | przesłał
        en: forwarded by | forwarded message from | forwarded from
        de: weitergeleitet von
        es: remitido por | reenviado por
        fr: transféré par | réacheminé par
        it: inoltrato da
        nl: doorgestuurd door
        pt: encaminhado por | repassado por
        """
    )
)

#: How the same begins for a message that is answered.
ORIGINAL_BY = tuple(
    entries(
        """
        en: original message from | original message by | original message on
        de: ursprüngliche nachricht von
        ru: исходное сообщение от
        pl: oryginalna wiadomość od
        """
    )
)

#: Words with which people hand a message on; then its text is their request.
HANDS_ON = alternatives(
    """
    ru: см. ниже | смотри ниже | смотрите ниже | ниже письмо | ниже переписка | пересылаю | перенаправляю | переслано | для информации
    ru: для сведения | к сведению | письмо ниже | переписка ниже | сообщение ниже | переадресую | прошу рассмотреть
    pl: patrz niżej | patrz poniżej | przesyłam | przekazuję | do wiadomości | poniższa | poniższy | w załączeniu przesyłam | poniżej | zobacz poniżej
    en: see below | fyi | forwarding | forwarded | below is | the mail below | the message below | the email below | please see the
    en: for your information | handing this over | please handle | please take care | passing this on | see the below
    uk: див. нижче | дивіться нижче | пересилаю | до відома
    cs: viz níže | přeposílám
    da: se nedenfor | videresender
    de: siehe unten | zur info | zur information | zur kenntnis | leite weiter | weiterleite | z.k. | s.u. | s. u. | wie unten
    es: ver abajo | a continuación | reenvío | para su información | más abajo
    fi: katso alla | alla oleva
    fr: ci-dessous | pour info | pour information | je vous transfère | voir plus bas
    hu: lásd alább | lásd lent | továbbítom
    it: vedi sotto | inoltro | per conoscenza | qui sotto
    nl: zie onder | zie onderstaand | ter info | zie hieronder
    pt: veja abaixo | ver abaixo | encaminho | segue abaixo
    ro: vezi mai jos | redirecționez
    sk: viď nižšie | pozri nižšie | preposielam
    sv: se nedan | vidarebefordrar
    tr: aşağıda | iletiyorum
    """
)

#: Words before the subject of a message that is handed on.
FORWARD_SUBJECT = alternatives(
    "all: fw | fwd | пересл | переслать | pd | wg | tr | rv | enc | vs | i | i̇lt | i̇let | vb | vl | vidarebefordrat | 转发 | 轉寄 | trs | tov"
)

#: Lines that ask people to answer above them; compared with a line's words, marks and markers taken off.
REPLY_ABOVE = entries(
    """
    ru: ответьте выше этой линии | ответьте выше этой строки | пожалуйста, пишите ответ выше этой линии | пишите выше этой линии
    ru: введите ответ выше этой линии | введите свой ответ выше этой строки | ваш ответ должен быть выше этой линии
    ru: пожалуйста, введите ответ выше этой строки | напишите ответ выше этой линии | отвечайте выше этой линии | пишите ответ над этой чертой
    ru: пожалуйста, введите свой ответ над этой строкой | добавьте ответ над этой строкой | ответ пишите выше этой строки
    pl: proszę odpowiedzieć powyżej tej linii | odpowiedz powyżej tej linii | wpisz odpowiedź powyżej tej linii | odpowiedź powyżej tej linii
    pl: prosimy o odpowiedź powyżej tej linii | proszę wpisać odpowiedź powyżej tej linii | odpowiadaj powyżej tej linii | pisz powyżej tej linii
    en: please type your reply above this line | reply above this line | please reply above this line | write your reply above this line
    en: type your response above this line | enter your reply above this line | reply above this line to add a comment
    en: please do not write below this line | do not write below this line | add your reply above here | reply above
    en: please type your response above this line | to reply, type above this line | your reply above this line | write above this line
    en: type above this line to reply | reply to this email above this line | respond above this line | add your comment above this line
    uk: відповідайте вище цієї лінії | відповідь пишіть вище цієї лінії | введіть відповідь вище цієї лінії | будь ласка, відповідайте вище цієї лінії
    cs: odpovězte nad tuto čáru | napište odpověď nad tento řádek | odpovězte nad tímto řádkem
    de: bitte antworten sie oberhalb dieser zeile | bitte oberhalb dieser zeile antworten | antworten sie oberhalb dieser linie
    de: bitte geben sie ihre antwort oberhalb dieser zeile ein | bitte antworten sie über dieser linie | antwort oberhalb dieser zeile
    es: responda por encima de esta línea | por favor, escriba su respuesta por encima de esta línea | responder por encima de esta línea
    es: escriba su respuesta encima de esta línea | por favor responda por encima de esta línea
    fr: répondez au-dessus de cette ligne | veuillez répondre au-dessus de cette ligne | veuillez saisir votre réponse au-dessus de cette ligne
    it: rispondi sopra questa riga | rispondere sopra questa riga | si prega di rispondere sopra questa linea | scrivere la risposta sopra questa riga
    nl: antwoord boven deze lijn | typ uw antwoord boven deze regel | gelieve boven deze lijn te antwoorden | reageer boven deze lijn
    pt: responda acima desta linha | por favor, responda acima desta linha | digite sua resposta acima desta linha | escreva a sua resposta acima desta linha
    sv: svara ovanför denna linje | svara ovanför den här raden
    ja: この線より上に返信してください | この行より上に返信を入力してください | この行の上に返信を入力してください
    zh: 请在此行上方回复 | 请在此线以上回复 | 请在此行上方输入您的回复
    """
)

#: Header names of quoted messages: language, from, sent or date, to, cc, subject.
HEADERS = """
    ru: от | отправитель | от кого ; отправлено | дата | дата отправки | отправлен ; кому | получатель | получатели ; копия | копии | скрытая копия ; тема | тема письма
    pl: od | nadawca ; wysłano | wysłane | data | wysłany | data wysłania | wyslano ; do | adresat ; dw | udw | kopia | do wiadomości ; temat
    en: from | sender ; sent | date | sent at | sent on | send ; to | recipient | recipients ; cc | bcc | reply-to | importance | attachments ; subject
    uk: від | відправник | від кого ; надіслано | відправлено | дата ; кому | одержувач | до ; копія ; тема
    be: ад | адпраўнік ; адпраўлена | дата ; каму ; копія ; тэма
    bg: от | подател ; изпратено | дата ; до | получател ; копие | як ; относно | тема
    sr: šalje | od | шаље ; poslato | poslano | datum | послато ; za | prima | коме ; kopija ; predmet | naslov | zadeva | тема
    ca: de | remitent ; enviat | data | enviat el ; per a | a ; cc ; assumpte | tema
    cs: od | odesílatel ; odesláno | datum | odesílání | posláno ; komu | pro | příjemce ; kopie ; předmět
    da: fra | afsender ; sendt | dato | afsendt ; til | modtager ; kopi ; emne
    de: von | absender ; gesendet | gesendet am | datum | gesendet um | verschickt ; an | empfänger ; kopie ; betreff
    el: από | αποστολέας ; στάλθηκε | εστάλη | ημερομηνία | αποστολή ; προς | παραλήπτης ; κοιν | κοιν. | κοινοποίηση ; θέμα
    es: de | remitente | desde ; enviado | enviado el | fecha | enviada el ; para | destinatario | a ; cc | copia ; asunto
    et: saatja | kellelt ; saadetud | kuupäev ; kellele | adressaat ; koopia ; teema
    fi: lähettäjä | keneltä ; lähetetty | päivämäärä | päiväys | pvm ; vastaanottaja | kenelle | vastaanottajat ; kopio ; aihe | otsikko
    fr: de | expéditeur ; envoyé | envoyé le | date | envoyé à ; à | destinataire | pour ; cc | copie ; objet | sujet
    he: מאת ; נשלח | תאריך ; אל ; עותק ; נושא
    hr: šalje | od ; poslano | datum ; prima | za ; kopija ; predmet
    hu: feladó | küldő ; elküldve | küldve | dátum | küldés dátuma ; címzett | címzettek ; másolat | másolatot kap ; tárgy
    id: dari ; dikirim | tanggal ; kepada ; cc ; perihal | subjek
    it: da | mittente ; inviato | inviato il | data | inviata ; a | destinatario | per ; cc ; oggetto
    ja: 差出人 | 送信者 | from ; 送信日時 | 日付 | 日時 | 送信日 ; 宛先 | to ; cc ; 件名
    ko: 보낸 사람 | 보낸사람 | 보낸 이 | 발신 | 발신자 ; 보낸 날짜 | 날짜 | 보낸날짜 | 보낸 시간 | 보낸시간 | 일시 ; 받는 사람 | 받는사람 | 받은사람 | 수신 | 수신자 ; 참조 ; 제목
    lt: nuo | siuntėjas ; išsiųsta | data ; kam | iki ; kopija ; tema
    lv: no | sūtītājs ; nosūtīts | datums ; kam | adresāts ; kopija ; tēma | temats
    nl: van | afzender ; verzonden | datum | verstuurd | verzonden op ; aan | naar | ontvanger ; cc | kopie ; onderwerp
    no: fra ; sendt | dato ; til ; kopi ; emne
    pt: de | remetente ; enviado | enviada em | enviado em | enviada | data ; para | destinatário ; cc | com cópia ; assunto
    ro: de la | expeditor | de ; trimis | data | trimis la | expediat ; către | la | catre | pentru ; cc ; subiect
    sk: od | odosielateľ ; odoslané | dátum | poslané | odoslaná ; komu | pre | príjemca ; kópia ; predmet
    sl: od | pošiljatelj ; poslano | datum ; za | prejemnik ; kp ; zadeva
    sv: från | avsändare ; skickat | datum | skickad ; till | mottagare ; kopia ; ämne
    tr: kimden | gönderen ; gönderildi | tarih | gönderme tarihi | gönderim tarihi | gönderilme tarihi ; kime | alıcı ; bilgi ; konu
    vi: từ | người gửi ; đã gửi | ngày | ngày gửi | gửi lúc | thời gian ; đến | tới | người nhận ; cc ; chủ đề | tiêu đề
    zh: 发件人 | 寄件者 | 寄件人 | 發件人 | 发送人 ; 发送时间 | 日期 | 發送時間 | 寄件日期 | 发送日期 | 时间 | 發送日期 | 發送时间 ; 收件人 | 收件者 | 收信人 ; 抄送 | 副本 | 抄送人 ; 主题 | 主旨 | 主題
"""

#: Header names that only a pasted raw header holds, never what a mail program writes above a quote.
RAW_HEADERS = words(
    "received return-path message-id mime-version content-type content-transfer-encoding dkim-signature in-reply-to "
    "references delivered-to x-mailer x-originating-ip authentication-results received-spf x-spam-status user-agent "
    "arc-seal x-received list-unsubscribe auto-submitted"
)
