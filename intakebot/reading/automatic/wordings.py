"""The words by which machines give themselves away, by language. Data only: who decides from them is elsewhere.

Each line is one language or one vendor, phrases separated by " | ". They are compared folded (folding.fold), so
accents, case and blanks are free here. Long because there are many languages, not because anything happens here.
"""

from intakebot.reading.automatic.phrases import Phrases, phrases

#: What stands before the colon of an automatic reply's subject: "Automatic reply: Licence question".
AUTO_REPLY_SUBJECTS = phrases("""
automatic reply | automatic response | automatic answer | automated reply | automated response | auto reply | auto-reply | autoreply
auto response | auto-response | autoresponse | autoresponder | auto responder | auto-responder | auto answer
autoreply from | auto reply from | auto-reply from | vacation reply | vacation response | vacation message | vacation notice
out of office reply | out of office autoreply | out of office auto reply
out of office auto-reply | out of office notification | out of office message | out of office response
автоответ | автоматический ответ | автоответчик | автоматическое уведомление об отсутствии
ответ автоответчика | уведомление об отсутствии
автоматична відповідь | автовідповідь | автовідповідач | аўтаматычны адказ | автоматты жауап
odpowiedź automatyczna | automatyczna odpowiedź | autoodpowiedź | auto-odpowiedź | autoresponder
powiadomienie o nieobecności | wiadomość automatyczna | automatyczna wiadomość
automatische antwort | automatische antwortmail | automatische rückantwort | autoantwort | abwesenheitsnotiz
abwesenheitsmeldung | abwesenheitsbenachrichtigung | abwesenheitsagent | abwesenheitsassistent
urlaubsbenachrichtigung | eingangsbestätigung | automatische eingangsbestätigung
réponse automatique | réponse auto | message automatique
message d'absence | accusé de réception automatique | réponse automatique d'absence
respuesta automática | auto respuesta | autorespuesta | mensaje automático
respuesta automàtica | resposta automàtica | erantzun automatikoa
risposta automatica | risponditore automatico | messaggio automatico
resposta automática
automatisch antwoord | automatische reactie | automatisch antwoordbericht | afwezigheidsbericht | afwezigheidsmelding
automatická odpověď | automaticka odpoved | automatické odpovědi
automatická odpoveď
automatikus válasz
răspuns automat | mesaj automat | автоматичен отговор
automatski odgovor | аутоматски одговор | samodejni odgovor
automatiskt svar | autosvar | frånvaromeddelande | automatisk svar | fraværsmeddelelse
fraværsbesked | fraværsmelding
automaattinen vastaus | automaattivastaus | poissaoloviesti
automaatvastus | automaatne vastus | automātiskā atbilde | automātiska atbilde
automatinis atsakymas | automatinis atsakas | αυτόματη απάντηση
otomatik yanıt | otomatik cevap | מענה אוטומטי | תשובה אוטומטית | הודעה אוטומטית
رد تلقائي | الرد التلقائي | رد آلي | پاسخ خودکار
自動返信 | 自動応答 | 自動回答 | 不在通知 | 自动答复 | 自动回复 | 自動回覆 | 自動答覆 | 外出通知
休假通知 | 자동 회신 | 자동 응답 | 자동회신 | 자동응답
trả lời tự động | thư trả lời tự động | balasan otomatis | jawapan automatik | ตอบกลับอัตโนมัติ | การตอบกลับอัตโนมัติ | स्वचालित उत्तर
""")

#: Subjects of absence, which a person may write about as well: they need the text to say so too.
ABSENCE_SUBJECTS = phrases("""
auto
vacation
out of office | out of the office | out-of-office
ooo | oof
away from the office | away from my mail | away | away message | on vacation | on holiday | on leave | annual leave | maternity leave
holiday notice | absence | absence notice | absent from the office | i am out of the office | i am currently out of the office
вне офиса | отсутствие на рабочем месте
отсутствую на рабочем месте | нет на рабочем месте | нет на работе | в отпуске | я в отпуске | отпуск | отсутствую | нет в офисе
отсутствие
поза офісом | у відпустці | я у відпустці
poza biurem | nieobecność
nieobecność w biurze | nieobecny | nieobecna | jestem nieobecny | jestem nieobecna | urlop | na urlopie | jestem na urlopie
informacja o nieobecności
abwesenheit
abwesend | nicht im büro | außer haus
im urlaub | urlaub | ich bin nicht im büro | ich bin im urlaub
absence du bureau | absent du bureau | absente du bureau | hors du bureau
en congé | en congés | en vacances | absence
fuera de la oficina | fuera de oficina | ausente de la oficina
ausente | de vacaciones
fuori sede | fuori ufficio | assente | assenza | in ferie
fora do escritório | ausente do escritório | ausência temporária | aviso de ausência | de férias | em férias | ausência
afwezig
niet aanwezig | niet op kantoor | met vakantie | op vakantie
mimo kancelář | nepřítomnost | dovolená | nejsem v kanceláři
mimo kancelárie | neprítomnosť | dovolenka
házon kívül | irodán kívül | szabadságon vagyok | távollét | távol
absență de la birou | în concediu | извън офиса | в отпуск
izvan ureda | van kancelarije | odsotnost | odsoten | odsotna
frånvarande | ej på kontoret | semester
fraværende | ikke på kontoret | ikke til stede | ferie | på ferie
poissa | poissaolo | poissa toimistosta | lomalla
kontorist väljas | ārpus biroja | prombūtnē
ne biure | atostogose | εκτός γραφείου | απουσία | σε άδεια
ofis dışında | izindeyim | מחוץ למשרד
خارج المكتب
不在のお知らせ | 不在 | 休暇 | 休暇中 | 外出中
不在办公室 | 부재중 | 부재 중
balasan otomatis
""")

#: Endings of subjects that autoresponders write: "Re: Licence (auto-reply)", Notes' "AUTO: Jo is out of the office".
AUTO_REPLY_ENDINGS = phrases("""
(auto-reply) | (autoreply) | (auto reply) | (automatic reply) | (automated reply) | (auto-response) | (autoresponse) | (out of office)
[auto-reply] | [autoreply] | [auto reply] | [automatic reply] | [out of office] | [auto-response] | - automatic reply | - auto reply
- autoreply | - auto-reply | - out of office | is out of the office | is out of the office. | is out of office | is out of office.
(автоответ) | [автоответ] | (автоматический ответ) | - автоответ | - автоматический ответ | (odpowiedź automatyczna) | [autoodpowiedź]
(autoodpowiedź) | - autoodpowiedź | - odpowiedź automatyczna | (abwesenheitsnotiz) | - abwesenheitsnotiz | (automatische antwort)
ist außer haus. | ist nicht im büro | ist abwesend | est absent | est absente | è fuori ufficio | (自動返信) | 【自動返信】 | (自动回复)
""")

