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
        "documental/telenovela/temporada/secuela/tráiler/rodaje/guion/guión/reparto/estreno/productora/productor",
        "radio/presentador/presentadora/locutora/pódcast/podcast/narrador/narradora/narración/audiolibro",
        "teatro/escena/escenario/dramaturgo/obra/ópera/concierto/orquesta/gira/espectáculo",
        "letra/rapero/rapera/single/playlist/cumbia/reguetón/discográfica/vinilo/compositora",
        "novelista/poeta/traductor/traductora/ilustrador/ilustradora/historieta/cómic/manga/librería",
        "subtítulo/subtitulado/estrella/celebridad/derecho de autor",
        "desarrolladora/jugadora/consola/localización",
    ),
    reporting=frozenset(
        "decir declarar anunciar afirmar asegurar confirmar explicar añadir agregar indicar precisar recordar "
        "subrayar destacar estimar revelar sostener reconocer admitir confesar señalar apuntar responder replicar "
        "defender denunciar lamentar advertir avisar prometer contar informar relatar escribir publicar comentar "
        "concluir desmentir negar insistir criticar acusar reclamar pedir exigir temer predecir resumir manifestar "
        "expresar considerar opinar recoger detallar matizar adelantar celebrar calificar describir aclarar zanjar "
        "argumentar reivindicar reaccionar rogar espetar bromear ironizar sentenciar proseguir continuar rematar "
        "justificar quejar alegrar apostillar puntualizar remarcar recalcar enfatizar alegar jurar garantizar razonar "
        "sugerir exclamar preguntar relatar narrar rememorar alertar "
        "conceder contestar reiterar oponer exponer mantener sintetizar plantear rebatir reflexionar "
        "deslizar observar cuenta estima zanja apostilla alerta dicho contado escrito asegurado añadido "
        "agregado adelantado aclarado defendido denunciado desmentido negado prometido recalcado "
        "sostenido".split()
    ),
    saying_triggers=("hacer/hizo saber", "dejar/dejó claro", "poner/puso de manifiesto"),
    never_inverted=frozenset(),
    weak_reporting=frozenset(
        "publicar pedir exigir reclamar calificar celebrar criticar describir considerar defender denunciar contar "
        "responder replicar lamentar recoger detallar destacar temer prometer expresar manifestar rechazar "
        "señalar apuntar sostener justificar alegrar continuar preguntar rogar "
        "conceder oponer exponer mantener sintetizar plantear rebatir deslizar observar cuenta estima "
        "zanja apostilla alerta contado escrito defendido denunciado adelantado".split()
    ),
    transparent=frozenset(
        "también además luego ya aún después todavía siempre incluso se lo le les la me nos él ella mismo no".split()
    ),
    adverb_endings=("mente",),
    object_clitics=frozenset(["lo"]),
    subject_dropped=True,
    anaphoric_triggers=("según él/ella/ellos", "a su juicio", "a sus ojos", "en sus palabras", "para él/ella"),
    relay_triggers=(
        "en una ~ entrevista/conversación/charla/columna con/a/en/concedida/para",
        "entrevista con/a/en/concedida",
        "entrevistado/entrevistada/consultado/consultada/preguntado/preguntada/contactado/contactada por",
        "en declaraciones a/al",
        "declaraciones a/al",
        "en un ~ pódcast/podcast/programa de/del",
        "a los micrófonos de",
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
    hearer_markers=frozenset("a al".split()),
    outlet_nouns=frozenset(
        "diario revista periódico semanario sitio portal emisora agencia cadena medio web blog pódcast podcast".split()
    ),
    interview_nouns=frozenset("entrevista conversación pódcast".split()),
    document_nouns=frozenset("estudio informe encuesta análisis sondeo ensayo peritaje dictamen".split()),
    determiners=frozenset(
        "el la los las un una unos unas este esta estos estas ese esa su sus nuestro nuestra mi mis lo cada ningún "
        "ninguna algún alguna al del".split()
    ),
    possessives=frozenset("su".split()),
    prepositions=frozenset("de del en a al por para con sobre contra entre según desde ante tras".split()),
    conjunctions=frozenset(", y e & o el la los las".split()),
    auxiliaries=frozenset("ha han había habían se lo le es fue fueron habría habrían".split()),
    source_after_verb=True,
    denial_triggers=(
        "desmentir/desmiente/desmintió/desmienten/desmintieron/desmentido",
        "negar/niega/negó/niegan/negaron/negado/negando",
        "refutar/refuta/refutó",
        "rechazar/rechaza/rechazó/rechazado",
        "descartar/descarta/descartó/descartan/descartado",
        "negarse/resistirse a",
        "renunciar/renuncia/renunció/renunciado a/al",
        "desistir/desistió de",
        "falso que",
        "falso/incierto que",
        "en lugar/vez de",
        "excluir/excluye/excluyó",
        "incapaz de",
        "abandonar/abandonó ~ idea/plan/proyecto",
        "prometer/comprometerse ~ no",
        "desconvocar/desconvocado/desconvocada/desconvocan",
        "retirar/retirado ~ proyecto/decreto",
    ),
    undone_triggers=(
        "ser/es/era/son falso/falsa/falsos/falsas/infundado/infundada/infundadas/mentira/incierta/incierto",
        "ser/fue/sido descartado/descartada/cancelado/cancelada/rechazado/rechazada/desconvocada/desconvocado",
        "quedar/quedó/queda descartado/descartada/anulado/anulada",
        "no llegar/llegó",
        "nunca llegar/llegó/ocurrir/ocurrió",
        "poco/improbable probable",
        "venirse/vino abajo",
        "fracasar/fracasó/fracasaron",
    ),
    claim_nouns=frozenset("afirmación rumor acusación información idea noticia versión historia alegación".split()),
    negators=frozenset("no nunca jamás ningún ninguno ninguna ni sin tampoco nada nadie".split()),
    subject_negators=frozenset("ningún ninguno ninguna ni nada nadie".split()),
    post_negators=frozenset("ningún ninguna nunca nada".split()),
    verb_negators=frozenset("no nunca jamás tampoco".split()),
    focus_words=frozenset("solo sólo solamente únicamente obstante".split()),
    concealing=frozenset("ocultar esconder disimular dudar".split()),
    livelihoods=frozenset("trabajo empleo".split()),
    threats=frozenset("amenazar amenaza riesgo peligrar arriesgar temer".split()),
    relatives=frozenset("quien quienes donde cuyo cuya cuyos cuyas".split()),
    until_words=frozenset("hasta antes".split()),
    clause_openers=frozenset(
        "que quien quienes donde cuyo cuya cuyos cuyas porque pues cuando mientras como si aunque cual cuales tras "
        "después antes qué cómo cuándo".split()
    ),
    coordinators=frozenset("pero sino aunque mientras embargo".split()),
    possible_triggers=(
        "=podría/=podrían/=debería/=deberían",
        "poder/=puede/=pueden/=pudo/=pudieron",
        "quizá/quizás",
        "tal vez",
        "probablemente/posiblemente/seguramente/aparentemente",
        "presunto/presunta/presuntamente/supuesto/supuesta/supuestamente/presuntos/presuntas",
        "potencialmente/potencial",
        "=posible/=posibles",
        "a lo mejor",
        "al parecer",
        "ser/estar ~ barajado/barajada/estudiado/estudiada/valorado",
    ),
    alleged_triggers=(
        "rumor/rumores/rumorear/rumorea",
        "sospechar/sospecha/sospechan/sospechoso/sospechosa",
        "acusar/acusa/acusan/acusó/acusado/acusada/acusación",
        "temer/teme/temen/temor/amenazar/amenaza/amenazan/peligrar/peligra/riesgo/arriesgar",
        "estudiar/estudia/estudian/plantear/plantea/plantean/plantearse/evaluar/evalúa/evalúan/sopesar/sopesa",
        "barajar/baraja/barajan/considerar",
        "en conversación/conversaciones/negociación/negociaciones",
        "=negocia/=negocian/=negociando/=negociaba",
        "parecer/parece/parecen/pareciera",
        "demanda/querella/denuncia ~ alegar/alega/sostener/sostiene/afirmar/afirma/decir/dice",
        "alegar/alega/alegan",
        "señalar/señalado/señalada/señalados ~ por",
        "desconocer/desconoce/saber/sabe/preguntar/preguntan/preguntarse/ignora si",
        "=desconoce/=desconocen/=ignora",
        "reclamar/reclama/reclaman/exigir/exige/exigen",
        "pedir/pide/piden/pedido que/la/el/a",
        "proponer/propone/proponen/propuesta",
        "instar/insta/instan a",
        "probabilidad de",
        "supuesto/supuesta",
    ),
    condition_triggers=(
        "si",
        "a menos que",
        "salvo que",
        "siempre que",
        "siempre y cuando",
        "de lo contrario",
        "en caso",
    ),
    not_conditions=frozenset("incluso como por".split()),
    question_words=frozenset("quién quiénes qué cuándo dónde cómo cuál cuáles cuánto cuánta cuántos".split()),
    planned_triggers=(
        "previsto/prevista/previstos/previstas",
        "=va/=van a",
        "en preparación",
        "próximamente/pronto",
        "=próximo/=próxima/=próximos/=próximas",
        "en el futuro",
        "en marcha",
        "para mañana",
    ),
    intended_triggers=(
        "prever/prevé/prevén/preveía",
        "pretender/pretende/pretenden/planear/planea/planean",
        "tener ~ intención",
        "intención de",
        "=quiere/=quieren/=desea/=desean/=aspira/=aspiran",
        "=espera/=esperan",
        "prometer/promete/prometen/comprometerse/compromete/comprometen",
        "preparar/prepara/preparan",
        "disponerse/dispone/disponen",
        "convocar/convoca/convocan/convocado/convocó",
        "a punto de",
        "aceptar/acepta/aceptan/aceptado",
        "acordar/acordaron",
        "=votan/=votarán/=votará",
        "anunciar/anuncia ~ para",
        "destinar/destinará",
    ),
    announcing=frozenset(
        "anunciar prometer confirmar declarar precisar indicar decir asegurar añadir agregar revelar adelantar".split()
    ),
    conditional_endings=("ría", "rían", "ríamos"),
    future_endings=("rá", "rán", "ré", "remos"),
    past_endings=("ó", "aron", "ieron", "eron"),
    past_words=frozenset("ha han había habían fue fueron era eran sido".split()),
    gerund_endings=("ndo",),
    infinitive_endings=("ar", "er", "ir"),
    future_in_past=frozenset(),
    hearsay_auxiliaries=frozenset("habría habrían estaría estarían".split()),
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
    range_words=frozenset("a y hasta – -".split()),
    beginnings=frozenset("principios comienzos finales inicios mediados".split()),
    seasons={"verano": 9, "otoño": 12, "invierno": 3, "primavera": 6},
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
