"""Spanish."""

from __future__ import annotations

from graph.extract.rules import LanguageRules, month_names, numbered

RULES = LanguageRules(
    code="es",
    ai_triggers=(
        "=ia",
        "=i.a.",
        "=ai",
        "=genai",
        "inteligencia artificial",
        "herramienta/modelo/tecnología/video/vídeo/música/imagen generativo/generativa",
        "aprendizaje automático",
        "deepfake/deepfakes",
        "clonación/clonar/clonada/clonado",
        "voz sintético/sintética/artificial/clonada",
        "actor/actriz/intérprete sintético/sintética/virtual",
        "réplica/doble digital",
        "algoritmo",
    ),
    domain_triggers=(
        "película/cine/film/filme/cineasta/director/directora/actor/actriz/intérprete/guionista",
        "serie/televisión/streaming/episodio",
        "música/canción/álbum/disco/banda/cantante/músico/sello/tema/compositor",
        "videojuego",
        "juego/jugador",
        "doblaje/doblador",
        "autor/autora/novela/libro/editorial/escritor",
        "entretenimiento/estudio/festival/óscar/oscar/hollywood",
        "efecto visual/especial",
        "audiovisual/animación/cultura/artista/locutor",
    ),
    reporting=frozenset(
        "decir declarar anunciar afirmar asegurar confirmar explicar añadir agregar indicar precisar recordar "
        "subrayar destacar estimar revelar sostener reconocer admitir confesar señalar apuntar responder replicar "
        "defender denunciar lamentar advertir avisar prometer contar informar relatar escribir publicar comentar "
        "concluir desmentir negar insistir criticar acusar reclamar pedir exigir temer predecir resumir manifestar "
        "expresar considerar opinar recoger detallar matizar adelantar celebrar calificar describir aclarar zanjar "
        "argumentar reivindicar".split()
    ),
    according_triggers=(
        "según",
        "de acuerdo con",
        "a juicio de",
        "en palabra/palabras de",
        "para",
        "como informar/señalar/recoger/publicar",
        "citado/recogido/publicado/revelado por",
        "citar/cita/citando a",
    ),
    determiners=frozenset(
        "el la los las un una unos unas este esta estos estas ese esa su sus nuestro nuestra mi mis lo cada ningún "
        "ninguna algún alguna al del".split()
    ),
    possessives=frozenset("su".split()),
    prepositions=frozenset("de del en a al por para con sobre contra entre según desde ante tras".split()),
    conjunctions=frozenset(", y e & o el la los las".split()),
    auxiliaries=frozenset("ha han había habían se lo le es fue fueron habría habrían".split()),
    source_after_verb=True,
    denial_triggers=("desmentir/desmiente/desmintió", "negar/niega/negó/niegan", "rechazar ~ acusación", "refutar"),
    negators=frozenset("no nunca jamás ningún ninguno ninguna ni sin tampoco nada nadie".split()),
    post_negators=frozenset("ningún ninguna nunca nada".split()),
    focus_words=frozenset("solo sólo solamente únicamente obstante".split()),
    possible_triggers=(
        "=habría/=habrían/=sería/=serían/=estaría/=estarían",
        "=podría/=podrían/=debería/=deberían",
        "poder/=puede/=pueden",
        "quizá/quizás",
        "tal vez",
        "probablemente",
        "posiblemente",
        "presunto/presunta/presuntamente/supuesto/supuesta/supuestamente",
        "rumor/rumorear",
        "sospechar/sospecha",
        "acusar/acusado/acusada",
        "temer/amenazar/amenaza/peligrar/riesgo",
        "potencialmente",
        "estudiar/plantear ~ posibilidad",
        "en conversación/conversaciones/negociación/negociaciones",
        "parecer/parece",
        "=si",
    ),
    planned_triggers=(
        "=será/=serán/=tendrá/=tendrán/=hará/=harán",
        "=votará/=presentará/=llegará/=llevará/=podrá/=destinará/=permitirá/=convertirá/=lanzará/=usará",
        "prever/previsto/prevista/previstos/previstas/prevé",
        "=va/=van a",
        "pretender/planear/planea",
        "tener ~ intención",
        "en preparación",
        "próximamente",
        "prometer",
        "preparar/prepara/preparan",
        "disponerse",
        "esperar/espera",
    ),
    conditional_endings=("ría", "rían"),
    future_endings=("rá", "rán"),
    person_pronouns=frozenset("él ella".split()),
    passive_auxiliaries=frozenset("ser".split()),
    agent_markers=frozenset("por".split()),
    person_roles=frozenset(
        "director directora actor actriz cantante escritor escritora guionista autor autora productor productora "
        "compositor compositora músico rapero presidente presidenta ceo ejecutivo jefe jefa fundador fundadora "
        "cofundador portavoz abogado abogada juez jueza ministro ministra senador senadora diputado diputada editor "
        "editora montador periodista diseñador artista cómico cineasta estrella secretario secretaria ingeniero "
        "investigador investigadora profesor analista novelista locutor locutora doblador creador creadora dibujante "
        "vocero vocera consejero sr sra señor señora".split()
    ),
    office_words=frozenset(
        "ceo presidente presidenta director directora consejero consejera codirector codirectora fundador fundadora "
        "cofundador cofundadora portavoz vocero vocera secretario secretaria jefe jefa responsable ejecutivo "
        "ejecutiva vicepresidente".split()
    ),
    organization_words=frozenset(
        "estudio estudios pictures entertainment records music sindicato asociación unión federación sociedad "
        "academia instituto universidad compañía grupo medios red juegos interactive producciones films televisión "
        "diario revista fundación alianza colectivo consejo comité corte tribunal ministerio secretaría agencia "
        "partners capital labs ai technologies editorial teatro orquesta partido senado parlamento congreso comisión "
        "banco servicios internacional guild centro organización confederación plataforma gobierno".split()
    ),
    tool_markers=frozenset("con usando mediante vía usa".split()),
    tool_words=frozenset("herramienta herramientas programa aplicación modelo generador".split()),
    participle_endings=("ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas", "to", "ta", "cho", "cha"),
    work_words=frozenset(
        "película film filme serie miniserie drama comedia documental álbum disco canción tema juego videojuego novela "
        "libro cómic historieta musical obra podcast anuncio clip vídeo video episodio saga secuela tráiler biopic "
        "thriller corto cortometraje largometraje".split()
    ),
    occasion_words=frozenset("premio premios festival óscar oscar goya goyas grammy emmy cumbre feria".split()),
    law_words=frozenset("ley directiva reglamento tratado código acuerdo convenio contrato decreto".split()),
    name_particles=frozenset("de del la las los y van der von".split()),
    never_names=frozenset(
        "genai agi iag foto archivo redacción fotografía vídeo video "
        "el la los las un una unos unas lo este esta estos estas ese esa eso aquel aquella él ella ellos ellas "
        "nosotros yo tú mi su sus nuestro nuestra y o pero sino ni si en de del a al por para con sin sobre entre "
        "desde hasta tras según como cuando donde quien que qué cuál cuyo más menos muy todo todos toda todas aquí "
        "allí entonces así también tampoco aún ya luego además otro otra otros mismo dos tres primer primera lunes "
        "martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre "
        "octubre noviembre diciembre ia ai tv ceo foto imagen archivo crédito lea no sí mientras aunque español "
        "española mexicano mexicana estadounidense argentino argentina redacción".split()
    ),
    months=month_names(
        "enero ene, febrero feb, marzo, abril abr, mayo, junio jun, julio jul, agosto ago, "
        "septiembre setiembre sept, octubre oct, noviembre nov, diciembre dic"
    ),
    relative_days={"ayer": -1, "hoy": 0, "mañana": 1, "anteayer": -2},
    weekdays=numbered("lunes martes miércoles jueves viernes sábado domingo"),
    last_words=frozenset("pasado pasada último última anterior".split()),
    next_words=frozenset("próximo próxima siguiente".split()),
    this_words=frozenset("este esta".split()),
    ago_words=frozenset("hace".split()),
    numbers={
        "un": 1,
        "una": 1,
        "dos": 2,
        "tres": 3,
        "cuatro": 4,
        "cinco": 5,
        "seis": 6,
        "siete": 7,
        "ocho": 8,
        "diez": 10,
    },
    units={"año": "year", "mes": "month", "semana": "week"},
    money_words=frozenset("millón millones mil billones euros euro dólares dólar pesos libras de".split()),
    currencies=frozenset("euros euro dólares dólar pesos libras".split()),
    counted_nouns=frozenset(
        "empleo puesto trabajador actor persona título tema canción firma autor artista músico propuesta".split()
    ),
)
