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
        "documentary/sitcom/drama/sequel/season/premiere/trailer/screenplay/script/cast/casting/showrunner",
        "radio/broadcaster/presenter/newsreader/podcast/audiobook/narrator/narration",
        "theatre/theater/stage/playwright/musical/opera/concert/orchestra/gig",
        "lyric/lyrics/soundtrack/playlist/chart/single/rapper/songwriter/producer/remix",
        "novelist/poet/translator/illustrator/cartoonist/manga/anime/bookshop/paperback",
        "voice-over/voiceover/subtitle/lip-sync/celebrity/star/likeness/copyright/royalty/royalties",
        "developer/gameplay/console/esport",
    ),
    reporting=frozenset(
        "say tell announce confirm add claim insist argue explain note warn write report reveal state declare admit "
        "acknowledge describe call suggest predict promise maintain stress vow concede deny comment reply respond "
        "recall remark observe complain post tweet urge ask believe estimate continue conclude disclose hint "
        "allege accuse testify joke contend caution recount counter praise criticise criticize condemn slam "
        "inform assure blast fire reassure advise urge plead retort quip lament summarise summarize "
        "denounce welcome applaud defend dismiss reject specify stipulate emphasise emphasize assert confess muse "
        "protest object underline clarify wonder worry "
        "reckon shrug sigh snap chuckle laugh grumble fume opine demur scoff".split()
    ),
    saying_triggers=("go/goes/went/gone on", "point/pointed out", "own/owned up to", "make/made clear"),
    never_inverted=frozenset("tell inform assure remind ask urge".split()),
    weak_reporting=frozenset(
        "call ask fire blast post suggest promise estimate believe continue disclose defend welcome applaud dismiss "
        "reject praise urge remark counter slam describe show demand "
        "shrug sigh snap chuckle laugh grumble fume demur scoff".split()
    ),
    transparent=frozenset(
        "also then later now still already since once just even himself herself itself themselves too again has have "
        "had went go goes going on further first".split()
    ),
    adverb_endings=("ly",),
    object_clitics=frozenset(),
    subject_dropped=False,
    anaphoric_triggers=("in his/her/their word/words", "by his/her own account", "as he/she put/puts it"),
    relay_triggers=(
        "in/during an/a/the ~ interview/conversation/podcast/chat with/for/by/on",
        "interview with/for/by",
        "interview by/with",
        "=speaking/=talking/=spoke/=talked to/with",
        "=writing in/for",
        "in a ~ column/essay/op/piece/post in/for/on",
        "on a/an/the ~ podcast of/by",
        "as/first report/tell/note by/to",
    ),
    according_triggers=(
        "according to",
        "as report/tell/note/put by",
        "report/quote/cite by",
        "cite",
        "in the word of",
        "=per",
    ),
    hearer_markers=frozenset(["to"]),
    outlet_nouns=frozenset(
        "newspaper magazine paper daily weekly site website "
        "outlet broadcaster station agency podcast blog portal tabloid".split()
    ),
    interview_nouns=frozenset("interview conversation podcast".split()),
    document_nouns=frozenset("study report survey analysis poll review barometer assessment".split()),
    determiners=frozenset(
        "a an the this that these those its their his her our my your no any some each every".split()
    ),
    possessives=frozenset("its their 's".split()),
    prepositions=frozenset("of at for from in with by to on about against over under via than as".split()),
    conjunctions=frozenset(", and & or the as well plus".split()),
    auxiliaries=frozenset("has have had is was were be been being".split()),
    source_after_verb=True,
    denial_triggers=(
        "deny/denial",
        "refute/rebut/dispute",
        "dismiss/reject ~ claim/report/rumour/rumor/idea/suggestion/allegation/accusation/notion",
        "refuse/refusal",
        "decline to/a/an",
        "rule/ruled out",
        "exclude",
        "decide/opt against",
        "decide/choose not",
        "fail/failed/failure to",
        "stop/stopped short of",
        "turn/turned down",
        "drop/abandon/scrap/shelve ~ plan/plans/idea",
        "refrain from",
        "instead/rather of/than",
        "unable to",
        "it be false/untrue/wrong/incorrect that",
        "vow/promise/pledge not",
        "veto",
    ),
    undone_triggers=(
        "be call/called off",
        "be turn/turned down",
        "be false/untrue/wrong/baseless/unfounded/fake/fabricated/incorrect",
        "be deny/denied/reject/rejected/dismiss/dismissed/refuse/refused/vetoed/drop/dropped",
        "be abandon/abandoned/scrap/scrapped/shelve/shelved/cancel/cancelled/canceled/avert/averted/unlikely",
        "never take place/happened/materialise/materialised",
        "have not take/taken place",
        "fall/fell/fallen through",
        "collapse/collapsed",
        "break/broke/broken down",
        "come/came to nothing",
        "will not take place",
    ),
    claim_nouns=frozenset(
        "claim report rumour rumor story allegation accusation suggestion idea notion assertion charge".split()
    ),
    negators=frozenset("not n't never no without neither nor none nobody nothing hardly cannot".split()),
    subject_negators=frozenset("no neither nor none nobody nothing".split()),
    post_negators=frozenset("no not never n't none nothing".split()),
    verb_negators=frozenset("not n't never".split()),
    focus_words=frozenset("only just merely simply".split()),
    concealing=frozenset("hide conceal disguise doubt".split()),
    livelihoods=frozenset("work job jobs".split()),
    threats=frozenset("threaten threat risk endanger jeopardise jeopardize".split()),
    relatives=frozenset("who which whose whom where".split()),
    until_words=frozenset("until before till".split()),
    clause_openers=frozenset(
        "that which who whose whom where when while because since after before although though if whether unless so "
        "what why how once as".split()
    ),
    coordinators=frozenset("but although though while whereas yet however".split()),
    possible_triggers=(
        "may",
        "might",
        "could",
        "would/=d",
        "reportedly",
        "allegedly",
        "apparently",
        "seemingly",
        "possibly",
        "potentially",
        "potential/possible",
        "perhaps/maybe",
        "supposedly",
        "purportedly",
        "likely",
        "probably",
        "presumably",
        "alleged/suspected/rumoured/rumored/supposed",
        "be ~ consider/considered/mooted/weighed/discussed/rumoured/rumored",
    ),
    alleged_triggers=(
        "rumour/rumor",
        "be say/believe/think/understand/report/rumour/rumor/suspect/allege to",
        "in talk/talks/negotiation/negotiations/discussion/discussions",
        "fear that/of/for",
        "fear/worry",
        "worried/afraid that",
        "allege/allegation",
        "accuse/accusation",
        "suspect/suspicion",
        "speculate/speculation",
        "seem/appear to/that/as",
        "look as/like",
        "consider/weigh/mull/explore/ponder/contemplate/evaluate",
        "risk/risk of",
        "threaten/threat",
        "threat of",
        "whether",
        "wonder/unclear/unsure/uncertain/unknown/doubt",
        "lawsuit/suit/complaint/filing/petition ~ claim/say/argue/contend/charge/assert",
        "critic/critics ~ claim/say/charge",
        "charge that",
        "post/posts/user/users ~ claim/say",
        "call for",
        "demand",
        "ask/urge/press ~ to",
        "propose/proposal",
        "in question",
        "eager/keen to",
        "hint/hints",
    ),
    condition_triggers=("if", "unless", "provided that", "as long as", "should ~ would", "in case"),
    not_conditions=frozenset("even as what only".split()),
    question_words=frozenset("who whom whose what when where why how which".split()),
    planned_triggers=(
        "will/=ll",
        "wo",
        "shall",
        "=is/=are/=was/=were to",
        "be due",
        "=upcoming/=forthcoming/=planned",
        "be go to",
        "in the work/works/pipeline",
        "soon",
        "be schedule/plan/slate/expect/expected",
        "next week/month/year/season/autumn/spring/summer/fall",
        "be underway/coming",
        "in the future",
        "by 2030/2027/2028/2029/2035/2040",
    ),
    intended_triggers=(
        "plan to/for/on",
        "be plan/planning",
        "intend/intends/intention/ambition to",
        "be set to/for",
        "be/due due to",
        "be/due expect/expected to",
        "expect to",
        "aim/aims to/at",
        "want to/more",
        "want ~ to",
        "hope/hopes to/for",
        "wish/seek/seeking to",
        "mean to",
        "vow/promise/pledge/commit/committed/agree/agreed to",
        "prepare/preparing to/a/an/for/its",
        "get ready to",
        "ready to",
        "be about to",
        "on the verge/cusp/brink of",
        "schedule/slate",
        "look/looking to/at",
        "announce ~ for",
        "vote on/to",
    ),
    announcing=frozenset("say announce confirm promise pledge reveal declare tell vow add state".split()),
    conditional_endings=(),
    future_endings=(),
    past_endings=("ed",),
    past_words=frozenset("was were had did has have been".split()),
    gerund_endings=("ing",),
    infinitive_endings=(),
    future_in_past=frozenset(["would", "'d"]),
    hearsay_auxiliaries=frozenset(),
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
    range_words=frozenset("to and until till – - through".split()),
    beginnings=frozenset("".split()),
    seasons={"summer": 9, "autumn": 12, "fall": 12, "winter": 3, "spring": 6},
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