#: Absence, as automatic replies put it in their first sentences.
ABSENCES = Phrases("""
i am out of the office | i'm out of the office | i am out of office | i'm out of office | i am currently out of | i'm currently out of
i will be out of the office | i'll be out of the office | i am presently out of | i am away | i'm away | i will be away | i am currently away
i'm currently away | i am on vacation | i'm on vacation | i am currently on | i'm currently on | i am on holiday | i'm on holiday
i am on annual leave | i'm on annual leave | i am on leave | i'm on leave | i am on maternity | i am on parental | i will be on vacation
i will be on annual leave | i will be on leave | i am not in the office | i'm not in the office | i am traveling | i am travelling
i am attending | i have left the company | i no longer work | is no longer with | no longer works | is no longer employed | has left the company
is out of the office | will be out of the office | i will not be checking | limited access to e-mail | limited access to email
limited access to my e-mail | limited access to my email | our office is closed | our offices are closed | we are closed | i am absent
нахожусь в отпуске | нахожусь в командировке | нахожусь на больничном | нахожусь вне офиса | меня нет в офисе | меня нет на рабочем месте
меня не будет в офисе | меня не будет на | отсутствую на рабочем | отсутствую в офисе | временно отсутствую | буду отсутствовать
я в отпуске | сейчас я в отпуске | я сейчас в отпуске | я на больничном | я в командировке | нахожусь в декрет | в ежегодном отпуске
больше не работаю | больше не работает | в данный момент я отсутствую | в настоящее время я отсутствую | нахожусь в очередном отпуске
сейчас не на рабочем месте | буду в отпуске | я отсутствую | в отъезде
перебуваю у відпустці | я у відпустці | мене немає в офісі | буду відсутн | перебуваю у відрядженні
jestem na urlopie | przebywam na urlopie | przebywam poza biurem | jestem poza biurem | jestem nieobecn | będę nieobecn | jestem obecnie na
obecnie jestem na | obecnie przebywam | aktualnie przebywam | jestem aktualnie | na zwolnieniu lekarskim | w delegacji | na urlopie
przebywam poza firmą | poza firmą do | nie pracuję już | już nie pracuje | nie ma mnie w biurze | nie będzie mnie w biurze | nie jestem w biurze
bin ich nicht im büro | bin nicht im büro | bin ich nicht erreichbar | bin derzeit nicht | bin zur zeit nicht | bin zurzeit nicht
bin aktuell nicht | bin im urlaub | bin ich im urlaub | befinde mich im urlaub | befinde mich derzeit | bin abwesend | bin derzeit abwesend
bin ich abwesend | bin außer haus | bin ich außer haus | bin bis zum | bin ab dem | bin wieder am | nicht mehr im unternehmen
nicht mehr bei uns | in elternzeit | bin ich wieder
je suis absent | je suis actuellement absent | je suis en congé | je suis actuellement en congé | je serai absent | je suis en vacances
je suis en déplacement | je ne suis pas au bureau | actuellement absent | absent du bureau | absente du bureau | de retour le
ne fait plus partie | je suis en arrêt
estoy fuera de la oficina | estaré fuera de | me encuentro fuera | me encuentro de vacaciones | estoy de vacaciones | estaré de vacaciones
estoy ausente | estaré ausente | no me encuentro en la oficina | fuera de la oficina
sono fuori ufficio | sono in ferie | sono assente | sarò assente | sarò fuori ufficio | sono fuori sede | sarò in ferie | non sono in ufficio
estou fora do escritório | estou ausente | estou de férias | estarei de férias | estarei ausente | estou em férias | encontro-me ausente
ik ben afwezig | ik ben niet aanwezig | ik ben met vakantie | ik ben op vakantie | ik ben niet op kantoor | momenteel afwezig | ben ik afwezig
jsem mimo kancelář | jsem na dovolené | nejsem v kanceláři | čerpám dovolenou | mám dovolenou | som na dovolenke | som mimo kancelárie
som neprítomn | szabadságon vagyok | nem vagyok az irodában | házon kívül vagyok | sunt în concediu | nu sunt la birou | sunt plecat
в отпуск съм | извън офиса съм | na godišnjem odmoru | nisam u uredu | nisem v pisarni | na dopustu
jag är på semester | jag har semester | jag är inte på kontoret | jag är borta | jeg er på ferie | jeg har ferie | jeg er ikke på kontoret
jeg er fraværende | jeg er ute av kontoret | olen lomalla | olen poissa | en ole toimistolla | olen puhkusel | esmu atvaļinājumā
esu atostogose | atostogauju | απουσιάζω | βρίσκομαι σε άδεια | λείπω | είμαι εκτός γραφείου | ofis dışındayım | izindeyim | tatildeyim
אני נמצא מחוץ | אינני במשרד | איני במשרד | לא אהיה במשרד | אני בחופשה | أنا خارج المكتب | أنا في إجازة | سأكون خارج
不在にして | 不在です | 休暇をいただ | 休暇中です | 出張中 | 外出しており | お休みをいただ | 休業と | 我正在休假 | 我不在办公室 | 我目前不在 | 我休假 | 正在度假 | 出差
부재중입니다 | 휴가 중 | 출장 중 | 자리를 비
""")

#: What goes with an absence: when somebody is back, who stands in, what happens to the mail meanwhile.
STAND_INS = Phrases("""
until | return | back on | back in the office | as soon as i | when i get back | upon my | urgent | emergency | in my absence
during my absence | during this time | please contact | please call | limited access | will respond | will reply | will get back | will not be forwarded
по срочным | срочных | срочным | срочно | обращайтесь | обратитесь | вернусь | отвечу | по возвращени | после возвращени | вас ответит
на время моего отсутствия | в мое отсутствие | замещает | замещать | вопросам просьба
невідкладн | терміново | звертайтеся | повернуся
w pilnych | pilnych sprawach | w sprawach pilnych | proszę o kontakt | prosimy o kontakt | proszę kontaktować | zastępuje | zastępstw | po powrocie
wracam | odpowiem | do dnia | kontakt z | przekierowan | od dnia
dringend | vertretung | vertritt | rückkehr | zurück | weitergeleitet | wenden sie sich | erreichbar | kontaktieren | bis zum | bis einschließlich
jusqu'au | urgence | urgent | mon retour | de retour | contacter | mon absence | hasta | urgente | urgencia | mi regreso | a mi vuelta | contacte
contactar | póngase | fino al | urgenze | urgenza | mio rientro | al rientro | contattare | até | urgência | meu retorno | contate
tot en met | dringende | spoed | terugkomst | contact opnemen | terug op | do návratu | naléhav | kontaktujte | urgentn | kontaktovať
sürgős | vissza | contactați | revin | спешн | върна | hitn | vrnem | vratim | brådskande | åter | kontakta | tilbake | tilbage | haster
kontakt | kiireelli | palaan | steidzam | skubi | επείγον | επιστρ | acil | dön | דחוף | אשוב | للحالات | العاجلة | حتى
まで | 急ぎ | 緊急 | 戻り | 連絡 | 紧急 | 如有 | 回来 | 返回 | 期间 | 급한 | 복귀 | 연락
""")

