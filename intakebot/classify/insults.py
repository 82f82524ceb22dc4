"""Obscenities and insults in Russian, Polish and English, for folded text (CEN-13).

Data only: expressions that begin at a word's start, so that "потребляет", "Scunthorpe" and "kurator" stay clean.
"""

from intakebot.classify.listed import listed

#: Each expression is one search: those that begin alike stand together.
OBSCENITIES = (
    # Russian
    r"(?:на|по|ни|до|о|а|за|от|под|при|рас|раз|вы|пере)?ху(?:[йяию]|е(?!н[ьк])|ев|ес|ил|яр)\w*",
    r"\w{0,6}пизд\w*",
    r"(?:вы|за|на|про|от|у|под|пере|до|об|не|по|при|отъ|объ|съ|разъ|въ|изъ|взъ|подъ|долб[оа]|мозго|дерьмо)?еб(?:а(?!й)|у(?!рг|рашк)|л[аиоя]|н[уи]|и(?!т|тд|тда)|ыр|ист|еш|ет|ем|ен)\w*",
    r"(?:долб[оа]|мозго)еб\w*",
    r"бля(?:т\w*|д(?!о)\w*)?\b",
    r"(?:пид[оа]р(?:ы|а|у|ам|ов|ок|ас\w*|ск\w*|юг\w*)?\b|педик(?:и|ов|ам)?\b)",
    r"муд(?:а[кч]|ил|озвон|ень)\w*",
    r"г[ао]ндон\w*|говн\w*|дерьм\w*|(?:руко)?жоп(?:а|у|е|ы|ой|н\w+|ошн\w+|ый|ые)\b|шлюх\w*|сучар\w*|сук(?:а|и|у|ин\w*|ам)\b",
    r"(?:на|по|о|до|ни)?хер(?:а|ня|ню|ни|ней|ов[аоы]\w*|ач\w+|ит|ел\w*)?\b",
    # Polish
    r"(?:w|za|wy|roz|s|pod|na|nie)?kur(?:w\w*|ewsk\w*)",
    r"(?:o|nie|do|po|na|za)?c?huj(?:\b|[aeiuoy]\w*|ni\w*)",
    r"(?:s|wy|za|o|od|do|na|roz|u|pod|przy|prze|po)?pierd(?!ol(?:a|y|ka|ki)\b)(?:ol|al|zi|ni)\w*",
    r"(?:za|wy|roz|roze|z|po|u|od|do|na|pod|prze|przy|ob)?jeb(?:a|i|n|l|u|c)\w*",
    r"pizd\w*|cip(?:a|y|e|ka|ki)\b|dup(?:ek|ki|kow|kami|a)\b|(?:do|w) dup(?:y|ie)\b|gown(?:o|a|em|ian\w*)\b|skurw\w*|sukinsyn\w*|suka\b|kutas(?:a|y|ie|em|ow)?\b|cwel\w*|dziwk\w*",
    # English, and Russian in Latin letters
    r"(?:mother)?fuck\w*|(?:bull)?shit(?:s|ty|ting|holes?|heads?|show)?\b|a(?:ss|rse)holes?\b|bitch(?:es|ing|y)?\b|cunts?\b|dickheads?\b|wankers?\b|twats?\b",
    r"(?:dumb|jack)ass\w*|piss off\b|stfu\b|blya(?:t\w*|d\w*)?\b|mudak\w*|[np][ao]hu[yi]\b|cyka\b",
)
INSULTS = (
    r"(?:идиот|дебил|кретин|имбецил|дегенерат)(?:ы|ам|ов|ами|ка|ки)?\b|болван(?:ы|ам|ов|ами)?\b|придур(?:ок|к\w+)|урод(?:ы|ам|ов|ами)?\b|козлин\w*|тупиц\w*|недоум(?:ок|к\w+)",
    r"бездар(?:и|ей|ям|ность|ности)\b|рукожоп\w*|криворук(?:ие|ий|их|им)\b|дармоед\w*|скотин\w*|сволоч\w*|подон(?:ок|к\w+)|гнид\w*|чмо(?:шник\w*)?\b|мраз(?:ь|и|ей|ям|ота)\b|ублюд\w*|твар(?:ь|и|ям|ей)\b",
    r"(?:вы|ваш\w*|ты|поддержк\w*|инженер\w*|сотрудник\w*|менеджер\w*|оператор\w*)\s+(?:(?:там|просто|все|совсем|реально|же|настолько|такие|у вас)\s+){0,2}(?:туп(?:ые|ой|ая|ых)|козлы|козел|бараны|ослы|клоуны|неучи|бестолоч\w*|ничтожеств\w*)\b",
    r"идиотк\w*|idio(?:ta|tka|ci|tow|tom|tami|tki)\b|(?:debil|kretyn)(?:e|i|a|ow|om|ami)?\b|imbecyl\w*|matol(?:y|ow|ki)?\b|palant(?:y|ow)?\b|(?:przy)?glup(?:ki|kow|kom|ek|cy|ol\w*)\b|tepak(?:i|ow)?\b",
    r"nieudaczni[ck]\w*|bydlak\w*|scierw\w*|gnoj(?:e|ki|ow)\b|(?:jestescie|wy)\s+(?:(?:tam|po prostu|wszyscy)\s+)?(?:barany|glupi|tepi|osly)\b",
    r"(?:idiots?|morons|imbeciles?|retards|bastards|scumbags?)\b|you\s+(?:\w+\s+)?moron\b|screw you\b|go to hell\b|stupid\s+(?:people|idiots?|team|support|monkeys|engineers?)\b|you(?:'re| are)\s+(?:all\s+|so\s+|really\s+)?stupid\b",
)
#: Said of oneself or denied, an insult insults nobody.
NOT_MEANT = r"(?:\b(?:не|я|себя|как|not|i'm|i am|i was|i feel like an?|no|nie|jestem|ja|siebie|sie jak|like an?)\s+(?:an?\s+)?(?:полн\w+\s+|complete\s+|kompletn\w+\s+)?)$"

#: Whole words that people write with asterisks.
MASKED = listed("""блять бля блядь сука суки хуй хуя хуйня хуйню хуево пизда пиздец пизды ебать ебаный ебаная ебаное ебал нахуй похуй нахуя заебали заебал заебись долбоеб мудак мудаки гандон
    гандоны говно жопа жопе дерьмо пидор пидоры охуели охуел уебки
    fuck fucking fucked fucker shit shitty bullshit bitch asshole assholes cunt kurwa kurwy kurwe kurwo chuj chuja chujowy pierdole pierdolony jebac jebany jebane jebana skurwysyn
    gowno pizda spierdalaj wkurwia""")
