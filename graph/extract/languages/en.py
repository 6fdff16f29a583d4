"""English."""

from __future__ import annotations

from graph.extract.rules import LanguageRules, month_names, numbered

RULES = LanguageRules(
    code="en",
    ai_triggers=(
        "=ai",
        "=a.i.",
        "=genai",
        "artificial intelligence",
        "generative model/tool/technology/video/music/image",
        "machine learning",
        "deepfake/deepfakes",
        "chatbot",
        "llm/llms",
        "voice clone/cloning",
        "clone ~ voice",
        "synthetic voice/performer/actor/actress/media",
        "digital replica/double",
        "algorithm",
    ),
    domain_triggers=(
        "film/movie/cinema/screen/hollywood/screenwriter/filmmaker/director/actor/actress/performer",
        "series/show/tv/television/streamer/streaming/episode",
        "music/song/album/band/singer/musician/label/track/artist/composer",
        "game/gaming/gamer",
        "dub/dubbing/dubber",
        "voice actor/artist",
        "author/novel/book/publisher/publishing/writer/comic",
        "entertainment/studio/festival/oscar/oscars",
        "visual effect",
        "vfx/animation/animator",
    ),
    reporting=frozenset(
        "say tell announce confirm add claim insist argue explain note warn write report reveal state declare admit "
        "acknowledge describe call suggest predict promise maintain stress vow concede deny comment reply respond "
        "recall remark observe complain post tweet urge ask believe estimate continue conclude disclose hint "
        "allege accuse testify joke contend caution recount counter praise criticise criticize condemn slam "
        "inform assure blast fire reassure advise urge plead retort quip lament summarise summarize "
        "denounce welcome applaud defend dismiss reject specify stipulate".split()
    ),
    according_triggers=(
        "according to",
        "as report/tell/note/put by",
        "report/quote/cite by",
        "cite",
        "in the word of",
        "=per",
    ),
    determiners=frozenset(
        "a an the this that these those its their his her our my your no any some each every".split()
    ),
    possessives=frozenset("its their 's".split()),
    prepositions=frozenset("of at for from in with by to on about against over under via than as".split()),
    conjunctions=frozenset(", and & or the as well plus".split()),
    auxiliaries=frozenset("has have had is was were be been being".split()),
    source_after_verb=True,
    denial_triggers=("deny", "refute", "dismiss ~ claim/report/rumour/rumor/idea", "reject ~ claim/idea/accusation"),
    negators=frozenset("not n't never no without neither nor none nobody nothing hardly".split()),
    post_negators=frozenset("no not never n't none".split()),
    focus_words=frozenset("only just merely simply until".split()),
    possible_triggers=(
        "may",
        "might",
        "could",
        "would",
        "reportedly",
        "allegedly",
        "apparently",
        "possibly",
        "perhaps",
        "supposedly",
        "likely",
        "rumour/rumor",
        "be say to",
        "be believe to",
        "be think to",
        "in talk/negotiation",
        "fear that",
        "allege",
        "accuse",
        "suspect",
        "speculate",
        "seem/appear to",
        "if",
        "whether",
        "consider",
        "risk",
        "threaten",
    ),
    planned_triggers=(
        "will",
        "wo",
        "shall",
        "plan to",
        "plan/planned/plans",
        "intend to",
        "be to",
        "be set to",
        "be due",
        "be expect to",
        "aim to",
        "=upcoming",
        "be go to",
        "mean to",
        "vow to",
        "promise to",
        "prepare to",
        "about to",
        "schedule",
        "in the work",
    ),
    conditional_endings=(),
    future_endings=(),
    person_pronouns=frozenset("he she".split()),
    passive_auxiliaries=frozenset("be get".split()),
    agent_markers=frozenset(["by"]),
    person_roles=frozenset(
        "director actor actress singer writer screenwriter author producer composer musician rapper president ceo "
        "chief executive chairman chairwoman chair founder co-founder cofounder spokesperson spokesman spokeswoman "
        "lawyer attorney judge minister senator representative editor journalist designer artist comedian showrunner "
        "filmmaker star co-ceo co-chief negotiator leader secretary engineer researcher professor analyst novelist "
        "dubber animator photographer guitarist drummer creator boss head manager mr mrs ms dr".split()
    ),
    office_words=frozenset(
        "ceo co-ceo president chairman chairwoman chair chief executive boss head founder co-founder cofounder "
        "spokesperson spokesman spokeswoman negotiator secretary editor counsel officer director vice-president "
        "manager co-chief lawyer".split()
    ),
    organization_words=frozenset(
        "studio studios pictures entertainment records music group guild association union federation society "
        "academy institute university company corporation corp inc ltd llc media network networks games interactive "
        "productions films film television tv news press times post journal magazine foundation alliance coalition "
        "council committee court department ministry agency partners capital ventures labs ai technologies "
        "publishing books theatre theater orchestra party senate parliament congress commission office bureau bank "
        "services international global".split()
    ),
    tool_markers=frozenset("with using via through used on".split()),
    tool_words=frozenset("tool tools app software model platform generator".split()),
    participle_endings=("ed", "en", "ought", "de", "ld", "nt"),
    work_words=frozenset(
        "film movie series show drama comedy documentary album song single track game novel book comic musical play "
        "podcast advert ad commercial clip video episode sequel remake trailer biopic thriller short feature "
        "miniseries anime".split()
    ),
    occasion_words=frozenset("award awards prize festival oscars grammys emmys conference summit".split()),
    law_words=frozenset("act bill directive law treaty code agreement contract".split()),
    name_particles=frozenset("van der von de la del di da le bin al".split()),
    never_names=frozenset(
        "genai agi llm photo archive getty redaction "
        "the a an this that these those it he she they we you i my our your his her their but and or if in on at by "
        "for from with as to of not no yes when while after before since until what who where why how there here "
        "now then also still even once some many most more all each every both one two three first last new "
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
        "september october november december ai ceo cfo tv vfx cgi us uk eu english french spanish american british "
        "german japanese chinese european hungarian italian q1 q2 q3 q4 ip read also photo image credit credits".split()
    ),
    months=month_names(
        "january jan, february feb, march mar, april apr, may, june jun, july jul, august aug, "
        "september sept sep, october oct, november nov, december dec"
    ),
    relative_days={"yesterday": -1, "today": 0, "tomorrow": 1, "tonight": 0},
    weekdays=numbered("monday tuesday wednesday thursday friday saturday sunday"),
    last_words=frozenset("last past previous earlier".split()),
    next_words=frozenset("next coming".split()),
    this_words=frozenset("this".split()),
    ago_words=frozenset("ago earlier".split()),
    numbers={"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10},
    units={"year": "year", "month": "month", "week": "week", "years": "year", "months": "month", "weeks": "week"},
    money_words=frozenset("million billion trillion dollars dollar euros euro pounds pound m bn b".split()),
    currencies=frozenset("dollars dollar euros euro pounds pound yen".split()),
    counted_nouns=frozenset(
        "job worker employee post position actor performer song track title percent developer respondent member "
        "signature people author musician".split()
    ),
)