#: A machine says in so many words that it is one.
SELF_DECLARED = Phrases("""
this is an automatic reply | this is an automated reply | this is an auto-reply | this is an autoreply | this is an auto reply
this is an automatic response | this is an automated response | this is an auto-response | this is an autoresponse | this is an automatic message
this is an automated message | this is an automatically generated | this is an auto-generated | this is an auto generated
this is an automated email | this is an automated e-mail | this is an automatic email | this is an automatic e-mail | this is an automated notification
this is an automatic notification | this is a system generated | this is a system-generated | this is a computer generated
this message was automatically generated | this message was generated automatically | this message has been generated automatically
this message has been automatically generated | this message is automatically generated | this message was sent automatically | this message is sent automatically | was sent automatically
this e-mail was automatically generated | this email was automatically generated | this e-mail was generated automatically
this email was generated automatically | this email was sent automatically | this mail is automatically generated | this reply was sent automatically
this is an out of office | automated reply from | automatic reply from | i am an autoresponder | autoresponder
это автоматически созданное | это автоматически сформированное | это автоматически сгенерированное | это автоматический ответ | это автоматическое сообщение | это автоматическое уведомление | данное письмо сформировано автоматически
данное сообщение сформировано автоматически | это письмо сформировано автоматически | это сообщение сформировано автоматически
это письмо отправлено автоматически | это сообщение отправлено автоматически | письмо создано автоматически | сообщение создано автоматически
сообщение сгенерировано автоматически | письмо сгенерировано автоматически | это письмо было отправлено автоматически
данное письмо отправлено автоматически | ответ отправлен автоматически | сообщение отправлено автоматически | письмо отправлено автоматически | данное сообщение отправлено автоматически | письмо отправлено роботом | это автоматическая рассылка
вам отвечает робот | это робот
це автоматична відповідь | цей лист створено автоматично | цей лист сформовано автоматично | це повідомлення створено автоматично
to jest automatyczna odpowiedź | to jest odpowiedź automatyczna | to jest automatyczna wiadomość | to jest wiadomość automatyczna
to jest wiadomość wygenerowana automatycznie | wiadomość wygenerowana automatycznie | wiadomość została wygenerowana automatycznie
wiadomość ta została wygenerowana automatycznie | ta wiadomość została wygenerowana automatycznie | wiadomość generowana automatycznie
wiadomość została wysłana automatycznie | ten e-mail został wygenerowany automatycznie | ten mail został wygenerowany automatycznie | wysłana automatycznie | została wysłana automatycznie
wiadomość wysłana automatycznie | to jest autoodpowiedź
dies ist eine automatische | dies ist eine automatisch | diese nachricht wurde automatisch | diese e-mail wurde automatisch | diese mail wurde automatisch | automatisch erstellt | automatisch generiert | automatisch versendet
das ist eine automatische | ceci est une réponse automatique | ceci est un message automatique | ce message est généré automatiquement
ce message a été généré automatiquement | cet e-mail a été envoyé automatiquement | cet email est un message automatique
esta es una respuesta automática | este es un mensaje automático | este mensaje ha sido generado automáticamente | mensaje generado automáticamente
questa è una risposta automatica | questo è un messaggio automatico | messaggio generato automaticamente | questa mail è stata generata automaticamente
esta é uma resposta automática | esta é uma mensagem automática | este é um e-mail automático | mensagem gerada automaticamente
dit is een automatisch | dit bericht is automatisch | toto je automatická | tato zpráva byla vygenerována automaticky | zpráva byla odeslána automaticky | byla odeslána automaticky | byl odeslán automaticky | odoslaná automaticky
ez egy automatikus | acesta este un mesaj automat | това е автоматич | ovo je automatsk
detta är ett automatiskt | detta är ett autosvar | dette er en automatisk | dette er et automatisk | tämä on automaattinen | αυτό είναι ένα αυτόματο
bu otomatik | bu mesaj otomatik | bu e-posta otomatik | זוהי הודעה אוטומטית | هذا رد تلقائي | هذه رسالة تلقائية
このメールは自動 | 自動返信メールです | 自動送信され | 自動で返信 | 自動的に送信 | 此邮件为自动 | 这是一封自动 | 本邮件由系统自动 | 此邮件由系统自动 | 系统自动发送 | 本郵件由系統自動
자동으로 발송 | 자동 발송 | 자동으로 생성
""")

#: Parts of words, one of which each sentence of SELF_DECLARED has: a text without them needn't be read further.
SELF_STEMS = (
    "auto",
    "автом",
    "робот",
    "generat",
    "генерир",
    "αυτ",
    "otom",
    "自動",
    "自动",
    "자동",
    "אוטומט",
    "تلقائ",
    "out of office",
)

#: Nobody reads answers.
DO_NOT_REPLY = Phrases("""
do not reply to this | do not respond to this | don't reply to this | do not reply directly | replies to this | this mailbox is not monitored
this inbox is not monitored | this mailbox is unmonitored | not monitored | please do not reply | please don't reply | unattended mailbox
не отвечайте на это | не отвечайте на данное | отвечать на него не нужно | отвечать на него не надо | отвечать на это письмо не нужно
не нужно отвечать на это | не отвечайте, пожалуйста | пожалуйста, не отвечайте | просьба не отвечать | не требует ответа | ответа не требуется
не відповідайте на
nie odpowiadaj na | nie odpowiadać na | prosimy nie odpowiadać | proszę nie odpowiadać | prosimy na nią nie odpowiadać | proszę na nią nie odpowiadać
nie należy na nią odpowiadać | nie odpowiadać
antworten sie nicht auf | nicht auf diese e-mail | bitte nicht antworten | bitte antworten sie nicht | ne pas répondre | ne répondez pas | no responda a
no responder a | non rispondere a | si prega di non rispondere | não responda a | niet beantwoorden | neodpovídejte na | neodpovedajte na | ne válaszoljon
nu răspundeți | svara inte på | svar ikke på | ikke svare på | älä vastaa | μην απαντ | yanıtlamayınız | cevaplamayınız | נא לא להשיב
返信しないで | 返信いただいても | ご返信いただけません | 請勿回覆 | 请勿回复 | 请勿直接回复 | 회신하지
""")

#: Thanks that autoresponders begin with, and that a person writing to support doesn't.
THANKS = Phrases("""
thank you for your e-mail | thank you for your email | thank you for your message | thank you for your mail | thanks for your e-mail
thanks for your email | thanks for your message | thank you for contacting | thank you for writing | thanks for contacting | thanks for reaching out
thank you for reaching out | thank you for getting in touch | thank you for your inquiry | thank you for your enquiry | thank you for your request
thank you for your interest | we have received your | we received your | i have received your | your message has been received
спасибо за ваше | благодарим за ваше | благодарим вас за | спасибо за обращение | благодарим за обращение | спасибо за письмо | благодарю за письмо
спасибо, что | благодарим, что | ваше письмо получено | ваше письмо доставлено | ваше сообщение получено | мы получили ваш | ваше обращение
дякуємо за | дякую за ваш | dziękuję za wiadomość | dziękujemy za wiadomość | dziękuję za twoją | dziękuję za kontakt | dziękujemy za kontakt
dziękujemy za przesłan | dziękuję za przesłan | dziękujemy za zgłoszenie | otrzymaliśmy | dziękuję za e-mail | dziękuję za mail | dziękuję za maila
dziękujemy za maila | dziękujemy za e-mail | dziękuję za pani | dziękuję za pana | dziękuję za państwa
vielen dank für ihre | vielen dank für deine | danke für ihre | danke für deine | herzlichen dank für ihre | vielen dank für die | wir haben ihre
merci pour votre | merci de votre | je vous remercie | nous vous remercions | nous avons bien reçu | votre message a bien | gracias por su | gracias por tu
gracias por contactar | gracias por escribir | hemos recibido su | grazie per la | grazie per il | grazie per aver | la ringrazio | abbiamo ricevuto
obrigado pel | obrigada pel | obrigado por | recebemos a sua | recebemos su | bedankt voor | dank voor uw | dank u voor | wij hebben uw | děkuji za | děkujeme za
ďakujem za | ďakujeme za | köszönöm | köszönjük | vă mulțumim | mulțumesc | благодарим ви | благодаря | hvala | tack för | tak for | takk for | kiitos
aitäh | paldies | ačiū | ευχαριστ | teşekkür | תודה על | شكرا | お問い合わせいただき | お問い合わせありがとう | ありがとうございます | 感谢您 | 感謝您 | 謝謝您 | 감사합니다
""")

