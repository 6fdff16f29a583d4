"""French."""

from __future__ import annotations

from graph.extract.rules import LanguageRules, month_names, numbered

RULES = LanguageRules(
    code="fr",
    ai_triggers=(
        "=ia",
        "=i.a.",
        "=ai",
        "=genai",
        "intelligence artificiel/artificielle",
        "outil/modèle/technologie/vidéo/musique/image génératif/générative",
        "apprentissage automatique",
        "deepfake/deepfakes/hypertrucage",
        "clonage/cloner/clone",
        "voix synthétique/artificielle/clonée",
        "acteur/actrice/artiste/comédien synthétique/virtuel/virtuelle",
        "réplique/double numérique",
        "algorithme/algorithmique",
    ),
    domain_triggers=(
        "film/cinéma/long-métrage/cinéaste/réalisateur/réalisatrice/acteur/actrice/comédien/comédienne/scénariste",
        "série/mini-série/télévision/streaming/épisode",
        "musique/chanson/album/groupe/chanteur/chanteuse/musicien/label/titre/morceau/compositeur",
        "jeu vidéo",
        "jeu/joueur",
        "doublage/doubleur/doubleuse/vf",
        "auteur/autrice/roman/livre/éditeur/édition/écrivain",
        "divertissement/studio/festival/oscar/oscars/hollywood",
        "effet visuel/spécial",
        "audiovisuel/animation/culture/artiste",
        "bande dessinée",
    ),
    reporting=frozenset(
        "dire déclarer annoncer affirmer assurer confier confirmer expliquer ajouter indiquer préciser rappeler "
        "souligner estimer juger révéler avancer soutenir reconnaître admettre avouer lancer marteler rétorquer "
        "répondre réagir plaider dénoncer regretter déplorer prévenir avertir promettre raconter rapporter relater "
        "écrire noter relever poursuivre conclure démentir nier insister commenter féliciter insurger emporter "
        "alarmer inquiéter réjouir saluer critiquer accuser réclamer demander exiger craindre prédire nuancer "
        "résumer trancher glisser tonner fustiger signaler évoquer décrire qualifier considérer témoigner savoir "
        "arguer revendiquer appeler".split()
    ),
    according_triggers=(
        "selon",
        "d' après",
        "à en croire",
        "au dire/dires de/du/d'",
        "d' après",
        "pour",
        "comme l' indique/rapporte/explique/révèle/affirme",
        "rapporté/révélé/cité/relayé par",
        "citer/citant",
    ),
    determiners=frozenset(
        "le la les l' un une des du ce cet cette ces son sa ses leur leurs notre nos votre vos mon ma mes aucun "
        "aucune chaque plusieurs au aux".split()
    ),
    possessives=frozenset("son sa leur".split()),
    prepositions=frozenset("de du des d' à au aux en dans chez par pour avec sur contre sous entre selon".split()),
    conjunctions=frozenset(", et & ou le la l' les ainsi que".split()),
    auxiliaries=frozenset("a ont avait avaient s' est sont était étaient aurait auraient l' y en n'".split()),
    source_after_verb=True,
    denial_triggers=("démentir/dément/démentait/démenti", "nier/nie/nient", "réfuter/réfute", "contester/conteste"),
    negators=frozenset("n' ne pas jamais aucun aucune ni sans nul nulle rien personne".split()),
    post_negators=frozenset("pas jamais aucun aucune rien".split()),
    focus_words=frozenset("seulement que qu' uniquement simplement encore".split()),
    possible_triggers=(
        "=aurait/=auraient/=serait/=seraient",
        "=pourrait/=pourraient/=devrait/=devraient/=voudrait/=voudraient",
        "pouvoir/=peut/=peuvent",
        "peut-être",
        "sans doute",
        "probablement",
        "éventuellement",
        "rumeur/prétendument/présumé/présumée/supposé",
        "soupçonner/soupçonné/soupçonnée",
        "accuser/accusé/accusée",
        "reprocher",
        "craindre/redouter/risquer/menacer/menacé",
        "potentiellement",
        "envisager/envisage/étudier",
        "en discussion/pourparler/pourparlers/négociation/négociations",
        "sembler",
        "=si",
    ),
    planned_triggers=(
        "=sera/=seront/=aura/=auront/=fera/=feront",
        "prévoir/prévu/prévue/prévus/prévues",
        "=doit/=doivent",
        "=va/=vont",
        "compter/entendre/=compte/=entend",
        "avoir l' intention",
        "en préparation",
        "à venir",
        "prochainement",
        "s' apprêter",
        "promettre de",
        "=compte ~ bien",
        "=prépare/=préparent",
        "attendu/attendue ~ en/le/pour",
    ),
    conditional_endings=("rait", "raient"),
    future_endings=("ra", "ront"),
    person_pronouns=frozenset("il elle -il -elle lui".split()),
    passive_auxiliaries=frozenset("être".split()),
    agent_markers=frozenset("par".split()),
    person_roles=frozenset(
        "réalisateur réalisatrice acteur actrice comédien comédienne chanteur chanteuse auteur autrice écrivain "
        "scénariste compositeur compositrice musicien rappeur président présidente pdg directeur directrice patron "
        "patronne dirigeant fondateur fondatrice cofondateur cofondatrice porte-parole avocat avocate juge ministre "
        "sénateur sénatrice député députée rédacteur monteur monteuse journaliste designer artiste humoriste "
        "cinéaste star co-pdg négociateur secrétaire ingénieur chercheur chercheuse professeur analyste romancier "
        "romancière doubleur doubleuse animateur animatrice producteur productrice créateur créatrice délégué déléguée "
        "m. mme me m".split()
    ),
    office_words=frozenset(
        "pdg co-pdg président présidente patron patronne dirigeant dirigeante directeur directrice fondateur "
        "fondatrice cofondateur cofondatrice porte-parole secrétaire délégué déléguée responsable gérant "
        "gérante vice-président".split()
    ),
    organization_words=frozenset(
        "studio studios pictures entertainment records music syndicat association union fédération société société "
        "académie institut université compagnie groupe médias réseau jeux interactive productions films télévision "
        "journal magazine fondation alliance collectif conseil comité cour tribunal ministère agence partners capital "
        "labs ai technologies éditions théâtre orchestre parti sénat parlement assemblée commission bureau banque "
        "services international guild centre organisation confédération avocats".split()
    ),
    tool_markers=frozenset("avec via utilisant utilise sous sur".split()),
    tool_words=frozenset("outil outils logiciel application modèle générateur".split()),
    participle_endings=("é", "ée", "és", "ées", "i", "ie", "is", "it", "u", "ue", "us", "ues"),
    work_words=frozenset(
        "film série mini-série drame comédie documentaire album chanson titre morceau jeu roman livre "
        "comédie-musicale pièce podcast publicité clip vidéo épisode saga suite bande-annonce biopic thriller "
        "court-métrage long-métrage feuilleton".split()
    ),
    occasion_words=frozenset("prix festival oscars césar césars grammys emmys trophée trophées sommet salon".split()),
    law_words=frozenset("loi directive règlement traité code accord convention act".split()),
    name_particles=frozenset("de du le la des d' van der von el".split()),
    never_names=frozenset(
        "genai agi iag ag rédaction archive archives vidéo "
        "le la les l' un une des du de d' ce cet cette ces il elle ils elles on nous vous je tu mon ma mes son sa ses "
        "leur leurs notre nos votre vos et ou mais donc or ni car si dans en sur à au aux par pour avec sans sous "
        "chez vers entre depuis pendant après avant selon comme quand lorsque où qui que quoi dont plus moins très "
        "tout tous toute toutes ici là alors ainsi aussi encore déjà puis enfin autre autres même deux trois premier "
        "première lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet "
        "août septembre octobre novembre décembre ia ai pdg tv vfx vf publié lire photo crédit crédits français "
        "française américain américaine états interrogé interrogée non oui reste reste".split()
    ),
    months=month_names(
        "janvier janv, février févr, mars, avril, mai, juin, juillet juil, août, septembre sept, octobre oct, "
        "novembre nov, décembre déc"
    ),
    relative_days={"hier": -1, "aujourd'hui": 0, "demain": 1, "avant-hier": -2},
    weekdays=numbered("lundi mardi mercredi jeudi vendredi samedi dimanche"),
    last_words=frozenset("dernier dernière derniers dernières passé passée".split()),
    next_words=frozenset("prochain prochaine".split()),
    this_words=frozenset("cette ce cet".split()),
    ago_words=frozenset("a".split()),
    numbers={
        "un": 1,
        "une": 1,
        "deux": 2,
        "trois": 3,
        "quatre": 4,
        "cinq": 5,
        "six": 6,
        "sept": 7,
        "huit": 8,
        "dix": 10,
    },
    units={"an": "year", "année": "year", "mois": "month", "semaine": "week"},
    money_words=frozenset("million millions milliard milliards euros euro dollars dollar livres d' de".split()),
    currencies=frozenset("euros euro dollars dollar livres".split()),
    counted_nouns=frozenset(
        "emploi poste salarié acteur personne comédien titre morceau chanson signature auteur artiste musicien "
        "proposition répondant".split()
    ),
)
