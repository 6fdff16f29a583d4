"""English noun phrases."""

from __future__ import annotations

from graph.extract.noun_rules import NO_COMPANIES, NounRules, RelationPattern, describe
from graph.model import EntityType as T
from graph.model import Predicate

P = Predicate

NOUNS = NounRules(
    definites=frozenset("the this that".split()),
    contracted_articles=frozenset(),
    complement_markers=frozenset(["of"]),
    compound_heads=frozenset(
        "industry industries head heads chief chiefs boss bosses executive executives maker makers website site star "
        "stars director directors trailer version business world sector community fans fan critics critic crew cast "
        "credits poster posters award awards festival market service services deal deals policy rules contract "
        "contracts owner owners spokesperson spokesman spokeswoman lawyer lawyers lot system systems team scene "
        "soundtrack score script makers release releases series game adaptation rights page video credit".split()
    ),
    clause_words=frozenset("and or but that who which whose where when while because if".split()),
    descriptions=(
        *describe(
            T.ORGANIZATION,
            "streamer/streaming giant/streaming service/streaming platform/streaming company: streamer music-streamer",
            "platform/service/social network: streamer music-streamer platform",
            "studio/production company/film company/production house/distributor/film studio: studio game-studio vfx",
            "game studio/game developer/game maker/game company: game-studio game-publisher",
            "label/record label/record company/major/music company/music group: label",
            "union/guild/actors union/actors' union/writers union/performers' union/writers guild: union guild",
            "publisher/publishing house: publisher game-publisher",
            "network/broadcaster/channel/station: broadcaster streamer",
            "agency/talent agency: agency",
            "newspaper/magazine/paper/outlet/trade site/trade publication/news site/trade paper/weekly/daily: outlet",
            "court/tribunal/appeals court: court",
            "academy: academy award-body",
            "association/alliance/coalition/trade body/trade group/federation/lobby: trade-body union guild",
            "collecting society/society: collecting-society",
            "regulator/commission/watchdog: regulator government-body",
            "ministry/department/office/government: government-body",
            "university/institute/research centre/research center: research",
            "parliament/senate/legislature/assembly: legislature",
            "brand/advertiser/toymaker/retailer/carmaker: brand",
            "effects house/effects company/vfx house: vfx",
        ),
        *describe(
            T.ORGANIZATION,
            "company/firm/group/giant/corporation/outfit/tech giant/business/tech company/conglomerate",
            "start-up/startup/ai company/ai firm/developer/maker/ai start-up/ai startup",
            never=NO_COMPANIES,
        ),
        *describe(T.ORGANIZATION, "band/group/duo/trio/quartet/choir/orchestra: band"),
        *describe(
            T.SYNTHETIC_PERFORMER,
            "band/group/act/project: band",
            "singer/artist/musician: singer",
            "actress/actor/performer: actor",
            "character/creation/avatar/influencer/bot",
        ),
        *describe(
            T.CREATIVE_WORK,
            "film/movie/picture/feature/drama/comedy/thriller/documentary/biopic/short: film",
            "series/show/sitcom/programme/program/miniseries: series",
            "game/video game/title: game",
            "song/track/single: music",
            "album/record: music",
            "book/novel/memoir/comic/graphic novel: book",
            "advert/ad/commercial/campaign/spot: advertisement",
            "clip/video/music video: music advertisement",
            "play/musical/podcast: stage",
        ),
        *describe(T.AI_SYSTEM, "tool/model/software/chatbot/app/generator/assistant/system/engine/program/video model"),
        *describe(T.LEGAL_INSTRUMENT, "bill/law/act/directive/legislation/measure/statute: law"),
        *describe(T.LEGAL_INSTRUMENT, "agreement/contract/deal: contract"),
        *describe(T.OCCASION, "festival: festival", "awards/ceremony/award: award", "conference/summit: conference"),
        *describe(
            T.PERSON,
            "director/filmmaker: director",
            "actor/performer/star: actor",
            "actress: actor",
            "singer/musician/artist/rapper/songwriter: musician",
            "composer: musician",
            "writer/novelist/author/screenwriter/showrunner: writer",
            "executive/ceo/chief executive/boss/president/chairman/chairwoman/chief: executive technologist",
            "judge/magistrate/justice: judge",
            "minister/senator/lawmaker/governor/politician/congressman/congresswoman: politician",
            "union leader/negotiator/chief negotiator: labour-leader",
            "founder/co-founder/entrepreneur: executive technologist",
            "editor",
            "producer",
            "lawyer/attorney",
            "spokesman/spokeswoman/spokesperson",
            "creator",
            "designer/artist/illustrator/animator",
            "comedian",
            "journalist/reporter: journalist",
        ),
    ),
    relations=(
        RelationPattern(
            P.WORKS_FOR, "ceo/chief/president/head/boss/chairman/executive/spokesperson/spokesman of", gap=6
        ),
        RelationPattern(P.WORKS_FOR, "spokeswoman/director/chairwoman/chair/negotiator/producer of/for/at", gap=6),
        RelationPattern(P.WORKS_FOR, "ceo/co-ceo/president/chairman/boss/chief/head/executive/spokesperson", True, 4),
        RelationPattern(P.WORKS_FOR, "'s ceo/president/head/chief/boss/co-ceo", True, 4),
        RelationPattern(P.FOUNDED, "found/founder/co-founder/cofounder/cofound", gap=3),
        RelationPattern(P.FOUNDED, "found/cofound/establish/create ~ by", True, 3),
        RelationPattern(P.FOUNDED, "founder/co-founder/cofounder", True, 2),
        RelationPattern(P.CREATED_BY, "direct/write/create/compose/design/develop/developed by", gap=3),
        RelationPattern(P.CREATED_BY, "direct", True, 2),
        RelationPattern(P.CREATED_BY, "'s film/movie/drama/series/novel/book/album/song", True, 3),
        RelationPattern(P.PERFORMED_BY, "star/starring", gap=2),
        RelationPattern(P.PERFORMED_BY, "sing/sung/perform/performed/played/voiced/narrated by", gap=2),
        RelationPattern(P.PERFORMED_BY, "'s lead/leads/star/stars", gap=2),
        RelationPattern(P.PERFORMED_BY, "voice/play/played/voiced ~ in", True, 3),
        RelationPattern(P.PERFORMED_BY, "star/star of/in", True, 3),
        RelationPattern(P.PRODUCED_BY, "produce/release/publish/distribute by", gap=4),
        RelationPattern(P.PRODUCED_BY, "'s series/show/film/movie/game", True, 3),
        RelationPattern(P.DEVELOPED_BY, "develop/developed/make/build/create/launch by", gap=3),
        RelationPattern(P.DEVELOPED_BY, "'s", True, 2),
        RelationPattern(P.OWNED_BY, "own by", gap=2),
        RelationPattern(P.OWNED_BY, "subsidiary/unit/division/arm of", gap=3),
        RelationPattern(P.OWNED_BY, "=parent", gap=2),
        RelationPattern(P.OWNED_BY, "'s ~ arm/unit/subsidiary/group", True, 3),
        RelationPattern(P.BASED_ON, "base on", gap=4),
        RelationPattern(P.BASED_ON, "adapt from", gap=4),
        RelationPattern(P.BASED_ON, "adaptation of", gap=4),
        RelationPattern(P.MEMBER_OF, "member of", gap=3),
        RelationPattern(P.MEMBER_OF, "represent", gap=2),
    ),
)
