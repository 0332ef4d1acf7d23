"""What marks a unit as something other than a claim: tables of expressions with reason codes.

Matched on the unit as read (no marks, plain quotes, single spaces), without
regard to case. The first match of the first table decides; tables are in the
order in which :mod:`claimcheck.segment.kinds` asks them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = [
    "ADVICE",
    "BOILERPLATE",
    "IMPERATIVE",
    "META",
    "OPINION",
    "RESEARCH_CALL",
    "SALES",
    "STRONG_OPINION",
    "first_match",
]

Table = tuple[tuple[str, "re.Pattern[str]"], ...]


def _table(rows: Mapping[str, str]) -> Table:
    return tuple((code, re.compile(expression, re.IGNORECASE)) for code, expression in rows.items())


def first_match(table: Table, text: str) -> str:
    """The reason code of the first expression found in the text, or an empty string."""
    return next((code for code, expression in table if expression.search(text)), "")


BOILERPLATE = _table(
    {
        "disclaimer": r"\bthese (?:statements|claims) have not been (?:evaluated|reviewed|assessed)|\bnot "
        r"(?:been )?evaluated by the (?:u\.?s\.? )?(?:food and drug|fda)|\bnot intended to (?:diagnose|treat|cure"
        r"|replace|be a substitute|substitute)|\b(?:individual |your |actual )?results (?:may|will|can|do|might)? ?"
        r"(?:vary|differ|not typical)|\bresults (?:are )?not (?:typical|guaranteed)|\bfor (?:informational|educational"
        r"|general information)(?: and \w+)? (?:purposes|use) only|\b(?:not|never) (?:a |as a |constitute |provide "
        r"|offer |intended as )*(?:substitute for (?:professional )?(?:medical|advice)|medical advice)"
        r"|\bis not (?:meant|designed) to (?:replace|diagnose)|\bdoes not (?:constitute|provide) medical"
        r"|^\W*disclaimer\b|\bsee (?:the )?(?:full )?terms\b",
        "disclosure": r"\baffiliate (?:links?|commission|partner|program)|\bearn (?:a |us a )?(?:small )?commission"
        r"|\bsponsored (?:by|post|content)|\bpaid (?:partnership|promotion|advertis)|^\W*disclosures?\b|\bno "
        r"(?:competing|conflicts? of) (?:financial )?interests?|\bdeclares? no\b|\bcompeting interests?\b",
        "funding": r"^(?:the|this) (?:study|research|work|trial|project|analysis) (?:was|is|has been|received) "
        r"(?:also )?(?:funded|supported|sponsored|financed)|\b(?:was|were) (?:funded|supported) (?:in part )?by (?:the|a|an"
        r"|grants?|funding)\b|^(?:funding|support) (?:for|was|came|:)|\bgrants? (?:from|number|no\b)",
        "copyright": r"©|\(c\) ?\d{4}|\bcopyright\b|\ball rights reserved\b|\bprivacy policy\b|\bterms (?:of (?:use"
        r"|service|sale)|and conditions)\b|\bcookies?\b.{0,30}\b(?:policy|consent|accept)",
        "contact": r"^\W*(?:(?:media|press|news|public relations) )?(?:contacts?|inquiries|enquiries)(?: for \w+)?\W*$"
        r"|^(?:(?:for )?(?:media|press) )?contacts?(?: information)?\s?:|\bfor (?:more|further|additional) (?:information"
        r"|details)\b|\bvisit (?:us|our|the|https?|www|their)\b.{0,60}$|\b(?:call|email|e-mail|phone|fax|tel)\b ?[:.]? ?"
        r"[(+\d]|^\S+@\S+\.\w+$|^[\w .,'-]{0,60}\S+@\S+\.\w+|^(?:tel|phone|fax|mobile|e-?mail|web|website|twitter"
        r"|facebook|address|url|doi)\b ?:|^[+(]?\d[\d ()/.-]{6,}$",
        "share": r"^\W*(?:share|tweet|pin|like|follow|join|connect)(?: (?:this|us|via|on|with|it|me)\b.{0,40})?\W*$"
        r"|^follow us\b|\bfollow (?:us )?(?:on|@)|^@\w+|^\W*#\w+\W*$|\bon (?:facebook|twitter|instagram|pinterest)\W*$"
        r"|^(?:print|email|save|comments?|related(?: \w+){0,3}|tags?|categor(?:y|ies)|advertisement|references|sources"
        r"|read more|leave a (?:reply|comment)|(?:previous|next) (?:post|article))\W*$|\bsubscribe to (?:our|the)\b"
        r".{0,40}newsletter",
        "byline": r"^by [A-Z][\w.'-]+ [A-Z][\w.'-]+(?:[ ,|].{0,60})?$|^(?:written|posted|published|reviewed|updated|medically"
        r" reviewed|fact.checked|edited|reporting|photo|image|last (?:updated|reviewed))\b(?: (?:by|on|in|courtesy|credit)"
        r"\b|:).{0,80}$|^(?:photo|image|credit|source|author|editor|reporter|published|updated|date|story source"
        r"|journal reference|keywords?|citation|doi|isbn|note to editors?)s?\s?:|^(?:mon|tues|wednes|thurs|fri|satur"
        r"|sun)day,? \w+ \d|^(?:january|february|march|april|may|june|july|august|september|october|november|december"
        r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.? \d{1,2},? \d{4}\W*$|^\d{1,2} \w+ \d{4}\W*$"
        r"|\bembargoed? (?:until|for)|^for immediate release",
        "link": r"^(?:https?://|www\.)\S+$|\bdoi\.org/|^\W*$",
        "terms": r"\b(?:cannot|can't|can not|may not) be (?:returned|refunded|exchanged|combined)|\bwhile (?:supplies|stocks?)"
        r" lasts?|\breturns? (?:policy|accepted)|\bships? (?:within|in) \d|\bkeep out of (?:the )?reach of children"
        r"|\bstore in a cool",
    }
)

SALES = _table(
    {
        "price": r"(?:[$£€]\s?\d[\d,.]*|\b\d+(?:\.\d\d)? ?(?:usd|dollars|euros?)\b).{0,60}(?:off|save|only|now|was|free|per"
        r" (?:bottle|month|pack|box)|each|today|bottle|payments?|$)|\b(?:only|just|was|now|for) [$£€]\d|\byou save\b"
        r"|\binterest.free\b",
        "discount": r"\b\d+ ?% off\b|\bsave (?:up to )?\d+ ?%|\b(?:discount|coupon|promo|voucher) code\b|\buse code\b|\bbuy "
        r"(?:one|two|three|\d),? get\b|\bfree (?:shipping|delivery|trial|bottle|sample|gift|e-?book|bonus)\b|\bspecial "
        r"(?:offer|price|discount)\b|\bflash sale\b|\bdiscount(?:ed|s)?\b.{0,20}\b(?:today|now|order|price)|\bbundle\b.{0,15}"
        r"\bsave\b",
        "call_to_action": r"\badd to (?:cart|basket|bag)\b|\b(?:order|buy|shop|purchase|subscribe|grab|claim|reserve|get) "
        r"(?:yours?|now|today|here|online|your (?:\w+ ){0,3}(?:bottle|pack|box|supply|kit|copy|order|tea|bag|jar|discount"
        r"|spot|trial|guide))\b|\bclick (?:here|below|the|on|to)\b|\btap (?:here|below|the)\b|\bstart (?:my|your) [\w -]{0,40}"
        r"(?:today|now|journey)\b|\bsubscribe (?:&|and) save\b|\bsign (?:me )?up\b|\byes!|\bdon't (?:miss (?:out|this|your)|wait)"
        r"|\bact (?:now|fast)\b|\bhurry\b|\btry (?:it|us|\w+) (?:today|now|risk.free)\b|\bjoin (?:the |over )?(?:thousands"
        r"|\d[\d,]+|millions|our)\b|\bwhat are you waiting for\b|\bgive (?:it|\w+) a try\b|\bavailable (?:now|at all|in our"
        r"|online)\b.{0,30}$|\bscroll down\b|\bbook (?:a|your) (?:free )?(?:call|consult|appointment)",
        "scarcity": r"\bonly \d+ (?:left|remaining|bottles|packs|units|spots)\b|\blimited.time\b|\blimited (?:stock|supply|edition"
        r"|offer|quantit)|\bwhile (?:stocks?|supplies) last|\bselling (?:out )?fast\b|\b(?:offer|sale|deal) ends\b|\b(?:almost|nearly)"
        r" (?:gone|sold out)\b|\blast chance\b|\bbefore (?:it's|they're) (?:gone|too late)\W*$|\bin stock\b",
        "guarantee": r"\bmoney.back\b|\byour money back\b|\brisk.free\b|\bno.questions.asked\b|\bsatisfaction (?:is )?guaranteed"
        r"|\b\d+.day (?:guarantee|refund|returns?)\b|\bfull refund\b",
        "rating": r"★{2,}(?!.{40})|\b\d(?:\.\d)?\s?/\s?5\b|\b\d(?:\.\d)? (?:out of 5 )?stars?\b|\([\d,]+\+? (?:reviews|ratings|"
        r"customers)\)|^\W*(?:over |more than )?[\d,]+\+? (?:5-star |five-star |verified )?(?:reviews|ratings|happy customers"
        r"|satisfied customers)\W*$|\bbest.?sell(?:er|ing)\b.{0,40}$|\bas seen (?:on|in)\b",
    }
)

META = _table(
    {
        "about_text": r"^(?:in |throughout )?(?:this|our|the|today's) (?:\w+ ){0,2}(?:article|post|guide|blog|page|section|piece"
        r"|chapter|overview|newsletter|video|series|episode|infographic)\b(?! (?:found|showed|reported|concluded))",
        "reader_tour": r"\b(?:we'll|we will|we are going to|we're going to|let's|let us|i'll|i will|i'm going to|you'll|you will) "
        r"(?:also |now |then |first |take a )*(?:explore|look|discuss|cover|dive|delve|explain|examine|review|break|walk|show you"
        r"|share|discover|learn|find out|see (?:how|why|what)|go (?:over|through)|get (?:into|started)|unpack|talk about"
        r"|begin|start|answer|list)\b",
        "read_on": r"\b(?:read on|keep reading|continue reading|scroll (?:down|on)|see below|more on (?:this|that) (?:later|below)"
        r"|stay tuned|as (?:mentioned|discussed|noted|described) (?:above|earlier|below)\W*$)|^(?:here(?:'s| is| are) (?:what|how"
        r"|why|everything|\d+|some|the (?:top|best|\w+ (?:things|ways|reasons|benefits)))|below (?:is|are|you|we)\b"
        r"|the following (?:list|table|section|are|is)\b|table \d|figure \d|in (?:summary|conclusion|short)\W*$)",
        "publication": r"\b(?:is|are|was|were|appears?|appeared|been) (?:\w+ )?(?:published|presented|posted|released|reported|"
        r"appearing) (?:\w+ )?(?:online |today |\w+day |this (?:week|month) |\w+ \d+,? )*(?:in|at|by|on|online)\b(?!.{0,200}"
        r"\b(?:found|showed?|shown|suggests?|reduc|increas|caus|link|risk))|^(?:the )?(?:other |additional |study |senior |lead )*"
        r"(?:co-?)?authors? (?:of|on|are|is|include|were)\b|^co-authors\b|\bwill (?:be )?(?:present|publish)(?:ed)? (?:the|his|her"
        r"|their|at|in)",
    }
)

RESEARCH_CALL = _table(
    {
        "more_research": r"\b(?:more|further|additional|future|larger|bigger|better|longer|long-term|new|follow-up|ongoing|rigorous"
        r"|high-quality|human|clinical)(?:,? (?:and )?[\w-]+){0,4} (?:research|stud(?:y|ies)|trials?|investigations?|work|evidence|data"
        r"|exploration|analys[ei]s|testing)(?: [\w-]+){0,8}? (?:is|are|will be|would be|remains?|still) (?:\w+ ){0,2}(?:needed"
        r"|required|necessary|warranted|called for|essential|crucial|vital|important)",
        "warrants": r"\b(?:warrants?|warranted|requires?|needs?|deserves?|merits?|calls? for|call for|await|awaits) (?:\w+ )?(?:more"
        r"|further|additional|future|closer|deeper)\b|\b(?:should|must|need to|needs to|remains? to|have yet to|has yet to) be "
        r"(?:\w+ )?(?:studied|investigated|examined|explored|confirmed|tested|determined|seen|established|replicated|verified)",
        "future": r"\b(?:next step|future (?:studies|research|trials|work)) (?:should|will|would|could|may|is|are|must|needs?)\b|\b"
        r"(?:researchers?|scientists|team|authors?|study|they|we) (?:now |also |next |then |are |is |plans?|hopes?|believes? )*"
        r"(?:planning|plan|plans|hope|hopes|hoping|intend|intends|aim) to\b",
    }
)

_PEOPLE = (
    r"(?:you|individuals|patients|people|anyone|everyone|adults|women|men|those|users|readers|parents|children|consumers"
    r"|mothers|smokers|drinkers|doctors|clinicians|pregnan\w+ (?:women|people)|breastfeeding \w+|nobody|no one|they|we)"
)
ADVICE = _table(
    {
        "modal": rf"\b{_PEOPLE}(?: [^.;]{{0,80}}?)? (?:should|shouldn't|must|mustn't|need to|needs to|ought to|may want to|might want"
        r" to|may wish to|'d better|had better|can try|could try)\b(?! have\b)|\bshould (?:always |never |not |only |also |ideally )*"
        r"(?:be |first )?(?:consult|avoid|take|taken|used|use|discuss|seek|speak|talk|ask|check|monitored|approached|considered|stop"
        r"|start|limit|remember|drink|eat|try|choose|see|get|contact)",
        "importance": r"\b(?:it's|it is|it remains|it may be|it would be)(?: also| always| still| very| therefore)* (?:crucial|important"
        r"|essential|best|advisable|recommended|vital|wise|worth|critical|necessary|imperative|advised|smart|prudent|safer|"
        r"a good idea|always|up to you)\b(?: for [^.;]{1,50}?)?,? (?:to|that|not|you|remembering|noting|checking|asking|talking)",
        "recommendation": r"\b(?:we|i|experts|doctors|health officials|authorities)(?: \w+)? (?:suggest|recommend|advise|urge|encourage|"
        r"strongly (?:suggest|recommend|advise))(?:s|d)? (?:\w+ing\b|that you|you|against|people|patients|a |the |not|taking|to )|\b(?:is"
        r"|are) (?:advised|encouraged|urged|recommended|best advised|asked) to\b|\bconsult(?:ing)? (?:with )?(?:your|a|an|with|healthcare)"
        r"|\b(?:talk|speak) (?:to|with) (?:your|a|an)\b|\bask(?:ing)? (?:your|a|an) (?:doctor|midwife|gp|pharmacist|physician)|\bseek "
        r"(?:immediate |emergency |urgent )?(?:medical|professional|help|care)\b|\bmake sure (?:to|you|that)\b|\bbe sure to\b",
    }
)
IMPERATIVE = re.compile(
    r"^(?:(?:so|and|but|then|also|just|please|always|never|simply|instead|first|next|finally|for best results|to \w[^,]{2,60}"
    r"|if [^,]{3,120}|when [^,]{3,120}|before [^,]{3,100}|after [^,]{3,100}|until then|remember|once [^,]{3,90}|as always"
    r"|step \d+),?:? )*(?:don't|do not|never|consult|talk|speak|avoid|try|take|start|drink|eat|choose|look|ask|keep|make|remember"
    r"|store|mix|add|use|check|see|stop|let|get|seek|call|read|apply|aim|limit|follow|combine|consider|stick|be|go|give|begin|"
    r"opt|pay|wash|wait|swap|skip|cut|replace|reduce|increase|include|discuss|tell|find|learn|discover|watch|visit|contact|steep"
    r"|brew|stir|pour|place|rinse|sip|chew|swallow|dissolve|sprinkle|blend|boil|repeat|continue|monitor|note|think|imagine|say"
    r"|discontinue|rest|breathe|practi[cs]e|set|put|buy|bring|turn|enjoy|experience|feel|unlock|transform|boost|say goodbye|know"
    r"|report|test|refrigerate|shake|inject|track|write|plan|focus|listen|trust|beware|schedule|ensure|prioriti[sz]e|work with"
    r"|get rid|forget|picture|ditch|embrace|harness|stay) "
    r"(?!(?:of|is|are|was|were|and|can|may|has|have|had|with the use|leaf|tea|extract|use|users|disorder|therapy|study|patients)\b)",
    re.IGNORECASE,
)

OPINION = _table(
    {
        "evaluation": r"\b(?:understanding|knowing|exploring|recogni[sz]ing|appreciating|finding|choosing|learning|having|being|"
        r"discussing|acknowledging|raising)\b[^.;]{0,160}? (?:is|are|remains?) (?:also |so |very |truly |absolutely )?(?:crucial|vital|"
        r"essential|important|key|critical|worthwhile|exciting|necessary)\b",
        "first_person": r"\b(?:i|we)(?:'ve| have|'m| am|'re| are| was| were)? (?:\w+ly |also |just |really |do |can't |cannot |don't "
        r"|couldn't |never |always )*(?:love[ds]?|think|believe[ds]?|feel|felt|recommend|hope|disagree|agree|wish|swear|adore|enjoy"
        r"|like|excited|thrilled|delighted|proud|pleased|happy|grateful|amazed|blown|honou?red|passionate|obsessed|wonder|guess"
        r"|surprised|encouraged|optimistic|hopeful|say enough|imagine|need to|want to|must|look forward|committed)\b|\bin (?:my|our)"
        r" (?:opinion|view|experience)\b|\bmy (?:favou?rite|personal)\b|\bif you ask me\b",
        "judgement": r"^(?:this|that|it|these|they|what|the (?:results|findings|news|taste|product|team|service|future))(?:'s| is| are|"
        r" was| were|'re)(?: \w+)? (?:a |an |truly |really |very |so |such |quite |incredibly |absolutely )*(?:great|good news|amazing|"
        r"exciting|wonderful|fantastic|awesome|terrible|awful|shocking|remarkable|incredible|impressive|encouraging|disappointing|"
        r"interesting|fascinating|beautiful|delicious|lovely|perfect|sad|shame|pity|important (?:step|finding|study|advance|first step)"
        r"|big deal|game.?changer|win|breakthrough|no.?brainer|worth it|to be welcomed|welcome)\b",
    }
)
STRONG_OPINION = re.compile(
    r"^(?:(?:thank you|thanks|wow|amazing|awesome|love it|so good|highly recommend|10/10|best \w+ ever|simply the best|"
    r"good luck|congratulations|cheers|welcome|sadly|unfortunately|luckily|fortunately|honestly)\b[^a-z]*)+$",
    re.IGNORECASE,
)
