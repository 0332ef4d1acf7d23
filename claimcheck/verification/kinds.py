"""What a statement is about: harm, safety, a cure or proof, who uses it or looks at it, cells."""

from __future__ import annotations

from claimcheck.text.cues import CueList

__all__ = ["kinds"]

_KINDS = CueList(
    {
        "harm": r"""
            (?:side[- ]|adverse |harmful |toxic |negative )effects?
            (?:adverse|unwanted) (?:events?|reactions?)
            (?:toxic|toxicity|poison(?:ing|ous)?|overdos(?:e|es|ing)|lethal|fatal(?:ity|ities)?)
            (?:deaths?|die[sd]?|dying)
            (?:harms?|harmed|harmful|dangers?|dangerous|hazards?|hazardous|risky)
            warn(?:s|ed|ings?)?
            (?:damag(?:e|es|ed|ing)|injur(?:y|ies|e|ed)|seizures?|coma|bleed(?:s|ing)?|ha?emorrhage)
            (?:dependen(?:ce|cy|t)|addictive|withdrawal symptoms?|abuse|misuse|habit[- ]forming)
            (?:respiratory depression|liver failure|kidney failure|argyria)
            (?:interferes?|interact(?:s|ions?)?) with (?:\w+ ){0,2}(?:medicin|medication|drug)\w*
            (?:rais|increas|elevat|doubl)(?:es?|ed|ing) (?:the |your |a )?\
                (?:risks?|chances?|odds|likelihood)
            (?:worsens?|worsened|aggravates?)
            (?:cause[sd]?|causing|triggers?|lead(?:s|ing)? to|led to) (?:\w+,? ){0,5}\
                (?:nausea|vomiting|diarrh?o?ea|headaches?|dizziness|drowsiness|insomnia|rash\
                |cancer|illness|disease|infections?|problems|failure|kernicterus|autism\
                |constipation|bloating|anxiety|psychosis|hallucinations|stroke|argyria|pain)
            (?:less|reduced|lower) (?:effective|protection|effectiveness)
            (?:interferes?|interfering) with
        """,
        "avoidance": r"""
            (?:should|must|be|is|are|best|better) avoid(?:ed)?|contraindicated
            avoid(?:ing)? (?:taking|using|it|this|these|them)
            (?:should|must) not be (?:used|taken|given)
            unsafe|not (?:necessarily |always )?(?:safe|harmless)
        """,
        "safety": r"""
            (?:safe|safer|safest|safely|safety|harmless|risk[- ]free)
            non[- ]?(?:toxic|addictive|habit[- ]forming)
            free (?:of|from) (?:\w+ )?(?:risks?|side[- ]effects?|addiction|harms?|dangers?)
            well tolerated|gentle
            (?:no|zero|without|free of|few) (?:known |serious |harmful )?\
                (?:side[- ]effects?|risks?|dangers?|harms?)
        """,
        "benefit": r"""
            (?:manag|treat|reliev|eas|alleviat|help|heal|cur|improv|sooth|calm|mitigat|combat|fight\
                |strengthen|restor|repair|tackl|eliminat|boost|detox|cleans)\
                (?:e?s|ing|ed|e|ment|ify|ifies)?
            (?:reduc|lower|curb|lessen|cut)(?:es?|s|ing|ed|ting)? (?:the |your |an? )?\
                (?:urges?|cravings?|symptoms?|pain|risks?|need|desire|stress|anxiety)
            (?:remed(?:y|ies)|alternatives?|effective(?:ly|ness)?|useful|beneficial|benefits?)
            (?:therap(?:y|ies|eutic)|approach to|solution|strategy|protect(?:s|ed|ive|ion)?)
            prevent(?:s|ed|ing|ion)?|wards? off|stops?|shorten(?:s|ed|ing)?|shorter
        """,
        "cure": r"""
            (?:cures?|cured|curing|heals?|eradicat(?:es?|ed)|eliminat(?:es?|ed))
            (?:clinically|scientifically|medically)[- ]proven
            proves?|proven|proved
            causes?|caused|gives? (?:you|people|them|us|children|babies|users|patients)
        """,
        "use": r"""
            (?:is|are|been|was|were|being) (?:\w+ ){0,2}used (?:\w+ ){0,4}\
                (?:for|to|as|by|in|against)
            (?:people|adults|users|patients|men|women|some|many) (?:\w+ ){0,2}(?:use|take|drink)\
                (?! disorder)
        """,
        "attention": r"""
            (?:gain|attract|dr[ae]w|earn|receiv|enjoy|garner)(?:s|n|ed|ing|ned|ing)? (?:\w+ ){0,3}\
                (?:attention|popularity|recognition|interest|traction|notice|fans|followers)
            (?:surg|grow|grew|ris|rose|soar)(?:e?s|ed|n|en|ing)? in popularity
            (?:is|are|remains?|became|becoming|become|growing) (?:\w+ ){0,2}\
                (?:popular|trendy|fashionable)
            (?:is|are) (?:touted|hailed|promoted|marketed|advertised|hyped|trending)
        """,
        "molecular": r"""
            (?:receptors?|proteins?|genes?|genetic|kinases?|mutations?|mutants?|knock[- ]?outs?)
            (?:pathways?|enzymes?|ligands?)
            (?:[A-Za-z0-9+/-]+ )?(?:cells?|neurons?|lymphocytes?|macrophages?|fibroblasts?)
            mitochondri(?:a|al)
            (?:m?rna|dna|mirnas?|microrna|cytokines?|chromatin|histones?|signall?ing)
            transcription(?:al)?
            (?:expression|phosphorylation|methylation|apoptosis|autophagy|telomeres?)
            (?:antibod(?:y|ies)|antigens?)
        """,
    }
)


def kinds(text: str) -> frozenset[str]:
    """The kinds of statement a text holds, by the names of the lists above."""
    return _KINDS.kinds(text)
