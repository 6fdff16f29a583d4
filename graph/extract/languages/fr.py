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
        "documentaire/feuilleton/saison/suite/bande-annonce/tournage/scénario/casting/distribution/scénographe",
        "radio/animateur/animatrice/présentateur/présentatrice/podcast/narrateur/narratrice/narration",
        "livre audio/lu",
        "théâtre/scène/dramaturge/comédie/opéra/concert/orchestre/spectacle/tournée",
        "parole/rappeur/rappeuse/tube/playlist/hit-parade/disque/vinyle/parolier",
        "romancier/romancière/poète/traducteur/traductrice/illustrateur/illustratrice/dessinateur/manga/polar/libraire",
        "voix off",
        "sous-titrage/sous-titre/vedette/star/droit d'auteur",
        "développeur/joueuse/console",
    ),
    reporting=frozenset(
        "dire déclarer annoncer affirmer assurer confier confirmer expliquer ajouter indiquer préciser rappeler "
        "souligner estimer juger révéler avancer soutenir reconnaître admettre avouer lancer marteler rétorquer "
        "répondre réagir plaider dénoncer regretter déplorer prévenir avertir promettre raconter rapporter relater "
        "écrire noter relever poursuivre conclure démentir nier insister commenter féliciter insurger emporter "
        "alarmer inquiéter réjouir saluer critiquer accuser réclamer demander exiger craindre prédire nuancer "
        "résumer trancher glisser tonner fustiger signaler évoquer décrire qualifier considérer témoigner "
        "murmurer jurer ironiser indigner agacer exclamer étonner amuser défendre justifier riposter répliquer "
        "renchérir enchaîner clamer alerter détailler développer argumenter objecter protester garantir certifier "
        "prétendre suggérer pester souffler lâcher "
        "arguer revendiquer "
        "maintenir concéder opposer tempérer relativiser pointer rectifier rassurer contester soupirer "
        "grincer tempêter observer interroger calculer corriger abonder annonce estime juge note relève "
        "tranche glisse lâche peste nuance riposte réplique tonne dément lance souffle murmure craint "
        "écrit averti avoué démenti garanti lâché glissé nié noté nuancé soufflé juré relevé".split()
    ),
    saying_triggers=("faire/fait/font savoir/valoir", "mettre/met/mis en garde", "faire/fait part"),
    never_inverted=frozenset(),
    weak_reporting=frozenset(
        "confier lancer appeler demander réclamer exiger saluer critiquer fustiger dénoncer qualifier considérer "
        "féliciter inquiéter réjouir alarmer emporter insurger réagir répondre évoquer décrire juger poursuivre "
        "avancer promettre publier relever rappeler souligner signaler défendre soutenir craindre témoigner "
        "trancher défendre justifier amuser étonner agacer indigner détailler développer garantir "
        "opposer tempérer pointer rassurer contester observer interroger calculer corriger annonce "
        "estime juge note relève tranche glisse lâche peste nuance riposte réplique tonne dément lance "
        "souffle murmure noté relevé".split()
    ),
    transparent=frozenset(
        "aussi ensuite encore déjà alors également depuis toujours même puis enfin se s' en y le la l' les lui leur "
        "elle lui-même elle-même n' ne".split()
    ),
    adverb_endings=("ment",),
    object_clitics=frozenset("l' le".split()),
    subject_dropped=False,
    anaphoric_triggers=("à l' en croire", "selon lui/elle/eux", "d' après lui/elle", "pour lui/elle", "à ses yeux"),
    relay_triggers=(
        "dans un/une ~ entretien/interview/tribune à/au/avec/dans/accordé/accordée",
        "entretien à/au/avec/accordé",
        "interview à/au/avec/accordée",
        "interrogé/interrogée/interrogés/contacté/contactée/joint/jointe/sollicité/sollicitée par",
        "au micro de/d'/du",
        "à l' antenne de/d'/du",
        "sur l' antenne de/d'/du",
        "dans les colonnes de/d'/du",
        "invité/invitée de/d'/du/sur",
        "auprès de/d'/du",
        "dont le/la site/quotidien/journal/magazine",
        "reportage :",
        "=avec",
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
    hearer_markers=frozenset("à au aux".split()),
    outlet_nouns=frozenset(
        "journal magazine quotidien hebdomadaire site revue chaîne "
        "radio agence média hebdo mensuel blog podcast".split()
    ),
    interview_nouns=frozenset("entretien interview".split()),
    document_nouns=frozenset("étude rapport sondage enquête analyse baromètre évaluation expertise".split()),
    determiners=frozenset(
        "le la les l' un une des du ce cet cette ces son sa ses leur leurs notre nos votre vos mon ma mes aucun "
        "aucune chaque plusieurs au aux".split()
    ),
    possessives=frozenset("son sa leur".split()),
    prepositions=frozenset("de du des d' à au aux en dans chez par pour avec sur contre sous entre selon".split()),
    conjunctions=frozenset(", et & ou le la l' les ainsi que".split()),
    auxiliaries=frozenset("a ont avait avaient s' est sont était étaient aurait auraient l' y en n'".split()),
    source_after_verb=True,
    denial_triggers=(
        "démentir/dément/démentait/démenti/démentent/démentie",
        "nier/nie/nient/niait/nié/niant",
        "réfuter/réfute/réfuté",
        "contester/conteste/contesté",
        "rejeter/rejette/rejeté/balayer/balaie ~ accusation/accusations/rumeur/rumeurs/idée/allégation/allégations",
        "se défendre/défend/défendent de/d'",
        "refuser/refuse/refusent/refusé/refus de/d'",
        "exclure/exclut/excluent/exclu/écarter/écarte/écarté",
        "renoncer/renonce/renoncé/renoncent à/au/aux",
        "abandonner/abandonne/abandonné ~ idée/projet",
        "échouer/échoue/échoué à",
        "au lieu de/d'",
        "plutôt que",
        "il est/être faux que/de/d'",
        "faux que",
        "incapable de/d'",
        "s' engager/engage/engagent à ne",
        "promettre/promet/jurer/jure de ne",
        "veto à",
        "se passer/passe/passera de/d'",
    ),
    undone_triggers=(
        "être/est/sont/était/étaient faux/fausse/fausses/infondée/infondé/infondées/mensongère/inexact/inexacte",
        "être/est/été écarté/écartée/abandonné/abandonnée/annulé/annulée/levée/levé/rejeté/rejetée/exclu/exclue",
        "avoir/a/ont échoué",
        "capoter/capoté",
        "puis abandonné/abandonnée",
        "peu probable",
        "tomber/tombé/tombée à l'eau",
        "de pures inventions",
        "à exécution",
        "il n' en est rien",
    ),
    claim_nouns=frozenset("affirmation rumeur accusation allégation information idée bruit nouvelle histoire".split()),
    negators=frozenset("n' ne pas jamais aucun aucune ni sans nul nulle rien personne".split()),
    subject_negators=frozenset("aucun aucune ni nul nulle rien personne".split()),
    post_negators=frozenset("pas jamais aucun aucune rien".split()),
    verb_negators=frozenset("n' ne".split()),
    focus_words=frozenset("seulement que qu' uniquement simplement".split()),
    concealing=frozenset("cacher dissimuler masquer douter".split()),
    livelihoods=frozenset("emploi travail".split()),
    threats=frozenset("menacer menace risquer risque redouter craindre".split()),
    relatives=frozenset("qui dont où".split()),
    until_words=frozenset("avant qu' que".split()),
    clause_openers=frozenset(
        "que qu' qui dont où lequel laquelle lesquels lesquelles parce puisque car quand lorsque lorsqu' alors comme "
        "si tandis pendant après avant pourquoi comment afin".split()
    ),
    coordinators=frozenset("mais tandis alors pourtant or toutefois cependant".split()),
    possible_triggers=(
        "=pourrait/=pourraient/=devrait/=devraient/=voudrait/=voudraient",
        "pouvoir/=peut/=peuvent/=pu",
        "=peut-être",
        "peut - être",
        "sans doute",
        "probablement/vraisemblablement/apparemment",
        "éventuellement/éventuel/éventuelle",
        "prétendument/présumé/présumée/supposé/supposée/supposément",
        "potentiellement/potentiel/potentielle",
        "semble/=semblerait -t-il",
        "être/été ~ évoqué/évoquée/envisagé/envisagée/étudié/étudiée",
    ),
    alleged_triggers=(
        "rumeur/rumeurs",
        "soupçonner/soupçonné/soupçonnée/soupçonnent/soupçon/soupçons",
        "accuser/accusé/accusée/accusent/accusation/accusations",
        "allégation/allégations",
        "reprocher/reproche/reprochent",
        "mettre/mis/mise en cause",
        "craindre/craint/craignent/redouter/redoute/redoutent/crainte/craintes",
        "risquer/risque/risquent/menacer/menacé/menace/menacent",
        "envisager/envisage/envisagent/étudier/étudie/étudient/songer/songe/réfléchir/réfléchit",
        "en/de discussion/discussions/pourparler/pourparlers/négociation/négociations",
        "=négocie/=négocient/=discutent/=négociait",
        "sembler/semble/semblent/paraître/paraît/paraissent",
        "prétendre/prétend/prétendent",
        "plainte ~ affirmer/affirme/soutenir/soutient/prétendre",
        "ignorer/ignore/savoir/sait/demander/demandent si",
        "on ignore",
        "réclamer/réclame/réclament/exiger/exige/exigent",
        "demander/demande/demandent le/la/l'/que/de",
        "proposer/propose/proposent de/d'",
        "évoquer/évoque/évoqué",
        "croire/croit savoir",
        "inviter/presser ~ à",
    ),
    condition_triggers=("si", "s' il/ils", "à moins", "sauf si", "à condition", "faute de quoi", "au cas"),
    not_conditions=frozenset("même comme mais et".split()),
    question_words=frozenset("qui que quoi quand où pourquoi comment quel quelle quels quelles combien qu'".split()),
    planned_triggers=(
        "prévu/prévue/prévus/prévues",
        "=va/=vont",
        "en préparation",
        "à venir",
        "prochainement/bientôt",
        "=prochain/=prochaine/=prochains/=prochaines",
        "attendu/attendue/attendus ~ en/le/pour/avant",
        "=futur/=future/=futurs/=futures",
        "d' ici",
    ),
    intended_triggers=(
        "prévoir/prévoit/prévoient",
        "=doit/=doivent",
        "compter/=compte/=comptent/=entend/=entendent",
        "avoir/a/ont l' intention",
        "avoir/a/ont l' ambition",
        "ambitionner/ambitionne/ambition",
        "=veut/=veulent/=souhaite/=souhaitent",
        "=espère/=espèrent",
        "s' apprêter/apprête/apprêtent",
        "s' engager/engage/engagent",
        "promettre/promet/promettent de/d'/une/un",
        "préparer/=prépare/=préparent",
        "appeler/appelle/appellent/appelé à",
        "organiser/organise un/une",
        "sur le point de/d'",
        "accepter/accepté/accepte de/d'",
        "viser/vise à",
        "parier/parie sur",
        "annoncer/annonce ~ pour",
        "intention de/d'",
    ),
    announcing=frozenset("annoncer promettre confirmer déclarer préciser indiquer dire assurer ajouter".split()),
    conditional_endings=("rait", "raient", "rais", "rions"),
    future_endings=("ra", "ront", "rai", "rons", "rez"),
    past_endings=(),
    past_words=frozenset("a ont avait avaient était étaient fut furent eu été".split()),
    gerund_endings=("ant",),
    infinitive_endings=("er", "ir", "re"),
    future_in_past=frozenset(),
    hearsay_auxiliaries=frozenset("aurait auraient serait seraient".split()),
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
    range_words=frozenset("à et au – -".split()),
    beginnings=frozenset("début fin milieu courant".split()),
    seasons={"été": 9, "automne": 12, "hiver": 3, "printemps": 6},
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