#: Another desk confirms a request.
RECEIPTS = Phrases("""
has been received | has been registered | has been created | has been opened | has been logged | has been assigned | we have received your
we received your | ticket has been | ticket id | ticket number | your ticket | a ticket has been | case number | case has been | your case
request has been | reference number | a member of our | one of our | our team will | will get back to you | will be in touch | will respond | will reply to you
as soon as possible | within 24 hours | within one business day | within 1 business day | during business hours | next business day | being reviewed
зарегистрирован | принято в обработку | принята в обработку | принят в обработку | присвоен номер | номер обращения | номер заявки | номер вашей
номер вашего | ваша заявка | ваше обращение | ваш запрос | ответим вам | ответим в | свяжемся с вами | свяжется с вами | в ближайшее время
в рабочее время | в течение | мы получили ваш | получено и | зареєстровано | номер звернення
zostało zarejestrowane | został zarejestrowany | została zarejestrowana | zostało przyjęte | numer zgłoszenia | numerem zgłoszenia | nadaliśmy numer
numer sprawy | twoje zgłoszenie | państwa zgłoszenie | pani zgłoszenie | odpowiemy | skontaktujemy się | udzielimy odpowiedzi | w najbliższym czasie
tak szybko, jak | jak najszybciej | otrzymaliśmy twoj | otrzymaliśmy państwa | w ciągu | w godzinach
ticketnummer | vorgangsnummer | ist eingegangen | ist bei uns eingegangen | haben wir erhalten | erhalten und | werden ihre anfrage | schnellstmöglich
so schnell wie möglich | melden uns | bearbeiten | numéro de ticket | bien reçu | enregistrée | dans les plus brefs | dans les meilleurs délais
ha sido recibid | ha sido registrad | hemos recibido | número de ticket | a la brevedad | lo antes posible | è stata ricevuta | è stata registrata
numero di ticket | al più presto | prima possibile | foi recebid | foi registrad | o mais breve | assim que possível | is ontvangen | ticketnummer
zo spoedig mogelijk | zo snel mogelijk | byl přijat | byla přijata | zaevidován | co nejdříve | čo najskôr | lehető leghamarabb | cât mai curând
受け付け | 受付 | 担当者 | 折り返し | 追って | 已收到 | 已受理 | 尽快 | 工单 | 접수 | 빠른 시일
""")

#: Subjects of receipts. They need the text to say so too.
RECEIPT_SUBJECTS = phrases("""
request received | ticket received | ticket created | new ticket created | your ticket | your request | we received your | we have received your | case created
we've received your | we got your | support request received | confirmation of receipt | receipt confirmation | acknowledgement | acknowledgment
thank you for contacting | thanks for contacting | thank you for your | thanks for your | your message has been received | your email has been received
ваша заявка | ваше обращение | ваш запрос | заявка принята | заявка зарегистрирована | обращение зарегистрировано | обращение принято
заявка создана | зарегистрировано обращение | зарегистрирована заявка | создана заявка | спасибо за обращение | благодарим за обращение | запрос получен | ваше письмо получено
potwierdzenie przyjęcia | potwierdzenie otrzymania | potwierdzenie zgłoszenia | potwierdzenie rejestracji | zarejestrowano zgłoszenie | przyjęto zgłoszenie
twoje zgłoszenie | państwa zgłoszenie | zgłoszenie przyjęte | dziękujemy za | otrzymaliśmy
eingangsbestätigung | ihre anfrage | bestätigung ihrer | vielen dank für ihre | accusé de réception | votre demande | merci pour votre | confirmación de
su solicitud | hemos recibido | conferma di | conferma ricezione | la tua richiesta | confirmação de | recebemos | ontvangstbevestiging | bevestiging van
potvrzení přijetí | お問い合わせを受け付け | お問い合わせありがとう | お問い合わせを承り | 工单已 | 已收到您的
""")

#: Read receipts (RFC 8098) that lost their machine part.
READ_SUBJECTS = phrases("""
read: | not read: | return receipt: | read receipt: | disposition notification: | return receipt (displayed) | прочтено: | прочитано: | не прочтено: | не прочитано: | уведомление о прочтении
подтверждение прочтения | przeczytano: | nie przeczytano: | odczytano: | potwierdzenie przeczytania | gelesen: | nicht gelesen: | ungelesen:
lesebestätigung | empfangsbestätigung | lu : | lu: | non lu : | non lu: | accusé de lecture | leído: | no leído: | letto: | lida: | lido: | gelezen: | přečteno: | prečítané:
läst: | læst: | lest: | luettu: | okundu: | elolvasva: | citit: | 開封済み | 開封確認 | 已读 | 讀取 | 읽음 | נקרא:
""")
READ_TEXTS = Phrases("""
was read on | was displayed on | has been displayed | was read by | was deleted without being read | this is a return receipt | this is a receipt for the mail | the message sent on
было прочтено | было прочитано | прочтено | прочитано | удалено без прочтения | просмотрено | отображено
została przeczytana | została odczytana | została wyświetlona | przeczytano | odczytano | usunięta bez przeczytania
wurde gelesen | gelesen am | wurde am | ungelesen gelöscht | a été lu | a été affiché | fue leído | ha sido leído | è stato letto | foi lida | foi lido | is gelezen | byla přečtena
開封 | 既読 | 已读 | 阅读 | 읽었
""")

#: Calendar programs' sentences around METHOD:REPLY, besides which a person may have written something.
CALENDAR_TEXTS = Phrases("""
has accepted | has declined | has tentatively accepted | accepted this invitation | declined this invitation | accepted your | declined your | invitation from google calendar
приглашение принято | принял | отклонил | zaakceptował | odrzucił | hat die einladung | hat zugesagt | hat abgesagt | a accepté | a refusé | ha aceptado
""")

