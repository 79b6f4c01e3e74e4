"""The words by which a text points at a person, a place or a post: data for own_words.py.

All in lower-case letters without accents, as written_words.py spells them.
"""

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Some of the commonest Danish names, for where a capital says nothing: at the beginning of a line.
# Without those that are ordinary words as well.
COMMON_NAMES: Final = _words("""
    aage ahmed ali alma anders andreas anette anja anna anne annette arne astrid bente bettina
    birgitte birthe bjarne camilla carl carsten charlotte christian christina claus daniel dennis
    dorte dorthe ditte elin ellen elsebeth emil emilie emma erik eva fatima finn flemming frank
    frederik freja gitte grethe gunnar hanne hans heidi helle henning henrik ida inge inger
    ingrid jacob jakob jan janne jens jeppe jesper jette johanne john jonas joergen karen karin
    karina karsten kasper katrine kenneth kim kirsten kirstine kristian kristina lars lasse laura
    laerke lene line lis lisbeth lise lotte louise mads maja maria marianne marie martin mathias
    merete mette michael mikkel mogens mohammed morten nanna nete nicolai niels nikolaj ole oliver
    pernille peter pia poul rasmus rikke rita sara signe simon sofie solveig steen stine susanne
    svend soeren thomas tina tine tobias torben trine ulla ulrik vibeke victor yvonne
    andersen andreassen bertelsen christensen christiansen clausen eriksen frandsen frederiksen
    hansen henriksen iversen jacobsen jakobsen jensen jeppesen jespersen johansen joensen
    joergensen karlsen kristensen kristiansen larsen lauritsen madsen mikkelsen mortensen nielsen
    nygaard olesen olsen paulsen pedersen petersen poulsen rasmussen simonsen svendsen soerensen
    thomsen thygesen
""")

# What is written with a capital and is nobody's name.
KNOWN_CAPITALS: Final = _words("""
    danmark danmarks dansk danish denmark folketinget folketingets christiansborg eu eus
    borgerrepraesentationen borgerrepraesentationens borgerraadgiveren borgerraadgiverens
    borgerraadgiver borgerraadgiverudvalget borgerraadgiverudvalgets whistleblowerenheden
    whistleblowerenhedens whistleblowerordningen whistleblowerloven whistleblower
    datatilsynet datatilsynets ankestyrelsen ankestyrelsens arbejdstilsynet arbejdstilsynets
    ombudsmanden ombudsmandens justitsministeriet justitsministeriets rigsrevisionen kl
    de dem deres dem i we i'm
    citizens adviser advisers citizen unit act acts council committee city municipality
    administration administrations agency protection data national scheme section
    european union parliamentary ombudsman
    monday tuesday wednesday thursday friday saturday sunday
    january february march april may june july august september october november december
""")

# What a place of work is called; endings and compounds are allowed for.
PLACE_WORDS: Final = _words("""
    afdeling afdelingen afsnit afsnittet bibliotek biblioteket boernehave
    boernehaven boernehuset boernehus boernegaarden botilbud botilbuddet bosted bostedet
    bofaellesskab bofaellesskabet center centeret centret daginstitution daginstitutionen
    dagtilbud dagtilbuddet
    enhed enheden fritidshjem fritidshjemmet fritidsklub fritidsklubben gymnasium gymnasiet
    hjem hjemmet hal hallen hospital hospitalet hus huset herberg herberget institution
    institutionen jobcenter jobcenteret jobcentret klinik klinikken klub klubben kontor
    kontoret krisecenter krisecentret kulturhus kulturhuset lokalcenter lokalcentret museum museet
    plejecenter plejecentret plejehjem plejehjemmet park parken skole skolen stadion svoemmehal
    svoemmehallen sygehus sygehuset team teamet tandklinik tandklinikken vaerksted vaerkstedet
    vaerested vaerestedet vuggestue vuggestuen
    centre home nursery kindergarten school library hospital clinic institution department office
    team museum shelter hostel
""")

# The end of a road's or a square's name.
STREET_ENDINGS: Final = _words("""
    gade gaden vej vejen plads pladsen straede straedet torv torvet boulevard boulevarden kvarteret
    stien
""")

# Posts of which a place may have one, as the one that is meant: with the article.
TITLES: Final = _words("""
    arkitekten assistenten bademesteren betjenten bibliotekaren bogholderen borgmesteren chauffoeren
    chefen dagplejeren direktoeren diaetisten ergoterapeuten forstanderen formanden
    forkvinden fysioterapeuten fuldmaegtigen gartneren hjaelperen ingenioeren inspektoeren juristen
    jordemoderen kokken kontaktpersonen konsulenten koordinatoren kontorchefen laegen laereren
    laboranten lederen medarbejderen medhjaelperen mellemlederen
    mesteren pedellen paedagogen paedagogmedhjaelperen portneren projektlederen
    psykologen raadmanden revisoren rektoren sagsbehandleren sekretaeren socialraadgiveren
    souschefen specialisten sygeplejersken sundhedsplejersken tandlaegen tandplejeren teamlederen
    terapeuten tillidsmanden tillidskvinden tillidsrepraesentanten tolken underviseren vagten
    vejlederen vicevaerten viceinspektoeren vikaren viceskolelederen
""")

# The same in English, where "the" stands before them, and at the most one word between.
ENGLISH_TITLES: Final = _words("""
    accountant architect assistant caretaker caseworker chairman chairwoman chief clerk consultant
    cook coordinator dentist deputy director doctor driver employee engineer foreman gardener
    guard headmaster headteacher inspector interpreter janitor lawyer leader librarian manager
    mayor midwife nurse pedagogue physiotherapist principal psychologist secretary supervisor
    teacher therapist trainee
""")

# One is left out: it is an article as well.
NUMBER_WORDS: Final = {
    "da": _words("""
        to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten
        atten nitten tyve tredive fyrre halvtreds tres halvfjerds firs halvfems hundrede tusind
        begge
    """),
    "en": _words("""
        two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
        sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
        hundred thousand both
    """),
}
