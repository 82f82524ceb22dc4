"""Mail domains that anybody can have an address in: they tell nothing of who writes."""

_NAMES = """
aol.com bigmir.net bk.ru buziaczek.pl centrum.cz duck.com fastmail.com freemail.hu gazeta.pl gmail.com gmx.at gmx.ch
gmx.com gmx.de gmx.net go2.pl googlemail.com hey.com hotmail.co.uk hotmail.com hotmail.de hotmail.fr i.ua icloud.com
inbox.lv inbox.ru interia.com interia.eu interia.pl internet.ru lenta.ru list.ru live.com mac.com mail.com mail.de
mail.ee mail.ru me.com meta.ua msn.com myrambler.ru narod.ru o2.pl onet.com.pl onet.eu onet.pl op.pl orange.fr
outlook.com outlook.de outlook.fr pm.me poczta.fm poczta.onet.pl posteo.de prokonto.pl proton.me protonmail.ch
protonmail.com qq.com rambler.ru ro.ru seznam.cz spoko.pl t-online.de tlen.pl tuta.com tutanota.com tut.by ukr.net
vp.pl web.de wp.pl xmail.ru ya.ru yahoo.co.uk yahoo.com yahoo.de yahoo.fr yandex.by yandex.com yandex.kz yandex.ru
yandex.ua ymail.com zoho.com 126.com 163.com
"""
PUBLIC = frozenset(_NAMES.split())