#: First words of the subjects of delivery reports. They need company: people write about bounces in such words too.
BOUNCE_SUBJECTS = phrases("""
undelivered mail | undelivered message | undelivered | undeliverable | undeliverd | mail undeliverable | message undeliverable | email undeliverable | undeliveriable
mail delivery fail | mail delivery problem | mail delivery error | mail delivery status | mail delivery sub | mail delivery system | mail delivery unsuccess
delivery status notification | delivery failure | delivery failed | delivery has failed | delivery unsuccessful | delivery error | delivery report | delivery status
delivery notification | delivery delayed | delivery delay | delivery problem | delivery incomplete | delivery has been delayed | delivery temporarily
failure notice | failure delivery | failure notification | failed delivery | failed mail | failed to deliver | failed: | failed message
returned mail | returned email | returned e-mail | returned message | returned to sender | return to sender | mail returned | message returned | mail returned to sender
delayed mail | delayed: | message delayed | mail delayed | email delayed | your message has been delayed | warning: could not send | warning: message | warning - delayed mail
warning: mail delayed | warning: e-mail | could not send message | could not deliver | could not be delivered | cannot deliver | can not deliver | can't deliver
couldn't be delivered | unable to deliver | not delivered | non delivery | non-delivery | nondelivery | nondeliverable | non delivered | non deliverable | non-deliverable
message not delivered | mail not delivered | message delivery fail | message could not be delivered | your message could not | your message was not delivered | your mail could not
your email could not | mail could not be delivered | email could not be | message status - undeliverable | message status | mail status report | email delivery fail
e-mail delivery fail | email delivery error | mail system error | mail error | mail failure | email failure | mail rejected | email rejected | message rejected | rejected: | rejected mail
bounce | bounced | dsn: | ndn: | ndr: | permanent delivery failure | permanent error | user unknown | unknown user | unknown recipient | unknown address | invalid recipient | invalid address
recipient unknown | address unknown | no such user | mailbox full | mailbox is full | mailbox unavailable | over quota | quota exceeded | message size exceeds | message too large
problem delivering | problems delivering | error delivering | error sending | error in mail | error: | mail transaction failed | postmaster notify | postmaster notification
notification: | system administrator | nondelivery report | email address invalid | message blocked | blocked mail | your message was rejected | sorry, | sendmail: | transport failure
сообщение не доставлено | письмо не доставлено | недоставлен | не доставлен | не удается доставить | не удалось доставить | невозможно доставить | ошибка доставки
ошибка при доставке | сбой доставки | доставка не удалась | доставка невозможна | проблема с доставкой | проблемы с доставкой | неудачная доставка | уведомление о недоставке
уведомление о невозможности | уведомление о состоянии | уведомление о доставке | уведомление о задержке | уведомление о статусе | отчет о недоставке | отчет о доставке | отчет о невозможности
возврат письма | возврат сообщения | возвращенное письмо | возвращено отправителю | сообщение возвращено | письмо возвращено | задержка доставки | доставка отложена | доставка задерживается
доставка приостановлена | ваше сообщение не | ваше письмо не | письмо не может | сообщение не может | сообщение не было | письмо не было | почта не доставлена | не вдалося доставити
не вдається доставити | недоставлене | помилка доставки
niedostarczaln | niedostarczon | nie można dostarczyć | nie dostarczono | nie udało się dostarczyć | nieudane dostarcz | nieudana próba | nieudana dostawa | zwrot wiadomości | zwrot poczty | zwrot przesyłki | zwrot maila
zwrócona wiadomość | zwrócony mail | błąd dostarcz | błąd dostarczenia | błąd doręczenia | wiadomość nie została | wiadomość nie mogła | wiadomość niedostarczona | powiadomienie o stanie | powiadomienie o niedostarcz
powiadomienie o niepowodzeniu | raport dostarcz | raport o niedostarcz | opóźnienie w dostar | opóźnienie dostarcz | opóźniona | dostarczanie opóźnione | dostarczenie opóźnione | niepowodzenie dostarcz | problem z dostarcz | awaria dostarcz
twoja wiadomość nie | nie doręczono | wiadomość odrzucona | poczta zwrócona | przesyłka niedoręczona
unzustellbar | nicht zustellbar | nachricht unzustellbar | nachricht konnte nicht | zustellung fehl | zustellung verz | zustellfehler | zustellungsfehler | zustellproblem | fehler bei der zustell
fehlgeschlagene zustellung | übermittlungsfehler | ihre nachricht konnte | ihre e-mail konnte | unzustellbare | rückläufer | rücksendung | benachrichtigung zum übermittlungsstatus | mail konnte nicht
nachricht nicht zugestellt | verzögerte | verzögert | e-mail konnte nicht | e-mail nicht zustellbar | benachrichtung zum
non remis | non délivr | non distribu | message non | courrier non | echec de la remise | échec de remise | échec de la livraison | échec d'envoi | échec de distribution | echec de distribution | notification d'état
notification d'échec | avis de non | retour de courrier | remise différée | remise retardée | impossible de remettre | mail non délivré | non livr | votre message n'a | erreur d'envoi | retardé
no se puede entregar | no se pudo entregar | no se ha podido entregar | no entregado | no entregable | correo no entregado | correo devuelto | mensaje no entregado | mensaje devuelto | error de entrega | error en la entrega
fallo de entrega | fallo en la entrega | notificación de estado | notificación del estado | entrega fallida | entrega retrasada | su mensaje no | el mensaje no | devolución de correo | devuelto: | informe de no entrega
non recapitabile | mancato recapito | mancata consegna | messaggio non | impossibile recapitare | impossibile consegnare | notifica dello stato | notifica di mancat | errore di consegna | recapito non | consegna ritardata | mail non consegnat
não é possível entregar | não foi possível entregar | falha na entrega | falha de entrega | falha no envio | mensagem não entregue | não entregue | mensagem devolvida | mensagem não | notificação de status | notificação do estado
notificação de falha | não entregável | entrega atrasada | erro na entrega | retornado: | e-mail não entregue
onbestelbaar | niet-bestelbaar | niet bestelbaar | niet bezorgd | niet afgeleverd | bezorging mislukt | bezorgen mislukt | aflevering mislukt | afleveringsfout | kan niet worden bezorgd | mislukte bezorging | vertraagd | kennisgeving van
nedoručiteln | nedoručen | nelze doručit | doručení se nezdařilo | zprávu nelze | oznámení o stavu doručení | vrácená zpráva | vracená pošta | nedoručiteľn | nemožno doručiť | kézbesíthetetlen | sikertelen kézbesítés | kézbesítési
nem kézbesíthető | a levél kézbesítése | nelivra | nu poate fi livrat | imposibil de livrat | livrare eșuată | недоставено | неуспешна доставка | неуспешно доставяне | не може да бъде доставено | neisporučen | nije moguće isporučiti
ni mogoče dostaviti | nedostavljeno | olevererbar | kan inte levereras | det går inte att leverera | kunde inte levereras | leveransfel | ej levererat | kan ikke leveres | kunne ikke leveres | ikke leveret | ikke levert | leveringsfejl
leveringsfeil | levering mislyk | uleverbar | kan ikke levere | toimitus epäonnistui | toimittaminen epäonnistui | ei voitu toimittaa | ei voi toimittaa | viestiä ei voi | kättetoimetamatu | ei saa edastada | nepiegādāt | nevar piegādāt
nepavyko pristatyti | nepristatyt | μη παραδοτέο | δεν παραδόθηκε | αδυναμία παράδοσης | δεν ήταν δυνατή η παράδοση | αποτυχία παράδοσης | teslim edilem | teslim edileme | iletilemedi | iletilemeyen | לא ניתן למסירה | לא נמסר | ההודעה לא
تعذر تسليم | تعذّر | فشل التسليم | غير قابل للتسليم | فشل تسليم
未送達 | 配信不能 | 配信不可 | 配信エラー | 配信できません | 配信に失敗 | 配信遅延 | 配達不能 | 配達できません | 送信エラー | 送信できません | 送信失敗 | エラーメール | メール配信 | メールが配信 | 不達 | 宛先不明
无法投递 | 无法送达 | 无法传递 | 未送达 | 未传递 | 投递失败 | 发送失败 | 退信 | 系统退信 | 邮件退回 | 邮件投递失败 | 邮件延迟 | 來自 | 無法傳遞 | 無法寄送 | 無法投遞 | 退信通知 | 未傳遞 | 傳送失敗 | 來信退回
배달되지 않음 | 배달되지 | 배달할 수 | 배달 실패 | 전송 실패 | 발송 실패 | 메일 전송 | 반송 | 전달되지 | 수신 실패 | gửi không thành công | không thể gửi | không gửi được | tidak terkirim | gagal terkirim | ไม่สามารถส่ง
""")

#: What decides about a subject wherever it stands in it.
BOUNCE_NAMES = phrases("""
delivery status notification | undelivered mail | mail delivery failed | returned mail | не доставлен | недоставлен | nie dostarczono | niedostarczon
""")

#: First sentences of delivery reports.
BOUNCE_TEXTS = Phrases("""
this is the mail system at | this is the mail delivery | this is the postfix program | this is the qmail | i'm sorry to have to inform you | i'm not going to try again
i've given up | i wasn't able to deliver | i was not able to deliver | i was unable to deliver | i couldn't deliver | i'm afraid i wasn't able | sorry it didn't work out | sorry to have to inform
this message was created automatically by | a message that you sent could not be delivered | a message that you sent has not | a message you sent | a message that you sent
could not be delivered | couldn't be delivered | cannot be delivered | can not be delivered | can't be delivered | could not deliver | couldn't deliver | cannot deliver
not be delivered | unable to deliver | unable to be delivered | was not delivered | wasn't delivered | were not delivered | has not been delivered | has not yet been delivered | not yet been delivered
was undeliverable | is undeliverable | were undeliverable | undeliverable | undelivered | undeliverable message | non-delivery | nondelivery | failed to deliver | delivery failure | delivery failed
delivery has failed | delivery to the following | deliver to the following | delivery attempt | delivery error | delivery status | delivery report | delivery is delayed | been delayed | is delayed | delivery of
delivery unsuccessful | did not reach the following | didn't reach the following | failed recipient | failed address | following address | following recipient | following destination | following errors
the original message was received | the following addresses had | permanent fatal error | permanent error | permanent failure | fatal error | transient | not accepted by | rejected by | was rejected
has been rejected | been returned | returned to sender | returned to you | return to sender | returning message | address not found | address couldn't be found | wasn't found at
user unknown | unknown user | unknown recipient | recipient unknown | unknown address | no such user | no such recipient | does not exist | doesn't exist | invalid recipient | invalid address | not known here
account is disabled | mailbox is full | mailbox full | mailbox unavailable | over quota | quota exceeded | message size exceeds | message too large | exceeds the maximum | too large
will be retried | still being retried | will keep trying | attempts to deliver | continue to try | warning message only | this is a warning | not need to resend | don't need to resend
reporting-mta | final-recipient | action: failed | smtp error | error from remote | host not found | host unknown | name service error | remote server returned | remote host said | said: 5 | said: 4 | 550 5. | 554 5. | 550 | 554
message from yahoo | sorry, we were unable | we were unable | message blocked | message not delivered | problem delivering | your mail message to | your message to | your email to | your message did not | mail to the following
hops exceeded | too many hops | mail loop | exchange server | rejected your message | rejected the message | delivery notification | returned mail | bounce | blocked | relaying denied | access denied | recipient's mailbox
доставка следующим | доставка вашего | доставка сообщения | состоянии доставки | не удалось доставить | не удается доставить | не доставлено | не доставлен | недоставлен | не было доставлено | не может быть доставлен | не могут быть доставлен | не могло быть доставлен | невозможно доставить
доставка не | ошибка доставки | ошибка при доставке | ошибке доставки | не смог доставить | не смогли доставить | сбой при доставке | невозможности доставки | возникла ошибка | произошла ошибка | доставить письмо
доставить сообщение | доставить ваше | возвращаем | возвращено | отложена доставка | доставка задерж | задержка доставки | пользователь не найден | нет такого пользователя | ящик не найден | ящик переполнен | ящика не существует
адрес не найден | адрес не существует | отвергнуто | отклонено | не вдалося доставити | не може бути доставлен | не доставлено
nie można dostarczyć | nie można było dostarczyć | nie została dostarczona | nie zostala dostarczona | nie mogła zostać dostarczona | nie mogła być dostarczona | nie udało się dostarczyć | nie dostarczono | niedostarcz
nie można doręczyć | nie została doręczona | nie istnieje | nieznany użytkownik | nieznany odbiorca | skrzynka jest pełna | skrzynka odbiorcy | przepełnion | odrzucon | dostarczenie wiadomości | dostarczanie wiadomości
dostarczenie do następujących | do następujących adresatów | do następujących odbiorców | opóźnion | błąd podczas dostarczania | błąd dostarczania | wystąpił błąd | zwrot | zwrócona
nicht zugestellt | konnte nicht zugestellt | nicht zustellbar | unzustellbar | zustellung | nicht ausgeliefert | nicht übermittelt | fehler beim zustellen | existiert nicht | unbekannter empfänger | unbekannt | postfach ist voll | postfach voll
verzögert | übermittlung | abgelehnt | n'a pas pu être remis | n'a pas pu être délivr | n'a pas été remis | n'a pas été distribu | n'a pas pu être distribu | échec de la remise | échec de remise | impossible de remettre | pas pu être envoyé | n'existe pas | boîte pleine
non remis | non délivr | a été retardé | retardée | no se pudo entregar | no se puede entregar | no se ha podido entregar | no ha podido ser entregado | no se entregó | no pudo ser entregado | no fue entregado | error al entregar | error en la entrega | no existe
buzón lleno | non è stato possibile recapitare | non è stato possibile consegnare | non è stato recapitato | non è stato consegnato | impossibile recapitare | impossibile consegnare | recapito non riuscito | non esiste | casella piena
não pôde ser entregue | não foi entregue | não foi possível entregar | não pode ser entregue | falha na entrega | não existe | caixa postal cheia | falhou | kan niet worden bezorgd | kon niet worden bezorgd | niet worden afgeleverd | niet bezorgd | bezorging is mislukt
bestaat niet | nelze doručit | nebyla doručena | nepodařilo se doručit | doručení se nezdařilo | neexistuje | nebolo možné doručiť | nepodarilo sa doručiť | nem sikerült kézbesíteni | nem kézbesíthető | kézbesítés | nu a putut fi livrat | nu s-a putut livra
не може да бъде доставено | не беше доставено | nije moguće isporučiti | nije isporučen | ni bilo mogoče dostaviti | kunde inte levereras | kan inte levereras | inte leverera | kunne ikke leveres | kan ikke leveres | ikke levere
ei voitu toimittaa | toimitus epäonnistui | toimittaminen | ei õnnestunud | nevarēja piegādāt | nepavyko pristatyti | δεν ήταν δυνατή η παράδοση | δεν παραδόθηκε | teslim edilemedi | iletilemedi | teslim edileme | לא ניתן היה למסור | לא נמסרה | تعذر تسليم | لم يتم تسليم
配信できません | 配信されません | 配信不能 | 配信に失敗 | 届きません | 届けられません | 送信できません | 送信に失敗 | 配達できません | 送達 | 存在しません | エラー | 见当たりません | 見つかりません | 宛先 | 遅延
无法投递 | 无法送达 | 无法传递 | 未能送达 | 无法将 | 投递失败 | 发送失败 | 退回 | 退信 | 不存在 | 无法发送 | 邮件被 | 無法傳遞 | 無法投遞 | 無法寄送 | 無法送達 | 未傳遞 | 不存在
배달하지 못 | 배달되지 | 배달할 수 | 전송하지 못 | 전송되지 | 전달되지 | 발송되지 | 존재하지 | 반송 | không thể gửi | không gửi được | tidak dapat | gagal | ไม่สามารถ
""")

#: Sentences that only mail servers write: alone they tell a report from a mail about one, when the text begins so.
BOUNCE_OPENINGS = phrases("""
this is the mail system at host | hi. this is the qmail | hi. this is the | this message was created automatically by mail delivery software | this is a delivery status notification
this is an automatically generated delivery status notification | ** address not found ** | ** message not delivered ** | ** message blocked ** | ** delivery incomplete ** | ********************************************** ** this is a warning
the original message was received at | delivery has failed to these recipients or groups | your message did not reach some or all of the intended recipients
это письмо создано автоматически сервером | это сообщение создано автоматически сервером | this is the mail delivery agent at | hi! this is the mailer-daemon | hi. this is the james | this is the dragonfly mail agent | this is a delivery status notification from | this report relates to a message you sent | message from yahoo | this is the mail delivery system at | this is the postfix program at host | -------- the original message was received
""")

#: The report is about a delay, no failure yet.
DELAYS = Phrases("""
delayed | delay | still being retried | will be retried | could not send message for past | warning message only | this is a warning | not yet been delivered | has not yet been | will keep trying | delivery incomplete
continue to try | temporarily deferred | задержк | задерж | отложен | будут продолжены | повторн | opóźn | ponawian | kolejne próby | verzögert | retard | retras | ritard | atrasad | vertraagd | zpožd | oneskor | késik | intârzi | försen | forsink
viivä | gecik | 遅延 | 遅れ | 延迟 | 延遲 | 지연
""")

#: What people say who want something of support.
PLEAS = Phrases("""
please help | can you help | could you help | help me | help us | what does this mean | what does it mean | why do | why is | why does | how do i
we get this | we are getting | we're getting | i get this | i am getting | i'm getting | i got this | we got this | we keep getting | i keep getting | doesn't work | does not work | not working | isn't working | didn't work
stopped working | no longer working | is broken | is wrong | we use | we need | i need | problem with | please check | please fix | please advise | please look | please investigate | please explain
our customers | our users | our server | after the update | after updating | since the update | feature request | would like | any ideas | any idea | could someone | the following error | getting the following | error when | this ticket | this issue | this problem
помогите | подскажите | почему | что делать | что это значит | что означает | как настроить | как отключить | как исправить | не работает | не работают | перестал | не приходит | не приходят | не уходит | не уходят | не отправля
получаем | получаю | приходит такое | пришло такое | такую ошибку | вот такое | вот такой | вот что | разберитесь | проверьте | посмотрите | исправьте | наши клиенты | наши пользователи | наш сервер | после обновления | хотелось бы | можно ли | нельзя ли
уточните | объясните | по этой заявке | по этому тикету | по данной заявке | по этому вопросу
proszę o pomoc | prosimy o pomoc | proszę o sprawdzenie | prosimy o sprawdzenie | proszę sprawdzić | proszę o wyjaśnienie | pomocy | pomóżcie | dlaczego | co to znaczy | co oznacza | co mamy zrobić | jak ustawić | jak wyłączyć | nie działa | nie działają | przestał
otrzymujemy | dostajemy | dostaję | otrzymuję | dostałem | dostałam | taki błąd | taki komunikat | nasi klienci | nasi użytkownicy | nasz serwer | po aktualizacji | czy można | czy możecie | czy mogą | tego zgłoszenia | tej sprawie | to zgłoszenie
bitte um hilfe | bitte helfen | können sie | könnten sie | funktioniert nicht | was bedeutet | warum | wir erhalten | wir bekommen | ich bekomme | unsere kunden | nach dem update | seit dem update | bitte prüfen | zu diesem ticket
pouvez-vous | pourriez-vous | ne fonctionne pas | ne marche pas | pourquoi | nous recevons | je reçois | podrían | no funciona | por qué | recibimos | non funziona | potete aiutar | perché | riceviamo
não funciona | recebemos este | por que | werkt niet | kunt u | waarom | nefunguje | můžete | proč | не працює | чому | допоможіть
""")

#: What people say around a delivery report that they pass on; machines' reports don't.
REMARKS = Phrases("""
can you | could you | see below | as you can see | fyi | forwarding | thanks, | regards, | thanks in advance | thank you, | our company | need help
просим помочь | просим разобраться | прошу помочь | прошу разобраться | см. ниже | текст ниже | с уважением, | заранее спасибо | пересылаю | нужна помощь | отправляли вам | писали вам | пишем вам | при отправке вам
z góry dziękuję | przesyłam | pozdrawiam | proszę o | wysyłając do was | pisząc do was | siehe unten | mit freundlichen grüßen | cordialement | saludos | cordiali saluti | met vriendelijke groet | s pozdravem | dobrý den
""")

#: How people begin a letter.
GREETINGS = phrases("""
hello | hi | hi, | hi! | hey | dear | good day | good morning | good afternoon | good evening | greetings | team, | all, | здравствуйте | добрый день | добрый вечер | доброе утро | доброго дня | приветствую | привет | коллеги | уважаемые | уважаемый
вітаю | добрий день | dzień dobry | dobry wieczór | witam | cześć | szanowni | szanowny | szanowna | hej | guten tag | guten morgen | sehr geehrte | hallo | liebe | moin | bonjour | salut | buenos días | buenas | hola | estimad | buongiorno | salve | gentil
olá | bom dia | boa tarde | prezad | goedemorgen | goedendag | beste | geachte | dobrý den | ahoj | vážen | dobrý deň | jó napot | tisztelt | bună | здравейте | poštovani | hej, | hei | tere | sveiki | laba diena | γεια | καλημέρα | merhaba | שלום | مرحبا
""")

#: Subjects of monitoring, cron and backup programs, in forms that nobody types.
MACHINE_SUBJECTS = phrases("""
cron < | anacron job | ** problem | ** recovery | ** acknowledgement | ** flapping | ** downtime | *** security information | [firing: | [resolved] | [firing | [alerting] | [no data] | logwatch for | apticron
degradedarray event | fail event on | rebuildfinished event | sparesmissing event | smart error ( | [fail2ban] | monit alert | output from your job | [zabbix] | [nagios] | [prometheus | [grafana | [jenkins] | report domain:
build failed in jenkins | jenkins build | tls report | ** service alert | ** host alert | unattended-upgrades result
""")

#: Subjects that programs use, and people too.
ALERT_SUBJECTS = phrases("""
problem: | resolved: | resolved in | problem/ | recovery: | zabbix: | nagios: | service alert: | host alert: | ups on | [error] | [warning] | [success] | [failed] | [alert] | [alarm] | [monitoring] | alarm: | alert: | alerting:
ok: | critical: | warning: | down: | up: | daily report | weekly report | backup report | backup job | failed pipeline | build failed
""")

#: Texts of such programs.
MACHINE_TEXTS = Phrases("""
***** nagios | ***** icinga | notification type: | problem started at | problem has been resolved at | original problem id | original event id: | this message was generated by the smartd | this is an automatically generated mail message | trigger status: | monit service
################### logwatch | alertname = | alertname: | unattended upgrade returned | apticron report | view in alertmanager | metric name: | your pipeline has failed
""")

#: Subjects that scanners, fax servers and telephone systems use, and people too.
DEVICE_SUBJECTS = phrases("""
scan from | scan to e-mail | scan to email | scanned from | scanned image | scanned document | message from km | message from bizhub | new scan | your scan | image from | file from | new voicemail | voicemail from | voicemail message
voice message | new voice message | new fax | fax from | fax received | incoming fax | you have a new | скан с | скан от | сканирование с | отсканированн | новое голосовое | голосовое сообщение | новый факс | факс от | входящий факс
нове голосове | голосове повідомлення | новий факс | skan z | zeskanowan | nowa wiadomość głosowa | wiadomość głosowa | nowy faks | faks od | scan von | gescannt | neue sprachnachricht | sprachnachricht | neues fax | fax von | neue nachricht auf
numérisation | document numérisé | nouveau message vocal | message vocal | nouveau fax | télécopie | documento escaneado | escaneo | nuevo mensaje de voz | mensaje de voz | nuevo fax | scansione | documento scansionato | nuovo messaggio vocale
messaggio vocale | nuovo fax | nieuw voicemailbericht | voicemail van | nieuwe voicemail | gescand | scan van | nieuwe fax | nová hlasová | hlasová zpráva | naskenovan | nova mensagem de voz | digitalização
""")

#: Texts of such machines.
DEVICE_TEXTS = Phrases("""
this e-mail was sent from | this email was sent from | scan date | scanned from | scanned by | sent by the device | device name | device model | number of images | attachment file type | you have a new voice
you have received a new voice | you have received a voice | received a new voicemail | received a fax | you have a new fax | you have a new message in mailbox | duration: | caller id | message length | left you a message | дата сканирования | отсканировано
получено голосовое | новое голосовое | длительность: | получен факс | номер звонящего | тривалість: | нове голосове | zeskanowano | data skanowania | nowa wiadomość głosowa | masz nową wiadomość | czas trwania: | długość nagrania | otrzymano faks | gescannt
scandatum | neue sprachnachricht | dauer: | dauer der nachricht | eine neue nachricht in der mailbox | fax empfangen | numérisé | date de numérisation | nouveau message vocal | durée : | durée: | fax reçu | escaneado | fecha de escaneo | nuevo mensaje de voz
duración: | fax recibido | scansionato | data di scansione | nuovo messaggio vocale | durata: | gescand | nieuw voicemailbericht | nieuwe voicemail | duur: | nová hlasová | délka: | naskenováno | nova mensagem de voz | duração:
""")

#: Challenge-response filters.
CHALLENGES = Phrases("""
your message is being held | is awaiting verification | requires verification | sender verification | verify your email address to deliver | complete the delivery of your | to have your message delivered | confirm that you are human | your message requires confirmation | message is pending | challenge/response
to release your message | added to the guest list | prove you are human | письмо ожидает подтверждения | подтвердите отправку | wymaga potwierdzenia nadawcy | potwierdzić wysłanie | muss bestätigt werden
""")

#: What newsletters call themselves, as sender or in the subject.
NEWSLETTERS = phrases("""
newsletter | news letter | e-news | рассылк | дайджест | розсилк | biuletyn | gazetka | rundbrief | infobrief | rundmail | mitgliederbrief | vereinsbrief | infolettre | lettre d'information | lettre d'info
boletín | boletim | notiziario | nieuwsbrief | zpravodaj | spravodaj | hírlevél | nyhetsbrev | nyhedsbrev | uutiskirje | uudiskiri | naujienlaiškis | jaunumi | buletin | bilten | бюлетин | bülten | ενημερωτικό δελτίο
ニュースレター | メールマガジン | メルマガ | 뉴스레터 | 简报 | 电子报 | 電子報
""")

#: How newsletters say below their text where to leave; each has one of the stems.
UNSUBSCRIBES = Phrases("""
unsubscribe | manage your subscription | update your preferences | opt out of | stop receiving these | отписаться | отказаться от рассылки | управление подпиской | відписатися | wypisz się | zrezygnować z subskrypcji | rezygnacja z subskrypcji | anuluj subskrypcję
abmelden | abbestellen | se désabonner | désinscri | desinscri | darse de baja | cancelar suscripción | cancelar la suscripción | disiscri | annulla l'iscrizione | cancella l'iscrizione | uitschrijven | afmelden | odhlásit | odhlásiť | leiratkoz | avregistrera | afmeld
avmeld | peruuta tilaus | cancelar inscrição | cancelar a inscrição | descadastr | dezabon | odjavi | otpisk | aboneliğ | listeden çık | διαγραφή | 配信停止 | 購読解除 | 退订 | 取消訂閱 | 수신거부
""")

#: Dynamic parts of senders' names: programs that deliver mail.
DAEMON_NAMES = phrases("""
mail delivery subsystem | mail delivery system | mail delivery service | mail delivery | mail daemon | mailer-daemon | mailer daemon | mail system | internet mail delivery | mail transfer agent | postmaster | почтовая служба | система доставки почты | служба доставки
подсистема доставки | system administrator | системный администратор | administrator systemu | systemadministrator | administrateur système | administrador del sistema | amministratore di sistema | administrador do sistema | mail delivery subsys | mailzustellsystem | mailgateway | delivery subsystem
mail administrator | email system | message delivery | mail router | mail gateway | content filter | mailsweeper | mailmarshal | mail server | email server | exchange | message router | antispam | anti-spam | почтовый сервер | почтовый робот | serwer poczty | system pocztowy
""")
