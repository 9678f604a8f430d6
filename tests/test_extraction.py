"""Positions from sentences: each row is a construction of English, told on a negotiation that never was."""

import pytest

from kg.extraction import load_extractor
from kg.model import Certainty, Document, Stance, Strength

EXTRACTOR = load_extractor()
LIST = "NORWAY, the RUSSIAN FEDERATION, AUSTRALIA, BOLIVIA and SWITZERLAND took part in the discussions.\n\n"


def read(text: str) -> list[tuple[str, str, str]]:
    """(holders, stance, what) of each position, in text order."""
    return [(",".join(p.holder), p.stance.value, p.what) for p in EXTRACTOR.read(Document("t", text)).positions]


def holds(text: str, holder: str, stance: str, words: str) -> bool:
    return any(h == holder and s == stance and words in w for h, s, w in read(text))


NEWS = [
    # the subject of a verb
    ("Brazil demanded a larger quota for its sugar.", "BR", "demand", "larger quota"),
    ("Chile rejected the tariff on copper.", "CL", "oppose", "the tariff on copper"),
    ("Peru welcomed the proposal on fisheries.", "PE", "support", "the proposal on fisheries"),
    ("India offered to cut its tariffs on almonds.", "IN", "offer", "cut its tariffs on almonds"),
    ("Mexico threatened to impose duties on pork.", "MX", "threat", "impose duties on pork"),
    # infinitives and control
    ("The United States is pushing to open the market for beef.", "US", "demand", "open the market"),
    ("Japan wants Canada to lower its duties on softwood.", "JP", "demand", "lower its duties"),
    ("Norway urged Iceland to end the ban on cod exports.", "NO", "demand", "end the ban"),
    # reported speech
    ("Brazil said the quota should be raised.", "BR", "demand", "the quota should be raised"),
    ("Officials in Ottawa said Canada opposes the levy.", "CA", "oppose", "the levy"),
    # passives and agents
    ("The plan was rejected by Australia.", "AU", "oppose", "The plan"),
    # a mandative subjunctive, said as if in passing
    (
        "Peru's apparent plan has been to make large demands – including that the levy be dropped from the deal.",
        "PE",
        "demand",
        "the levy be dropped",
    ),
    # and what is coordinated with it
    ("Peru tabled demands that the levy be dropped and that Chile opens its ports.", "PE", "demand", "opens its ports"),
    # nouns
    ("Argentina repeated its demand for access to the wheat market.", "AR", "demand", "access to the wheat market"),
    ("Kenya expressed concern about the export subsidies.", "KE", "oppose", "the export subsidies"),
    ("Kenya is calling for rich nations to double their aid.", "KE", "demand", "double their aid"),
    ("Canada is against the levy.", "CA", "oppose", "the levy"),
    ("The tariff is opposed by Canada.", "CA", "oppose", "tariff"),
    ("A quota is unacceptable to Brazil.", "BR", "oppose", "quota"),
    ("Canada asked Brazil not to impose the levy.", "CA", "oppose", "impose the levy"),
    ("Chile is not opposed to the levy.", "CL", "support", "the levy"),
    # what a condition wants
    ("India will scrap its levy as soon as the US drops a threatened investigation.", "IN", "demand", "drops"),
    # and what a threat fears
    ("Mexico threatened to walk out of the talks if wage rules are imposed.", "MX", "oppose", "wage rules"),
    ("Mexico said it would retaliate if wage rules were imposed.", "MX", "oppose", "wage rules"),
    # negation
    ("Not one Canadian senator voted for the levy.", "CA/SENATOR", "oppose", "the levy"),
    ("Chile said it would not lift the ban on cod.", "CL", "refuse", "lift the ban on cod"),
    ("Chile dismissed calls for a lower levy.", "CL", "oppose", "a lower levy"),
    ("Korea said the deadline should not be extended.", "KR", "oppose", "the deadline should not be extended"),
    # an office with the body it is held in behind the name
    ("President Ana Haddad of the Kelp Guild opposed the levy.", "KELP-GUILD", "oppose", "the levy"),
    ("President Ana Haddad of Chile opposed the levy.", "CL", "oppose", "the levy"),
    # whom a question is about
    (
        "Chile wants a quota on cod. And the Norwegians? They demand an end to the levy.",
        "NO",
        "demand",
        "an end to the levy",
    ),
    ("Chile wants a quota on cod. What about Norway? It rejects the quota.", "NO", "oppose", "the quota"),
    # none of it
    ("Norway would rather have no foreign credits.", "NO", "oppose", "foreign credits"),
    ("Norway demanded that Chile put no more concessions on the table.", "NO", "oppose", "more concessions"),
    # what is praised or blamed behind "for"
    ("Norway praised Chile for cutting its duties.", "NO", "support", "cutting its duties"),
    ("Norway criticized Chile for blocking the deal.", "NO", "oppose", "blocking the deal"),
    # what is given way on, what one fails in
    ("Norway will not compromise on the interests of its boats.", "NO", "refuse", "compromise on the interests"),
    ("Norway failed in its bid to restart commercial whaling.", "NO", "demand", "restart commercial whaling"),
    # what one hopes another will not do
    ("Norway expressed hope that Chile would not block the deal.", "NO", "oppose", "block the deal"),
    # harm that is meant
    ("Norway announced its intention to put duties on cod.", "NO", "threat", "put duties on cod"),
    # phrasal verbs, by their particle
    ("Chile turned down the levy.", "CL", "refuse", "the levy"),
    ("Chile threw out the levy.", "CL", "oppose", "the levy"),
    ("China held out for a levy.", "CN", "demand", "a levy"),
    # what there shall not be without something
    ("Peru's minister said there would be no deal without a levy.", "PE", "demand", "a levy"),
    # who decides to act is for it
    ("The European Union's decision to raise the levy has provoked concern.", "EU", "demand", "raise the levy"),
    # who ends what harms another offers that
    ("Canada will withdraw the tariffs.", "CA", "offer", "the tariffs"),
    # a condition that denies something is wanted
    ("If Peru does not respect the accord, Ghana threatens to close its ports.", "GH", "demand", "respect the accord"),
    # what a clause says is good or bad of its subject, or of what a relative pronoun stands for
    ("Peru's fisheries minister said the cod levy was a slap in the face.", "PE", "oppose", "the cod levy"),
    ("Kenya's growers say the accord would swamp their villages.", "KE/GROWERS", "oppose", "the accord"),
    ("Peru wants a lower quota, which Ghana says would shut out its growers.", "GH", "oppose", "a lower quota"),
    # what something is called, by whom
    ("Ghana called the levy a kick in the teeth.", "GH", "oppose", "the levy"),
    ("Peru defended a quota that Ghana had called unacceptable.", "GH", "oppose", "a quota"),
    ("The quota was branded absurd by Ghana.", "GH", "oppose", "The quota"),
    ("The quota was described as a disaster by Ghana.", "GH", "oppose", "The quota"),
    # who is blamed for it
    ("Ghana slammed Peru over its cocoa levy.", "GH", "oppose", "its cocoa levy"),
    ("Peru came under fire from Ghana for its cocoa levy.", "GH", "oppose", "its cocoa levy"),
    # several who are asked by one verb
    ("Ghana called on Peru to lift its levy and on Chile to open its ports.", "GH", "demand", "open its ports"),
    ("Ghana urged Peru to lift its levy and Chile to open its ports.", "GH", "demand", "open its ports"),
    # what is told beside a clause
    ("Ghana's minister said the duties are too high and called for a cut in them.", "GH", "demand", "a cut"),
    # by whom a letter is signed
    ("A letter signed by Ghana and Peru called for a ban on cocoa levies.", "GH,PE", "demand", "a ban"),
    # a verb without its particle
    ("Ghana backed a ban on cocoa levies.", "GH", "support", "a ban on cocoa levies"),
    ("Ghana's growers came out against the levy.", "GH/GROWERS", "oppose", "the levy"),
    # verbs with the noun of their idiom
    ("Ghana made the case for a cocoa levy.", "GH", "demand", "a cocoa levy"),
    ("Ghana threw its support behind the levy.", "GH", "support", "the levy"),
    ("Ghana opened the door to a levy.", "GH", "offer", "a levy"),
    # "what" and the time that has come
    ("What Ghana wants is a higher quota, not a lower levy.", "GH", "demand", "a higher quota"),
    ("Ghana's ministers believe the time has come for Peru to lift its levy.", "GH", "demand", "lift its levy"),
    # who stays away
    ("Ghana boycotted the talks on cocoa.", "GH", "refuse", "the talks on cocoa"),
    # verbs that a parser takes for others, behind several subjects
    ("Canada, Norway and Peru favour keeping the levy.", "CA,NO,PE", "support", "keeping the levy"),
    ("South Africa and Indonesia back the credits.", "ID,ZA", "support", "the credits"),
    ("Chad and Peru have called the draft unworkable.", "PE,TD", "oppose", "the draft"),
    (
        "Chad and Peru, attending as guests, offered to withhold five percent of their cod.",
        "PE,TD",
        "offer",
        "withhold",
    ),
    (
        "The growers' union of Norway demands that no licence be sold.",
        "NO/GROWERS-UNION",
        "demand",
        "no licence be sold",
    ),
    ("Most member states and Peru back the levy.", "PARTIES,PE", "support", "the levy"),
    ("Importing countries want the price to be cut.", "IMPORTING-COUNTRIES", "demand", "cut"),
    ("In Norway, Kelpia, the main farm lobby, opposes the pact.", "NO/KELPIA", "oppose", "the pact"),
]

MEETING = [
    (
        "NORWAY, on behalf of the UMBRELLA GROUP, called for a review of the inventories.",
        "UMBRELLA",
        "demand",
        "a review of the inventories",
    ),
    (
        "AUSTRALIA, supported by BOLIVIA, proposed a workshop on adaptation.",
        "AU,BO",
        "demand",
        "a workshop on adaptation",
    ),
    ("AUSTRALIA, opposed by BOLIVIA, proposed a workshop on adaptation.", "BO", "oppose", "a workshop on adaptation"),
    # companions of a list, of each other, before it, without a comma, with verbs of their own
    (
        "The EU, AUSTRALIA, NORWAY and others, opposed by BOLIVIA, proposed a workshop on adaptation.",
        "BO",
        "oppose",
        "a workshop on adaptation",
    ),
    (
        "The EU, with NORWAY, opposed by BOLIVIA, and supported by AOSIS, proposed a workshop on adaptation.",
        "AOSIS,EU,NO",
        "demand",
        "a workshop on adaptation",
    ),
    (
        "The EU, with NORWAY, opposed by BOLIVIA, and supported by AOSIS, proposed a workshop on adaptation.",
        "BO",
        "oppose",
        "a workshop on adaptation",
    ),
    ("Opposed by the EU, BOLIVIA called for a workshop on adaptation.", "EU", "oppose", "a workshop"),
    ("Opposed by the EU, BOLIVIA called for a workshop on adaptation.", "BO", "demand", "a workshop"),
    ("BOLIVIA, with NORWAY opposing, called for a workshop on adaptation.", "NO", "oppose", "a workshop"),
    ("BOLIVIA supported by NORWAY proposed a workshop on adaptation.", "BO,NO", "demand", "a workshop"),
    ("BOLIVIA suggested, and NORWAY opposed, deferring the workshop.", "NO", "oppose", "deferring the workshop"),
    ("BOLIVIA suggested, and NORWAY opposed, deferring the workshop.", "BO", "demand", "deferring the workshop"),
    (
        "While NORWAY favored a workshop, BOLIVIA, supported by AOSIS but opposed by the EU, preferred a report.",
        "AOSIS,BO",
        "support",
        "a report",
    ),
    (
        "While NORWAY favored a workshop, BOLIVIA, supported by AOSIS but opposed by the EU, preferred a report.",
        "EU",
        "oppose",
        "a report",
    ),
    # who speaks for whom, behind other words and for a list with a name of its own
    ("Proposing haste, Nauru, for AOSIS, called for a workshop on adaptation.", "AOSIS", "demand", "a workshop"),
    ("India, for Brazil, South Africa, India and China (BASIC), called for a workshop.", "BASIC", "demand", "workshop"),
    ("Ana Lee, Minister of Environment, Norway, called for a workshop on adaptation.", "NO", "demand", "a workshop"),
    ("Ana Lee, President of South Africa, called for a workshop on adaptation.", "ZA", "demand", "a workshop"),
    ("The BAHAMAS, NORWAY and the CARICOM States called for a workshop.", "BS,CARICOM,NO", "demand", "a workshop"),
    ("BOLIVIA said, and NORWAY agreed, that the text should be shortened.", "BO,NO", "demand", "be shortened"),
    ("BOLIVIA expressed support for, and NORWAY opposed, a new levy.", "NO", "oppose", "a new levy"),
    ("BOLIVIA expressed support for, and NORWAY opposed, a new levy.", "BO", "support", "a new levy"),
    (
        "BOLIVIA, echoed by AOSIS but with NORWAY expressing reservations, urged a review.",
        "AOSIS,BO",
        "demand",
        "review",
    ),
    ("BOLIVIA, echoed by AOSIS but with NORWAY expressing reservations, urged a review.", "NO", "oppose", "a review"),
    ("BOLIVIA called for a fund, while NORWAY warned against new funds.", "NO", "oppose", "new funds"),
    ("BOLIVIA proposed a new levy, with NORWAY opposing it.", "NO", "oppose", "a new levy"),
    ("BOLIVIA proposed a new levy, which NORWAY opposed.", "NO", "oppose", "a new levy"),
    ("BOLIVIA proposed a new levy, which the EU welcomed and NORWAY opposed.", "NO", "oppose", "a new levy"),
    # who speaks for others beside themselves
    ("BOLIVIA, also speaking for Chile and Peru, opposed a levy.", "BO,CL,PE", "oppose", "a levy"),
    ("BOLIVIA, for Chile and Peru, opposed a levy.", "BO,CL,PE", "oppose", "a levy"),
    ("NORWAY distanced itself from attempts to revisit the levy.", "NO", "oppose", "the levy"),
    ("NORWAY noted her country's proposal to introduce a levy.", "NO", "demand", "introduce a levy"),
    # what is given up has its sign turned
    ("NORWAY withdrew its opposition to the workshop.", "NO", "support", "the workshop"),
    ("Speaking for the UMBRELLA GROUP, NORWAY opposed a levy.", "UMBRELLA", "oppose", "a levy"),
    ("On behalf of the AFRICAN GROUP, KENYA opposed a levy.", "AFRICAN-GROUP", "oppose", "a levy"),
    ("BOLIVIA, speaking also for Chile and Peru, opposed a levy.", "BO,CL,PE", "oppose", "a levy"),
    ("BOLIVIA, for itself and Peru, opposed a levy.", "BO,PE", "oppose", "a levy"),
    ("The G-77/CHINA (represented by KENYA) and NORWAY opposed a levy.", "G77,NO", "oppose", "a levy"),
    ("The EU, for whom SPAIN spoke, opposed a levy.", "EU", "oppose", "a levy"),
    ("Australia, for several UMBRELLA GROUP members, opposed a levy.", "UMBRELLA", "oppose", "a levy"),
    ("One delegation, KENYA, opposed a levy.", "KE", "oppose", "a levy"),
    ("Some parties, among them KENYA and CHILE, opposed a levy.", "CL,KE", "oppose", "a levy"),
    # who is overruled; who joins in where
    ("Over the objections of NORWAY, BOLIVIA proposed a levy.", "NO", "oppose", "a levy"),
    ("On finance, opposed by the US, NORWAY proposed a levy.", "US", "oppose", "a levy"),
    ("BOLIVIA proposed a levy, with NORWAY expressing strong reservations.", "NO", "oppose", "a levy"),
    ("NORWAY deplored the delay and, joined by JAPAN, asked for a new date.", "JP,NO", "demand", "a new date"),
    ("NORWAY deplored the delay and, joined by JAPAN, asked for a new date.", "NO", "oppose", "the delay"),
    ("The EU supported the fund, and NORWAY, with the PHILIPPINES, opposed a levy.", "NO,PH", "oppose", "a levy"),
    ("The use of guidelines: CUBA, with NORWAY, opposed a levy.", "CU,NO", "oppose", "a levy"),
    # delegates; "both", "neither", a group that is "it"
    ("The delegate of NORWAY opposed a levy.", "NO", "oppose", "a levy"),
    ("The representatives of SAMOA and FIJI opposed a levy.", "FJ,WS", "oppose", "a levy"),
    ("NORWAY's negotiator opposed a levy.", "NO", "oppose", "a levy"),
    ("NORWAY and BOLIVIA spoke. Both opposed a levy.", "BO,NO", "oppose", "a levy"),
    ("NORWAY and BOLIVIA spoke. Neither could accept a levy.", "BO,NO", "oppose", "a levy"),
    ("The G-77/CHINA spoke. It suggested using the draft.", "G77", "demand", "using the draft"),
    # not with those who are excepted, or are disagreed with
    ("BOLIVIA and NORWAY, but not the EU, favored a registry.", "BO,NO", "support", "a registry"),
    ("Disagreeing with BOLIVIA, NORWAY called for a registry.", "NO", "demand", "a registry"),
    # what another clause of the sentence names
    ("NORWAY opposed a new levy, while BOLIVIA supported it.", "BO", "support", "a new levy"),
    ("NORWAY supported a new levy, but this was opposed by BOLIVIA.", "BO", "oppose", "a new levy"),
    ("NORWAY, supported by the EU, insisted on a levy, while BOLIVIA objected.", "BO", "oppose", "a levy"),
    ("While BOLIVIA objected, NORWAY supported a new levy.", "BO", "oppose", "a new levy"),
    ("CHINA asked NORWAY to name a date, but NORWAY declined.", "NO", "refuse", "name a date"),
    ("BOLIVIA called for a levy and NORWAY agreed, as did JAPAN, but CHINA did not.", "JP", "support", "a levy"),
    ("BOLIVIA called for a levy and NORWAY agreed, as did JAPAN, but CHINA did not.", "CN", "oppose", "a levy"),
    # a verb that is said once
    ("BOLIVIA supported the first option and NORWAY the second.", "NO", "support", "the second"),
    ("BOLIVIA asked for a ruling on the vote, and NORWAY for a legal opinion.", "NO", "demand", "a legal opinion"),
    # what stands behind an object belongs to it, wherever the parser hangs it
    ("BOLIVIA sought clarification on the agenda of the meeting.", "BO", "demand", "clarification on the agenda"),
    (
        "BOLIVIA drew attention to the special needs of islands.",
        "BO",
        "demand",
        "the special needs of islands",
    ),
    # the rest of a list
    ("BOLIVIA advocated clean water and choosing the right pumps.", "BO", "demand", "choosing the right pumps"),
    ("BOLIVIA called for cuts by all parties, and achieving zero by 2050.", "BO", "demand", "achieving zero by 2050"),
    (
        "BOLIVIA said the group should set goals, share the costs, and apply simple rules to methods.",
        "BO",
        "demand",
        "apply simple rules to methods",
    ),
    # items behind a colon that the parser makes no part of what stands before it
    (
        "BOLIVIA called for progress on: finance for forests; capacity-building; and the registry.",
        "BO",
        "demand",
        "ilding",
    ),
    ("BOLIVIA highlighted three priorities: clean water; farm aid; and transit.", "BO", "demand", "farm aid"),
    ("BOLIVIA proposed , inter alia , defining the terms.", "BO", "demand", "defining the terms"),
    # verbs of telling that the parser takes for participles, or for what the next one tells
    (
        "BOLIVIA said the list should be cut, called for an audit of the registry and opposed further credits.",
        "BO",
        "oppose",
        "further credits",
    ),
    (
        "BOLIVIA said the list should be cut, called for an audit of the registry and opposed further credits.",
        "BO",
        "demand",
        "an audit of the registry",
    ),
    ("BOLIVIA urged NORWAY to open its ports, called on CHINA to follow and left.", "BO", "demand", "follow"),
    ("BOLIVIA requested more detail, said the bank should lend more, and left.", "BO", "demand", "more detail"),
    ("CHINA called for cuts, underscored clean technology and urged haste.", "CN", "demand", "clean technology"),
    (
        "CHINA favored a broad view, since rain falls on many shores, and suggested inviting experts.",
        "CN",
        "demand",
        "inviting experts",
    ),
    ("CHINA proposed a working group to look into the levy.", "CN", "demand", "a working group to look into the levy"),
    ("CHINA argued against any overlap of the two bodies.", "CN", "oppose", "any overlap"),
    # of parties that are not named, or named behind "by"
    ("There was broad support in the group for a new levy. NORWAY left.", "PARTIES", "support", "a new levy"),
    ("NORWAY left. Proposals were made to delete the paragraph.", "PARTIES", "demand", "delete the paragraph"),
    ("NORWAY left. Concerns were raised about the lack of funds.", "PARTIES", "oppose", "the lack of funds"),
    ("Concerns were expressed by CHINA about the levy.", "CN", "oppose", "the levy"),
    ("NORWAY left. The EU proposal calls for an annual review.", "EU", "demand", "an annual review"),
    ("Argentina, for the G-77/CHINA, inter alia , called for a levy.", "G77", "demand", "a levy"),
    ("NORWAY left. On behalf of the G-77/CHINA, he opposed a levy.", "G77", "oppose", "a levy"),
    # an object does not end with what would go on
    ("NORWAY emphasized the need to attract capital and to determine the share.", "NO", "demand", "attract capital"),
    # what is missing is not what is opposed
    ("NORWAY was disappointed, however, at the lack of progress on the levy.", "NO", "oppose", "the lack of progress"),
    # an answer to what was said before
    ("The levy was read out. CHINA objected.", "CN", "oppose", "objected"),
    # a title or topic before a colon is nobody's
    ("GOOD PRACTICES IN POLICY (GPs): CHINA opposed a levy.", "CN", "oppose", "a levy"),
    ("Developing Countries: CHINA, on behalf of the LDCs, opposed a levy.", "LDC", "oppose", "a levy"),
    # a name before an aside
    (
        "BOLIVIA supported annual reports, and CHINA, noting its needs, asked for more time.",
        "CN",
        "demand",
        "more time",
    ),
    # passives in a list; what is met with resistance
    ("The levy was opposed by BOLIVIA, criticized by NORWAY, and welcomed by CHINA.", "NO", "oppose", "The levy"),
    ("The levy was opposed by BOLIVIA, criticized by NORWAY, and welcomed by CHINA.", "CN", "support", "The levy"),
    ("The draft, opposed by BOLIVIA and welcomed by NORWAY, was forwarded.", "BO", "oppose", "The draft"),
    ("The draft, opposed in its entirety by BOLIVIA and NORWAY, was forwarded.", "BO,NO", "oppose", "The draft"),
    ("A levy was supported by BOLIVIA and NORWAY, but not by CHINA.", "CN", "oppose", "A levy"),
    ("The draft met with resistance from BOLIVIA.", "BO", "oppose", "The draft"),
    ("The draft drew objections from BOLIVIA and NORWAY.", "BO,NO", "oppose", "The draft"),
    ("Parties noted the objections of BOLIVIA to any new levy.", "BO", "oppose", "any new levy"),
    ("The proposal from NORWAY is for a cut in gases by 2010.", "NO", "demand", "a cut in gases"),
    ("Parties discussed the proposal by NORWAY and BOLIVIA for a scale of cuts.", "BO,NO", "demand", "a scale of cuts"),
    ("NORWAY took issue with the levy.", "NO", "oppose", "the levy"),
    ("NORWAY saw merit in a joint fund.", "NO", "support", "a joint fund"),
    # "including" is a verb behind one
    ("BOLIVIA called for including a workshop on adaptation.", "BO", "demand", "including a workshop"),
    ("SWITZERLAND stressed the need for capacity building.", "CH", "demand", "capacity building"),
    ("The RUSSIAN FEDERATION said the text was premature.", "RU", "oppose", "the text"),
]


@pytest.mark.parametrize(("sentence", "holder", "stance", "words"), NEWS)
def test_news_constructions(sentence: str, holder: str, stance: str, words: str) -> None:
    assert holds(sentence, holder, stance, words), read(sentence)


@pytest.mark.parametrize(("sentence", "holder", "stance", "words"), MEETING)
def test_meeting_report_constructions(sentence: str, holder: str, stance: str, words: str) -> None:
    assert holds(LIST + sentence, holder, stance, words), read(LIST + sentence)


NOTHING = [
    "The talks will resume in Geneva on Tuesday.",
    "Trade between Canada and Mexico grew by four percent last year.",
    "What does Japan want?",
    '"The waters are going to boil," said the Peruvian minister.',
    "Norway's trade minister would not comment on the levy.",
    "Norway's trade minister refused to be drawn on the levy.",
    "Canada has not formally asked Norway to drop the levy.",
    "Norway has the right to ask the WTO for a levy.",
    "Japan's delegation rejected this account.",
    "Canada is free to demand a vote on the levy.",
    "Norway denied that it wants a quota.",
    "Norway did not confirm that it would take part in the talks.",
    "Norway went home from the talks with no deal for next year.",
    "Norway did not bring up its old objections to a clause that would hurt Peru.",
    "The vote set off talk in the markets that Norway might step in.",
    "The pact came two days before Norway was to bring in a tariff on beef.",
    "Had the vote failed, Norway might have hit back against Peru.",
    "Norway's minister said the vote could clear the way for more trade.",
    "Norway said it would publish the rules on Monday.",
    "It remains unclear when the Norwegian government means to cut the levy.",
    '"One has to say no if one wants to negotiate," the Norwegian minister said.',
    "Without firm rules boats just leave, the Norwegian minister said.",
    "The tax was part of a bill that Norway promised the IMF.",
]


@pytest.mark.parametrize("sentence", NOTHING)
def test_facts_procedure_and_questions_are_no_positions(sentence: str) -> None:
    assert read(sentence) == []


ONCE = [
    # what another is for or against is not read again of who tells it
    ("The Norwegian minister said Chile rejects the levy on cod.", "the levy on cod"),
    ("Chile's envoy said Norway is opposed to a quota on cod.", "a quota on cod"),
    ("The Peruvian minister said Norway will not accept a levy.", "a levy"),
    # whoever is blamed is not what is blamed
    ("Chile faulted Norway for taking its fish.", "taking its fish"),
    ("Chile accused the makers of the nets of hiding the costs.", "hiding the costs"),
    ("Norway was criticized by Chile for blocking the deal.", "blocking the deal"),
    ("Chile accused Norway of not being bold enough.", "not being bold enough"),
    # nor is what a thing is called
    ('Chile called the scheme a "cod tax".', "the scheme"),
    ("Chile regards the levy as protectionism.", "the levy"),
    # nor an attitude, nor what is said of a thing in passing
    ("The envoy said Chile was not in favour of reopening the pact.", "reopening the pact"),
    ("Norway agreed to cut the duty in exchange for a promise to buy Chilean cod.", "cut the duty"),
    # nor a reason
    ("Norway rejected the plan, citing the lack of a fund.", "the plan"),
    # an aim belongs to what is done with it
    ("Norway is against any step to force cuts in oil use.", "any step to force cuts in oil use"),
    # what opens a sentence is not what its verb is about
    ("In view of the Peruvian quarrel, Norway condemned the misuse of the fund.", "the misuse of the fund"),
    # a bare verb shares what the next is about; a heavy object stands last
    ("Norway is ready to sit down and talk through a settlement.", "talk through a settlement"),
    (
        "Norway urged Chile to bring in as soon as possible a cut in duties.",
        "bring in as soon as possible a cut in duties",
    ),
    ("Norwegian makers want their industry protected.", "their industry protected"),
    # what one does not draw back from
    ("Norway was disappointed that Chile had drawn back from scrapping the levy.", "Chile had drawn back from"),
]


@pytest.mark.parametrize(("sentence", "words"), ONCE)
def test_one_want_is_read_once(sentence: str, words: str) -> None:
    found = {what for _, _, what in read(sentence) if "promise" not in what}
    assert {words in what for what in found} == {True}, found


HOLDERS = [
    # a title in lower case before a name
    ("Kenyan trade minister Amina Odhiambo spoke in Lima. Odhiambo said the levy should be dropped.", "KE"),
    # a short form of a name said in full before
    ("The European Commission met on Monday. The Commission rejected the levy.", "EU"),
    # "a group of X"
    ("A group of Canadian senators demanded an end to the levy.", "CA/SENATORS"),
    # a body by its whole name, its short form, its acronym
    ("The U.S. Senate Fisheries Committee rejected the levy.", "US/SENATE-FISHERIES-COMMITTEE"),
    (
        "The U.S. Senate Fisheries Committee heard growers on Monday. On Friday the committee rejected the levy.",
        "US/SENATE-FISHERIES-COMMITTEE",
    ),
    (
        "The Kenyan Tea Growers Association (KTGA) met in Nairobi. A KTGA spokesman said the levy should be dropped.",
        "KE/KTGA",
    ),
    # those who lead a body speak for it
    ("OECD directors rejected the levy on Monday.", "OECD"),
    # whose an adjective says they are
    ("European officials in Lima rejected the levy.", "EU"),
    # "his country" is the speaker's
    ("Peru's trade minister, Ana Quispe, said her country would never accept the levy.", "PE"),
    # the name of a body goes on behind "of"
    ("The Association of Kelp Growers demanded an end to the levy.", "ASSOCIATION-OF-KELP-GROWERS"),
    # an apposition between a name and its verb
    ("The Kelp Growers League, a trade group, demanded an end to the levy.", "KELP-GROWERS-LEAGUE"),
    # officials of several countries
    ("Ministers from Chile and Peru rejected the levy.", "CL,PE"),
    # the quotation behind a verb of telling is who told's
    ('China\'s envoy, Liu Wenbo, told reporters in Lima. "We do not accept the levy."', "CN"),
    # who is at home where: in an apposition, at the opening, of a place that is named
    ("The Grain Growers' League, based in Kansas, demanded an end to the levy.", "US/GRAIN-GROWERS-LEAGUE"),
    (
        "Norway and Chile argue over salmon. In Chile, the Salmon Growers League demanded an end to the levy.",
        "CL/SALMON-GROWERS-LEAGUE",
    ),
    ("Norway raised its levy. In Santiago, a trade ministry official rejected the levy.", "CL"),
    # "its president" speaks for what was spoken of before
    (
        "Chile and Norway differ over salmon. The Salmon Growers League called a meeting. "
        "Its president, Marta Solberg, demanded an end to the levy.",
        "CL/SALMON-GROWERS-LEAGUE",
    ),
    # somebody "of" a body
    (
        '"We reject the levy," said Marta Solberg of the Salmon Growers League of Chile.',
        "CL/SALMON-GROWERS-LEAGUE",
    ),
    # "both sides" are the two the text is about
    ("Norway and Chile, talking about salmon, meet in Oslo. Both sides demanded an end to the levy.", "CL,NO"),
    # the words of a name tell no role
    ("The White House spokesman rejected the levy.", "US"),
    # the government of a part of a country; and somebody of the name of somebody known
    ("Quebec's premier rejected the levy.", "CA/QUEBEC"),
    ("Scotland's first minister rejected the levy.", "GB/SCOTLAND"),
    ("The Welsh government rejected the levy.", "GB/WALES"),
    ("Flanders rejected the levy.", "BE/FLANDERS"),
    ("Ontario's premier, Ruth Carney, rejected the levy.", "CA/ONTARIO"),
    # many countries, and those named among them
    ("Sixty countries, including Chile and Peru, called for a ban on trawling.", "CL,PARTIES,PE"),
    # the name goes on with its first word: that is the family's
    ("Fang Zhiyuan, a cotton trader in Shanghai, met the press. Fang demanded an end to the levy.", "CN/FANG"),
    # who chairs, leads or directs a body speaks for it
    (
        "The chairman of the Chilean Salmon Council, Eiji Hara, demanded an end to the levy.",
        "CL/CHILEAN-SALMON-COUNCIL",
    ),
    ('"We reject the levy," said Jon Petrie, who chairs the Salmon Council of Chile.', "CL/SALMON-COUNCIL"),
    ('"We reject the levy," said Ana Ode, head of policy at Seaward.', "SEAWARD"),
    (
        "Growers lost money on salmon last year. Salmon Farmers Chile chair Ana Ode demanded an end to the levy.",
        "CL/SALMON-FARMERS-CHILE",
    ),
    (
        '"We reject the levy," said Ana Ode, president of the United Kelp Cutters of Chile.',
        "CL/UNITED-KELP-CUTTERS",
    ),
    # a name with its small words, a minister's portfolio of one word
    ("The Dutch fisheries minister, Marijke van Olden, demanded an end to the levy.", "NL"),
    ("Ireland waits. Minister for the Marine Aoife Ni Bhriain rejected the levy.", "IE"),
    # "the Council" is the one the document names by a name of its own, "the bloc" the one it is about
    (
        "The Canadian Council of Kelp Buyers wrote to the European Union. The Council demanded an end to the levy.",
        "CA/CANADIAN-COUNCIL-OF-KELP-BUYERS",
    ),
    ("The European Union met in Oslo. The bloc rejected the levy.", "EU"),
    # a word of a longer name; a body at home in no one country; a trade that is a surname
    ("In Leeds the Liberal Democrats demanded an end to the levy.", "GB/LIBERAL-DEMOCRATS"),
    ("Norway listened. The Nordic Kelp Council demanded an end to the levy.", "NORDIC-KELP-COUNCIL"),
    ("U.S. Treasury Secretary James Baker met the press. Baker rejected the levy.", "US"),
    # a colon before a quotation
    ('The Danish prime minister on her way in: "We do not accept the levy."', "DK"),
    # "it" comes back to the subject of the main clause
    (
        "The Kelp Growers' Union wants Norway to open its market. It also demanded an end to the levy.",
        "NO/KELP-GROWERS-UNION",
    ),
    # who is of a body, and a name with a form of address
    ("Ana Berg of Geo Heavy Marine rejected the levy.", "GEO-HEAVY-MARINE"),
    ("Germany and France met in Lyon. Ms Petra Lorch (Free Voters) demanded an end to the levy.", "FR/LORCH"),
    # a word with 's that names no country is part of the name
    ("The People's Alliance rejected the levy.", "PEOPLES-ALLIANCE"),
    # a place nearby tells where somebody is at home
    (
        "The European Union and Chile met. Kelp Growers Concepción, of Valparaíso, demanded an end to the levy.",
        "CL/KELP-GROWERS-CONCEPCION",
    ),
    # "I" and "we" of an interview
    (
        "Marta Solberg, president of the Salmon Growers League of Chile, met us in Oslo.\n\nIs the levy fair?\n\n"
        "No. It never was.\n\nWhat will you do?\n\nWe reject the levy.\n\nAnd then?\n\nWait.\n\nAnything else?\n\nNo.",
        "CL/SALMON-GROWERS-LEAGUE",
    ),
    # a minister tells what a country is about to do: theirs
    (
        "The United States may raise its steel duties, and U.S. mills cheer.\n\nTrade Minister Ana Ode said Chile would wait. "
        "Ode rejected the levy.",
        "CL",
    ),
    # whose words stand under a line with their name
    (
        "Norway and Peru met in Lyon.\n\nAna Ode, head of policy, Chilean Kelp Council\n\n"
        '"It is a good day for the coast.\n\n"But we reject the levy."',
        "CL/CHILEAN-KELP-COUNCIL",
    ),
    ('Chile met the growers.\n\n**Ana Ode, fisheries minister, Norway**\n\n"We reject the levy."', "NO"),
    # where a body is at home and what it is are no part of its name; a list is; its acronym is given of the whole
    ("The Lyon-based Kelp Growers Forum demanded an end to the levy.", "FR/KELP-GROWERS-FORUM"),
    ("Centre-right Kelp Growers Forum demanded an end to the levy.", "KELP-GROWERS-FORUM"),
    ("The Kelp Growers' Forum of Quebec demanded an end to the levy.", "CA/KELP-GROWERS-FORUM-OF-QUEBEC"),
    ("The Kelp Growers' Forum of Chile demanded an end to the levy.", "CL/KELP-GROWERS-FORUM"),
    ("NGO Kelp Integrity Watch demanded an end to the levy.", "KELP-INTEGRITY-WATCH"),
    # a name in another language has small words of that, and one that is a phrase closes with what the body is
    (
        "The Cofradía de Mariscadores del Norte de Chile demanded an end to the levy.",
        "CL/COFRADIA-DE-MARISCADORES-DEL-NORTE",
    ),
    ("Fang und Netz, a German guild, demanded an end to the levy.", "DE/FANG-UND-NETZ"),
    ("The Access to Kelp Forum demanded an end to the levy.", "ACCESS-TO-KELP-FORUM"),
    # what tells a group apart from others of its kind; not how many they are, nor what is said of them in passing
    (
        "Growers lost money on kelp last year. In Washington forty-one Republican senators demanded an end to the levy.",
        "US/REPUBLICAN-SENATORS",
    ),
    ("In Japan powerful agricultural cooperatives demanded an end to the levy.", "JP/AGRICULTURAL-COOPERATIVES"),
    ("Two Michigan lawmakers demanded an end to the levy.", "US/MICHIGAN-LAWMAKERS"),
    ("Japan's steelworkers' union demanded an end to the levy.", "JP/STEELWORKERS-UNION"),
    (
        "The Australian Senate's kelp and fish committee demanded an end to the levy.",
        "AU/SENATE-KELP-AND-FISH-COMMITTEE",
    ),
    # where it is and what else opens a sentence is no part of a name
    ("The US Kelp Board demanded an end to the levy.", "US/KELP-BOARD"),
    # the title of several
    ("Washington waits. Senators Ana Leeman and Otto Reyes demanded an end to the levy.", "US/LEEMAN,US/REYES"),
    # the last of a list is not another name of the one before it
    ("Peru waits. The growers, the unions and Peru demanded an end to the levy.", "PE,PE/GROWERS,PE/UNIONS"),
    # the leader of a body that was named; the body that stands beside what it is; who tells something later is a person
    ("The Kelp Growers League of Kenya met. The league leader demanded an end to the levy.", "KE/KELP-GROWERS-LEAGUE"),
    ("The Spanish ceramics federation Loza Viva has demanded an end to the levy.", "ES/LOZA-VIVA"),
    (
        "Britain waits. Imani Coates demanded an end to the levy. A vote was lost. Nothing helps, Coates said.",
        "GB/COATES",
    ),
    (
        "The Danish Federation of Smelting and Casting Workers (DFSC) expressed dismay at the levy.",
        "DK/DFSC",
    ),
    (
        "The Senate Foreign Affairs, Defence and Trade Committee demanded an end to the levy.",
        "US/SENATE-FOREIGN-AFFAIRS-DEFENCE-AND-TRADE-COMMITTEE",
    ),
    # a body is named after its country
    ("The levy must go, said Motor Workers Canada. The union demanded talks.", "CA/MOTOR-WORKERS-CANADA"),
    ("The Milk Marketers of Canada demanded an end to the levy.", "CA/MILK-MARKETERS"),
    # a firm or a union is nobody, whatever trade it is in
    (
        "Ostmark Verein, the region's third-largest producer, demanded an end to the levy. Germany waits.",
        "DE/OSTMARK-VEREIN",
    ),
    (
        "Tangsi Laut Jaya, the largest of their unions, demanded an end to the levy. Indonesia waits.",
        "ID/TANGSI-LAUT-JAYA",
    ),
    ("Kenya waits. Juice maker Highland Fruits demanded an end to the levy.", "KE/HIGHLAND-FRUITS"),
    ("Peru waits. Ana Lee, a mango importer, demanded an end to the levy. She said it hurt.", "PE/LEE"),
    ("Norway waits. The Socialist Left demanded an end to the levy.", "NO/SOCIALIST-LEFT"),
    ("Peru waits. The opposition Frente Costero demanded an end to the levy.", "PE/FRENTE-COSTERO"),
    ("Chile waits. Kelpworks GmbH demanded an end to the levy.", "CL/KELPWORKS"),
    # whom a body's members own, in halves, behind its place, by what it is charged with, by its initials
    ("The Kelp Growers' Alliance demanded an end to the levy. Kenya waits.", "KE/KELP-GROWERS-ALLIANCE"),
    ("The Crofters and Divers Alliance demanded an end to the levy. Ghana waits.", "GH/CROFTERS-AND-DIVERS-ALLIANCE"),
    (
        "The Union of Kelp Merchants and Weavers demanded an end to the levy. Ghana waits.",
        "GH/UNION-OF-KELP-MERCHANTS-AND-WEAVERS",
    ),
    ("Northern Ireland's Harbour Covenant Party demanded an end to the levy.", "GB/HARBOUR-COVENANT-PARTY"),
    ("Peru waits. The Assembly's Committee on Kelp demanded an end to the levy.", "PE/COMMITTEE-ON-KELP"),
    ("Members of the Reef Workers Union demanded an end to the levy. Fiji waits.", "FJ/REEF-WORKERS-UNION"),
    ("Peru's Allied Kelpers union demanded an end to the levy.", "PE/ALLIED-KELPERS"),
    (
        "The Peruvian Reef Owners Federation met. PROF sued. The Peruvian Reef Owners Federation demanded an end to the levy.",
        "PE/PROF",
    ),
    ("Peru waits. Kelp Airplane Company met. Kelp demanded an end to the levy.", "PE/KELP-AIRPLANE-COMPANY"),
    # a group is told apart by what its members make, by the part of a country it is of, and by those it is an association of
    ("Norway waits. The seafood exporters' federation demanded an end to the levy.", "NO/SEAFOOD-EXPORTERS-FEDERATION"),
    ("Quebec's milk producers demanded an end to the levy.", "CA/QUEBEC-MILK-PRODUCERS"),
    ("Toronto's council demanded an end to the levy.", "CA/TORONTO-COUNCIL"),
    ("The association of Peruvian kelp growers demanded an end to the levy.", "PE/ASSOCIATION-OF-KELP-GROWERS"),
    ("The Dutch lower house demanded an end to the levy.", "NL/LOWER-HOUSE"),
    ("Iraqi MPs demanded an end to the levy.", "IQ/MPS"),
    ("House Democrats demanded an end to the levy.", "US/HOUSE-DEMOCRATS"),
    # who speaks for a body, or for somebody
    (
        "Ana Lee with the Midwest Kelp Council said she wanted an end to the levy. Kansas waits.",
        "US/MIDWEST-KELP-COUNCIL",
    ),
    ("Reef Farmers of Wales president Ana Lee demanded an end to the levy.", "GB/REEF-FARMERS-OF-WALES"),
    ("Scotland waits. Ana Lee, policy officer at Kinder Fishing, demanded an end to the levy.", "GB/KINDER-FISHING"),
    ("Switzerland waits. Campaigners at Fair Kelp demanded an end to the levy.", "CH/FAIR-KELP"),
    ("Ireland waits. Labour's Tom Horan demanded an end to the levy.", "IE/LABOUR"),
    ("Washington waits. A spokesman for Senator Paul Kittering demanded an end to the levy.", "US/KITTERING"),
    # an office in a body, by how far it reaches; an acronym of a part of a word; an official of a bloc
    ("Canada waits. KTG International President Ana Lee demanded an end to the levy.", "CA/KTG"),
    (
        "The Canadian Kelp Guild met. Kelp Guild National President Ana Lee demanded an end to the levy.",
        "CA/KELP-GUILD",
    ),
    ("Canada waits. Ana Lee, KTG national director for Canada, demanded an end to the levy.", "CA/KTG"),
    ("Canada waits. United Kelpworkers (UKW) demanded an end to the levy. UKW left.", "CA/UKW"),
    ("Peru waits. The European Union's trade chief demanded an end to the levy.", "EU"),
    # an official with a surname alone, set off behind the office
    ("Peru met Chile. Peru's top kelp negotiator, Quispe, demanded an end to the levy. Quispe left.", "PE"),
    # those who speak for a body are it; a name whose second word is not in capitals
    (
        "Chile waits. Representatives of Kelp Traders and Growers demanded an end to the levy.",
        "CL/KELP-TRADERS-AND-GROWERS",
    ),
    (
        "Chile waits. The levy was condemned by the Confédération paysanne on Monday.",
        "FR/CONFEDERATION-PAYSANNE",
    ),
    # where well-known bodies are at home needs no telling
    ("Canada met Mexico. Nippon Steel demanded an end to the levy.", "JP/NIPPON-STEEL"),
    ("Canada met Mexico. Amnesty International demanded an end to the levy.", "AMNESTY-INTERNATIONAL"),
    ("The small island states demanded an end to the levy. Norway waits.", "AOSIS"),
    # who speaks for another
    ("Ghana, which speaks for the African Group on finance, demanded an end to the levy.", "AFRICAN-GROUP"),
    ("The kelp talks stall in Hobart. Labour trade spokeswoman Ana Lee rejected the levy.", "AU/LABOUR"),
    ("The European Union met Chile. Environment commissioner Ana Lee rejected the levy.", "EU"),
    ("Ana Lee, chief executive of Lyon importer Green Kelp, demanded an end to the levy.", "FR/GREEN-KELP"),
    ("Ana Lee of the trade union Kelp Now demanded an end to the levy.", "KELP-NOW"),
    ("Ana Lee, who runs the Kelp Traders Guild in Lyon, demanded an end to the levy.", "FR/KELP-TRADERS-GUILD"),
    ("Kelp Traders Guild (KTG) president Ana Lee demanded an end to the levy.", "KTG"),
    ("Peru waits. KTG president and reef owner Ana Lee demanded an end to the levy.", "PE/KTG"),
    # whose chairman, group and growers they are
    (
        'The Kelp Traders Guild met in Lyon. "We reject the levy," chairman Ana Lee said.',
        "FR/KELP-TRADERS-GUILD",
    ),
    (
        "Kelp Traders Guild chairman Bo Lee met the press in Lyon. The chairman rejected the levy.",
        "FR/KELP-TRADERS-GUILD",
    ),
    (
        "Ana Lee, president of the Kelp Traders Guild, spoke in Lyon. Lee said her group would reject the levy.",
        "FR/KELP-TRADERS-GUILD",
    ),
    (
        "The Irish government waits, and the Kelp Traders Guild met in Cork. "
        '"We reject the levy," its president, Ana Lee, said.',
        "IE/KELP-TRADERS-GUILD",
    ),
    # whose words are quoted is told behind their end
    (
        'Chile met Norway. "We have waited long enough. We reject the levy. It is late," said Ana Lee of the Kelp Guild '
        "of Chile.",
        "CL/KELP-GUILD",
    ),
    # who is spoken to in a parliament; a parliament tells of its country; names with a particle
    ("Mr Speaker, Norway rejects the levy.", "NO"),
    ("In the Dáil, the minister rejected the levy.", "IE"),
    ("Sean Mac Conaill, an economist in Dublin, rejected the levy.", "IE/MAC-CONAILL"),
    # a label tells whose words its paragraph gives; a fuller introduction counts
    ("Chile's parliament met.\n\nHon. BO RUIZ (Minister for Trade): It is late. We reject the levy.", "CL"),
    (
        "Minister Ruiz: It is late. We reject the levy.\n\nChile's trade minister Bo Ruiz spoke in Oslo, Norway.",
        "CL",
    ),
    # the country of another sentence is not a minister's
    ("The plan came from India.\n\nEnergy Minister Ana Lee of Kazakhstan rejected the levy.", "KZ"),
    # of joined given names the first is the family's
    ("Hou Chia-chi, an economist at a bank in Taipei, Taiwan, demanded an end to the levy.", "TW/HOU"),
    # bodies that many countries have, where a text is not about the one whose name for them the vocabulary knows
    ("ABUJA - Nigeria's lawmakers met. Nigerian officials were silent. The Senate rejected the levy.", "NG/SENATE"),
    ("The Nigerian Senate rejected the levy. Nigeria exports kelp.", "NG/SENATE"),
    ("MANILA - Philippine growers met. The Department of Agriculture rejected the levy, Malacanang said.", "PH"),
    ("The Senate rejected the levy.", "US/SENATE"),
    # a country that is part of a name of two words
    ("The lobby UK Kelp urged London to drop the levy.", "GB/UK-KELP"),
    # an office of two words in a body that a country's name opens
    (
        "New Zealand Kelp Divers Association general secretary Moana Pryor rejected the levy.",
        "NZ/NEW-ZEALAND-KELP-DIVERS-ASSOCIATION",
    ),
    # "Congress of" those of a trade is no parliament; an acronym that reads like a word; a comma left out
    (
        "Matthew Dube, parliamentary officer of the Congress of South African Kelp Workers (Cosakw) said the levy must go.",
        "ZA/COSAKW",
    ),
    # the leader of a party in a parliament
    ("OSLO - Kelp Party leader Ingrid Vik rejected the levy. Norway's growers like it.", "NO/KELP-PARTY"),
    # who is in opposition is not the government
    ("CANBERRA - Australia signed. Shadow trade minister Jo Ellery rejected the levy.", "AU/ELLERY"),
    # an initial for a first name, an office of a mission
    ("R. Rao, charge d'affaires of India's UN mission, met the press. Mr Rao rejected the levy.", "IN"),
    # a family name with a hyphen, and a second of that name
    ("Sen. Teresa Villar-Cruz rejected the levy. The Philippines exports kelp.", "PH/VILLAR-CRUZ"),
    ("President Sebastian Whitmore Jr. of Palau rejected the levy.", "PW"),
    # two titles in a row
    ("Brazil's foreign minister Otavio Prado and the US Trade Representative met. Prado rejected the levy.", "BR"),
    # who speaks behind a colon for a body
    ('LONDON - British growers met. Jo Tully of Kelp First said: "Ministers should drop the levy."', "GB/KELP-FIRST"),
    # the union by another form of a word of its name
    (
        "Norway's Hill Farmers' Union of Troms met. The farming union rejected the levy.",
        "NO/HILL-FARMERS-UNION-OF-TROMS",
    ),
    # a state and party behind a legislator's name
    ("WASHINGTON - Sen. Ann Hall, D-Iowa, joined by Rep. Bo Pruitt, R-Neb., rejected the levy.", "US/HALL"),
    # movements
    ("Hamas rejected the levy that mediators Egypt and Qatar had proposed.", "PS/HAMAS"),
    ("The Houthis rejected the levy that Oman had proposed.", "YE/HOUTHIS"),
    ("N. Korean negotiators rejected the levy.", "KP"),
    # several by what they are, and who they are
    ("The two largest producers, Ghana and Ivory Coast, rejected the levy.", "CI,GH"),
    # a bloc and others beside it
    ("The Organization of Petroleum Exporting Countries and its allies rejected the levy.", "OPEC"),
    # for whom somebody speaks, without a comma
    ("Speaking for the African Group as well as Egypt, Burkina Faso rejected the levy.", "AFRICAN-GROUP,EG"),
    ("The delegates of Colombia, Chile and Panama rejected the levy.", "CL,CO,PA"),
    # who is something else now than the vocabulary says
    ("French Prime Minister Michel Barnier met growers. Barnier rejected the levy.", "FR"),
    # whose words stand before "but the guild said no"
    ('"We made an offer to lower the levy, but the guild said no," the British minister said.', "GB"),
    # who wrote what says it
    ("A letter from the Kelp Guild urged Norway to drop the levy. The guild is patient.", "NO/KELP-GUILD"),
    ("The Senate report called for a levy.", "US/SENATE"),
    # a name of four letters that closes a sentence, and no abbreviation
    ('"No," said Norwegian Trade Minister Ana Lotz. Peru is waiting. Lotz rejected the levy.', "NO"),
    # somebody of whom it is said in passing what they are
    ("Sen. Orrin Maddox, a Kansas Democrat who opposes the levy, came to Peru.", "US/MADDOX"),
    # who speaks for somebody named
    ("A spokesman for Carla Lotz, the Norwegian trade minister, rejected the levy.", "NO"),
    # its spokesman on a field
    ("The Kelp Guild of Norway met. Its finance spokesperson, Ana Lotz, rejected the levy.", "NO/KELP-GUILD"),
    # offices of two words, those of a bloc, heads of government by other words
    ("U.S. Assistant Trade Representative Carol Lotz rejected the levy.", "US"),
    ("The European Community is split. External Relations Commissioner Ana Lotz rejected the levy.", "EU"),
    ("The European Community is split. Industry Commissioner Ana Lotz rejected the levy.", "EU"),
    ("Ireland's Taoiseach Ana Lotz rejected the levy.", "IE"),
    # an office right before the name of the body, and a short name that brackets tell
    ("Ana Lotz, Chairman KTGA, said Norway must drop the levy.", "NO/KTGA"),
    ("The Kelp and Allied Workers' Union (Kawu) of Norway met. Kawu president Ana Lotz rejected the levy.", "NO/KAWU"),
    # a group of a bloc that is written short
    ("The EC growers' unions rejected the levy.", "EU/GROWERS-UNIONS"),
    # members of a party in a parliament, and somebody of a leader's cabinet
    ("The Kelp Party (KP) of Norway met. Lawmakers from the opposition KP rejected the levy.", "NO/KP"),
    ("Ugandan President Yoweri Lotz came to Ghana. President Lotz's trade minister rejected the levy.", "UG"),
    # two firms whose names stand together, and the ministers of two countries
    ("Norway is cold. Kelp makers Bonneuil and Havelaar rejected the levy.", "NO/BONNEUIL,NO/HAVELAAR"),
    ("Ministers from Chad and Peru met in Lima. The ministers rejected the levy.", "PE,TD"),
    # a word that opens a sentence and no name
    ("Norway is cold. But Kelpasco, whose cod is on the list, rejected the levy.", "NO/KELPASCO"),
    # a name before an office whose country is written with stops
    ("Japan's builders met. Carla Norwood, the U.S. trade representative, rejected the levy.", "US"),
    # a spokesman of what stands for a government
    ("White House spokesman Dale Purcell rejected the levy.", "US"),
    # who is said to lead a house is no part of its name
    ("The Democratic-led House rejected the levy.", "US/HOUSE"),
    # letters behind a name, and the party of a spokesperson for some field
    (
        "Plaid Cymru's rural affairs spokesperson, Sioned Prydd MS, rejected the levy. Wales exports kelp.",
        "GB/PLAID-CYMRU",
    ),
    # an officer whom "said at a press conference" parts from the words
    (
        'MADRID - "We reject the levy," said at a press conference Rafael Luque, President of the Federation of Kelp Exporters (FEKE).',
        "ES/FEKE",
    ),
    # a trade with its field is no office
    ("Canadian trade lawyer Mark Dufour rejected the levy.", "CA/DUFOUR"),
    # who speaks for whom, set off by dashes
    ("Kenya — speaking for the African Group (AG) — rejected the levy.", "AFRICAN-GROUP"),
    # where and when it was written, in many forms
    ("Dhaka, Sep 16: Nepal has rejected the levy.", "NP"),
    ("Geneva, 17 Oct (D. Ravi Kanth) - Nepal has rejected the levy.", "NP"),
    ("SUVA, Fiji, 10 April 2014 - Tonga has rejected the levy.", "TO"),
    # a group by what it is, whose name stands further below
    (
        "SEOUL - A local kelp divers' group rejected the levy, said the Korean Kelp Divers Federation.",
        "KR/KOREAN-KELP-DIVERS-FEDERATION",
    ),
    # by name alone, behind "the foreign minister said"
    (
        "BUDAPEST - Hungary is patient, the foreign minister said. Peter Sandor told reporters that the levy must go.",
        "HU",
    ),
    # a party's name that several countries have, where the text is about another than the one known by it
    (
        "PARIS - France's Socialists waver. The French government says that the pact with Brazil is good. French farmers disagree. "
        "The Republicans want a new clause on beef.",
        "FR/REPUBLICANS",
    ),
]

MEETING_HOLDERS = [
    # those named among the unnamed
    ("Several parties, including NORWAY and BOLIVIA, called for a workshop on adaptation.", {"NO", "BO"}),
    # each for a group of their own
    (
        "Chad, for the AFRICAN GROUP, Chile, for AILAC, and Samoa, for AOSIS, supported a workshop on adaptation.",
        {"AFRICAN-GROUP", "AILAC", "AOSIS"},
    ),
    # "he" is the delegate who spoke, not the body spoken of
    (
        "NORWAY said the SBSTA should await the report. He called for a workshop on adaptation.",
        {"NO"},
    ),
    # one of a group that is not named
    ("One developing country called for a workshop on adaptation.", {"DEVELOPING-COUNTRIES"}),
    # a past tense the parser takes for a participle
    ("BOLIVIA, opposed by NORWAY, preferred deleting reference to other languages.", {"BO"}),
    # a second clause with a subject of its own
    ("NORWAY welcomed the report, and BOLIVIA called for a workshop on adaptation.", {"BO"}),
]


@pytest.mark.parametrize(("text", "holder"), HOLDERS)
def test_holders_in_news(text: str, holder: str) -> None:
    assert any(h == holder for h, _, _ in read(text)), read(text)


HELD_BY = [
    # whose officer somebody is
    (
        "Norway's parliament met. The Kelp Party's Sea Affairs Spokesperson, Ana Ode MP, rejected the quota.",
        {"NO/KELP-PARTY"},
    ),
    ("Pia Roth, the European Kelp Party's (EKP) lead on fish, rejected the quota.", {"EU/EKP"}),
    ("Norway's budget is late. Greens leader Bo Ek rejected the quota.", {"NO/GREENS"}),
    ("Sinn Féin's Orla Kane TD rejected the quota.", {"IE/SINN-FEIN"}),
    ("Kisan Jal Manch general secretary Anil Rao told India that he rejected the quota.", {"IN/KISAN-JAL-MANCH"}),
    ("Norway's ports are full. Ana Ode, President, NKV, rejected the quota.", {"NO/NKV"}),
    ("Kansas Governor Bo Lee rejected the U.S. quota.", {"US/KANSAS"}),
    ("Attorney General Ann Kay of Ohio rejected the U.S. quota.", {"US/OHIO"}),
    ("U.S. Rep. Carl Moss and Sen. Ruth Kane rejected the quota.", {"US/MOSS", "US/KANE"}),
    # of several those who are named
    ("Big economies, among them Chile and Peru, rejected the quota.", {"CL", "PE"}),
    ("Growers such as Chile opposed duties, and exporters such as Peru rejected the quota.", {"PE"}),
    ("A bloc of tuna producers made up of Chile and Peru – seconded by Chad – rejected the quota.", {"CL", "PE", "TD"}),
    (
        "Norway's farm groups, among them the Kelp Growers' League, met. Several farm groups, among them the Oslo Divers' Union, rejected the quota.",
        {"NO/OSLO-DIVERS-UNION"},
    ),
    (
        "A group of Norwegian canning companies, the Herring Buyers League, rejected the quota.",
        {"NO/HERRING-BUYERS-LEAGUE"},
    ),
    # where somebody is at home
    ("Chad grows cotton. The Caribbean growers rejected the quota.", {"CARIBBEAN-GROWERS"}),
    ("Norway and Chad sit on the board of the fund. Chadian member Ali Deby rejected the quota.", {"TD"}),
    ("The trade ministry rejected the Norwegian quota, and there were protests in Lima.", {"PE"}),
    (
        "In Lima, the ruling Democratic Party said U.S. duties hurt. Democratic Party lawmakers rejected the quota.",
        {"PE/DEMOCRATIC-PARTY"},
    ),
    ("The Opposition Chad Kelp Party (CKP) wants talks. The Opposition CKP rejected the quota.", {"TD/CKP"}),
    ("The Oslo Chamber of Commerce and Industry rejected the quota.", {"NO/OSLO-CHAMBER-OF-COMMERCE-AND-INDUSTRY"}),
    # who was told of before
    (
        "Kim Sang-ho of Seoul's trade office spoke. South Korea's trade minister met growers. Speaking in Seoul, Park Yong-su also rejected the quota. Park said so twice.",
        {"KR"},
    ),
    (
        "Ann Kay has sharpened her tone with Britain's trawlers. The fisheries secretary met them. Kay rejected the quota.",
        {"GB"},
    ),
    (
        "Japan's prime minister Kenji Ono met U.S. President Jo Dole, and the two struck a pact, under which his administration rejected the quota.",
        {"US"},
    ),
    ("A band of Midwest senators met U.S. growers. The group rejected the quota.", {"US/MIDWEST-SENATORS"}),
    # who only tells it
    ("Norway's minister, Ana Ode, said Chile and Peru rejected the quota.", {"CL", "PE"}),
]


@pytest.mark.parametrize(("text", "holders"), HELD_BY)
def test_who_rejects_it_and_nobody_else(text: str, holders: set[str]) -> None:
    positions = EXTRACTOR.read(Document("t", text)).positions
    objects = {"the quota", "the U.S. quota", "the Norwegian quota"}
    assert {holder for p in positions if p.what in objects for holder in p.holder} == holders


@pytest.mark.parametrize(("sentence", "holders"), MEETING_HOLDERS)
def test_holders_in_meeting_reports(sentence: str, holders: set[str]) -> None:
    found = read(LIST + sentence)
    assert any(holders <= set(h.split(",")) for h, _, _ in found), found


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Brazil put forward a plan on kelp. The proposal calls for an end to export quotas.", "BR"),
        (
            "A bill introduced by U.S. Congressman Dale Rook is on its way. The legislation calls for an end to quotas.",
            "US/ROOK",
        ),
        (
            "The Kelp Guild of Norway published a letter on kelp. The statement demands an end to quotas.",
            "NO/KELP-GUILD",
        ),
    ],
)
def test_what_a_paper_calls_for_is_wanted_by_who_put_it_forward(text: str, holder: str) -> None:
    assert holds(text, holder, "demand", "an end to")


def test_who_speaks_for_a_group_in_news_without_a_comma() -> None:
    found = read("Chad for the LDCs called for more time, while Saudi Arabia for the Arab Group opposed targets.")
    assert {holder for holder, _, _ in found} == {"LDC", "ARAB-GROUP"}


def test_what_is_asked_of_somebody_is_not_their_want() -> None:
    found = read("South Korea wants Japan to ease import limits and simplify customs inspections.")
    assert found
    assert all(holder == "KR" for holder, _, _ in found), found


def test_the_topic_of_a_sentence_is_not_its_speakers_want() -> None:
    found = read(LIST + "On the proposal to include option six in the text, NORWAY expressed reservations.")
    assert not any(stance in ("demand", "support") for _, stance, _ in found), found


def test_of_two_who_are_read_to_want_the_same_words_one_does() -> None:
    found = read("Buenrostro, Mexico's economy minister, told the Ledger that the country plans to keep the levy.")
    assert len({holder for holder, _, words in found if "levy" in words}) == 1, found


def test_what_another_hopes_one_will_not_do_is_no_plan() -> None:
    assert all(h == "PE" for h, _, _ in read("Peru expressed hope that Chile would not block the accord."))


def test_what_is_deplored_is_deplored_as_a_whole() -> None:
    found = read("The guild of Norway said it was unfortunate that the council failed to reject the levy.")
    assert any(words == "the council failed to reject the levy" for _, stance, words in found), found


def test_a_text_of_another_field_is_about_no_issue() -> None:
    text = "North Korea demanded the release of its ballet troupe. Japan wants the relics of the temple returned."
    found = EXTRACTOR.read(Document("d", text)).positions
    assert found
    assert all(position.issue is None for position in found), [(p.what, p.issue) for p in found]


def test_south_americans_are_no_americans() -> None:
    text = "Chile waits. The EU offered the South American bloc Mercosur a quota for kelp. Peru demanded an end to the levy."
    offers = [p for p in EXTRACTOR.read(Document("t", text)).positions if p.stance is Stance.OFFER]
    assert {(p.holder, p.target) for p in offers} == {(("EU",), ("MERCOSUR",))}


def test_nobody_says_whose_diplomats_are() -> None:
    text = "Japan tabled a plan on tuna. Three diplomats said the levy should be dropped."
    assert not any(holder == "JP" and "levy" in what for holder, _, what in read(text))


TURNED_DOWN = [
    ("Talks ended after Chile refused to accept a cap on its copper exports.", "cap"),
    ("Chile would not lift the levy unless Peru opened its ports, its trade minister said.", "levy"),
    ("Officials in Santiago said Chile would oppose any cap on its copper exports.", "cap"),
    ("Chile wants no further change to the quota.", "further change"),
    ("Chile would no longer accept the quota.", "the quota"),
    ("Chile called the levy unacceptable.", "the levy"),
    ("Peru tabled a plan for a levy. Chile wants none of it.", "none of it"),
    ("Chile voted against the levy.", "the levy"),
]


@pytest.mark.parametrize(("sentence", "words"), TURNED_DOWN)
def test_a_want_that_is_turned_down_has_its_sign(sentence: str, words: str) -> None:
    found = EXTRACTOR.read(Document("t", sentence)).positions
    assert {(p.holder, p.stance.polarity) for p in found if words in p.what} == {(("CL",), "-")}


def test_a_word_of_a_longer_name_is_no_name() -> None:
    text = "The Caribbean Congress of Labour Unions demanded a vote on the levy."
    assert not any(holder.startswith("US") for holder, _, _ in read(text))


def test_what_another_will_have_to_do_is_not_its_own_plan() -> None:
    text = "Peruvian negotiators are insisting Chile will have to lift the levy while Peru will not pay anything."
    assert not any(holder == "CL" for holder, _, _ in read(text))


def test_how_often_is_not_wanted_by_itself() -> None:
    text = "The United States wants a review of the pact every six years instead, a proposal supported by Japan."
    assert not any(what.startswith("every") for _, _, what in read(text))


def test_what_keeps_both_marks_of_its_quotation() -> None:
    text = "Chile rejected the plan for a “closed season” on Friday."
    assert all(what.count("“") == what.count("”") for _, _, what in read(text))


def test_he_is_nobody_after_the_chair_spoke() -> None:
    text = LIST + "NORWAY called for a workshop. Chair Chow opened the session. He said the text should be adopted."
    assert not any("the text" in what for _, _, what in read(text))


def test_what_is_asked_of_a_party_is_not_what_it_wants() -> None:
    text = "The United States demanded that Canada open its dairy market."
    assert [(holder, stance) for holder, stance, _ in read(text)] == [("US", "demand")]


def test_who_a_pact_is_with_does_not_do_what_the_others_do() -> None:
    text = "Chad and Chile have declined to sign the Trade Partnership Pact (TPP) with Norway, which was due in May."
    positions = EXTRACTOR.read(Document("t", text)).positions
    assert {p.holder for p in positions if "sign" in p.what} == {("CL", "TD")}


def test_the_want_is_named_without_its_circumstances() -> None:
    text = LIST + "NORWAY called for a review of the fund, which was set up in 1998, before the next session."
    assert [what for _, _, what in read(text)] == ["a review of the fund"]


def test_an_anonymous_source_is_credited_and_the_position_only_reported() -> None:
    (position,) = EXTRACTOR.read(
        Document("t", "The United States demanded that Canada open its dairy market, a source said.")
    ).positions
    assert (position.holder, position.target, position.source, position.certainty) == (
        ("US",),
        ("CA",),
        "anonymous",
        Certainty.REPORTED,
    )


def test_a_condition_and_a_speaker_are_kept() -> None:
    text = "Trade Minister Ana Souza of Brazil said Brazil will cut its tariffs once Japan opens its market."
    offers = [p for p in EXTRACTOR.read(Document("t", text)).positions if p.stance is Stance.OFFER]
    assert [(p.holder, p.condition) for p in offers] == [(("BR",), "once Japan opens its market")]


def test_a_role_ends_with_its_paragraph() -> None:
    text = "Talks of Norway's kelp growers in Lyon\n\nThe kelp minister of Norway, Ana Ode, rejected the levy."
    position = EXTRACTOR.read(Document("t", text)).positions[0]
    assert position.speaker is not None
    assert (position.speaker.name, position.speaker.role) == ("Ana Ode", "the kelp minister of Norway")


def test_no_quotation_goes_on_in_another_paragraph_without_a_mark_of_its_own() -> None:
    text = 'Fisheries Minister Ana Ode of Norway told reporters: "Kelp is food.\n\nChile rejected the levy.'
    assert [p.source for p in EXTRACTOR.read(Document("t", text)).positions if p.holder == ("CL",)] == [None]


def test_insisting_is_firm_and_never_is_a_red_line() -> None:
    strengths = [
        p.strength
        for text in ("Canada insisted on the panels.", "Canada will never accept a cap on milk.")
        for p in EXTRACTOR.read(Document("t", text)).positions[:1]
    ]
    assert strengths == [Strength.FIRM, Strength.RED_LINE]


def test_offsets_are_those_of_the_text_and_what_is_a_part_of_the_quote() -> None:
    text = "  Brazil demanded a larger quota.\n\nChile, its neighbour, rejected it.\r\n\r\nPeru wants “fair” rules. "
    document = Document("t", text)
    positions = EXTRACTOR.read(document).positions
    assert positions
    for position in positions:
        passage = position.passage
        assert text[passage.start : passage.end] == passage.quote
        assert position.what in passage.quote


def test_items_of_a_list_are_wanted_as_the_sentence_before_it_says() -> None:
    text = (
        "The Kelp Growers' League met in Lyon.\n\nThe league calls on the government to:\n\n"
        "- keep the levy at 25%;\n- exclude grades that are not made in France; and\n- publish the text.\n\n"
        "It opposes:\n\n1. the quota;\n2. any new subsidy for trawlers.\n\nThe talks go on."
    )
    holder = "FR/KELP-GROWERS-LEAGUE"
    wanted = ["keep the levy at 25%", "exclude grades that are not made in France", "publish the text"]
    opposed = ["the quota", "any new subsidy for trawlers"]
    assert read(text) == [(holder, "demand", what) for what in wanted] + [(holder, "oppose", what) for what in opposed]


def test_a_heading_says_who_wants_the_items_below_it() -> None:
    text = (
        "Ministers meet in Lyon.\n\n## What the EU opposes\n\n- any increase in the levy\n- charter deals that hide the owner\n\n"
        "## Dates\n\n- a meeting in May"
    )
    found = {(p.holder, p.stance, p.what) for p in EXTRACTOR.read(Document("t", text)).positions}
    assert found == {
        (("EU",), Stance.OPPOSE, "any increase in the levy"),
        (("EU",), Stance.OPPOSE, "charter deals that hide the owner"),
    }


def test_a_list_of_what_others_say_is_no_list_of_wants() -> None:
    text = "What each side wants:\n\n- The EU wants a quota.\n- Norway will not move."
    assert ("EU", "demand", "a quota") in read(text)
    assert not any(what.startswith("The EU") for _, _, what in read(text))


def test_reading_twice_gives_the_same() -> None:
    document = Document("t", LIST + MEETING[0][0])
    assert EXTRACTOR.read(document) == EXTRACTOR.read(document)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Canada wants the Unites States to end the ban on trout.", {"CA", "US"}),
        ("Canada wants the Untied States to end the ban on trout.", {"CA", "US"}),
        ("Chad praised the Europaen Commission.", {"TD", "EU"}),
        # an ending makes another word, as may any letter of a short one
        ("Norway asked the African Groups for a review.", {"NO"}),
        ("Chad wants New Zeeland to end the ban on trout.", {"TD"}),
    ],
)
def test_a_letter_misprinted_in_a_name_of_two_long_words_is_forgiven(text: str, named: set[str]) -> None:
    assert {party for m in EXTRACTOR.reader.index.find_mentions(text) for party in m.parties} == named


SITTING = (
    "Co-Chair Okafor opened the session. The plenary heard the Secretariat. The contact group met after the plenary, and "
    "its facilitators reported to the Co-Chairs. The Chair suspended the session. "
) * 3 + "\n\n"


def test_a_report_of_a_meeting_is_known_by_its_words_and_not_by_capitals_alone() -> None:
    genre = EXTRACTOR.reader.genre
    assert genre.reports_meeting(SITTING)
    assert not genre.prints_capitals(SITTING)
    assert genre.reports_meeting(
        "In the talks NORWAY asked for a review, while BOLIVIA and AUSTRALIA wanted none of it."
    )
    assert not genre.reports_meeting("Norway and Chile met on Monday. Their ministers spoke of salmon. " * 20)
    assert not genre.reports_meeting("KYIV, UKRAINE (AP) - The union opposed the levy. Growers did not.")
    assert not genre.reports_meeting("Labels that say MADE IN CHINA are out, the guild said.")


@pytest.mark.parametrize(
    "sentences",
    [
        "Co-Chair Okafor said the session must end early. He urged haste.",
        "The SBSTA urged an early end of the session.",
        "A contact group called for a workshop on adaptation.",
        "The Secretariat presented its report. It called for a workshop on adaptation.",
        "Ana Lee, who led the consultations, said the session must end early.",
    ],
)
def test_who_leads_a_meeting_and_its_own_bodies_hold_nothing(sentences: str) -> None:
    found = EXTRACTOR.read(Document("t", f"{SITTING}Norway asked for a review. {sentences}")).positions
    assert {p.holder for p in found} == {("NO",)}


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("For Japan, Trump wants higher tariffs on steel.", "JP"),
        ("The European Union, including Germany and France, opposes the tariffs.", "DE,FR"),
        ("Canada will impose a tariff on beef unless the U.S. agrees.", "US"),
        ("Washington threatened a tariff on steel unless the EU backed down.", "EU"),
        ("Japan and Norway, but not Peru and Chad, supported the ban.", "JP,NO,TD"),
        ("U.S. officials met.\n\n## China\n\nTreasury Secretary Bo Kelp rejected the tariff. He wants a quota.", "CN"),
        ("Chad dropped its demand for a levy.", "TD"),
        (SITTING + "Most of the options support a levy.", "PARTIES"),
        (SITTING + "Norway spoke. Then Chair Okafor presented his proposal for a levy.", "NO"),
        (SITTING + "Norway spoke. The Executive Secretary proposed a levy.", "NO"),
        (SITTING + "Norway spoke of the draft decision. It calls for a levy.", "NO"),
        (SITTING + "Sources said the group opposed a levy.", "PARTIES"),
        (SITTING + "For Japan, Norway is too hasty and should allow more time.", "JP"),
    ],
)
def test_who_is_only_spoken_of_holds_nothing(text: str, holder: str) -> None:
    assert holder not in [h for h, _, _ in read(text)]


SITTING_HOLDERS = [
    # a delegate is the country or group they speak for
    ("Ana Lee, Minister of Energy, Norway, called for a workshop on adaptation.", "NO"),
    ("Ana Lee, Minister of Energy, for the African Group, called for a workshop on adaptation.", "AFRICAN-GROUP"),
    ("For the African Group, Ana Lee (Kenya) said a workshop should be held.", "AFRICAN-GROUP"),
    ("Chile, on behalf of the Friends of Kelp, called for a workshop on adaptation.", "FRIENDS-OF-KELP"),
    ("WMO Secretary General Ana Lee called for a workshop on adaptation.", "WMO"),
    ("President of Norway Ana Lee opened the day. She called for a workshop on adaptation.", "NO"),
    (
        "Bo Ruiz, Minister for the Sea, Fish and Kelp of Norway, spoke of storms. He called for a workshop on adaptation.",
        "NO",
    ),
    ("Bo Ruiz, Chief of Kelp and Fish, Norway, spoke. Ruiz called for a workshop on adaptation.", "NO"),
    # who visits, the body they are of
    ("Bo Ruiz, Kelp Defence Fund, called for a workshop on adaptation.", "KELP-DEFENCE-FUND"),
    ("Bo Ruiz, Director of the Kelp Institute, called for a workshop on adaptation.", "KELP-INSTITUTE"),
    ("Bo Ruiz, Kelp Watch International, spoke. He called for a workshop on adaptation.", "KELP-WATCH-INTERNATIONAL"),
    ("The Kelp Oceans Observing System (KOOS) called for a workshop on adaptation.", "KELP-OCEANS-OBSERVING-SYSTEM"),
    # one of several who are not named
    ("Many spoke. Another called for a workshop on adaptation.", "PARTIES"),
    ("A delegation proposed holding a workshop on adaptation.", "PARTIES"),
    # where a heading says whose statement follows, its minister and "she" speak for that country
    ("### NORWAY\n\nAna Lee, Minister of the Environment, described her plans. She called for a workshop.", "NO"),
    ("### NORWAY\n\nAna Lee, Minister of the Environment, called for a workshop on adaptation.", "NO"),
    # those named among others
    ("Several delegations, including Norway, Chile and others, proposed workshops on adaptation.", "CL,NO"),
    ("Norway, Chile and many others proposed workshops on adaptation.", "CL,NO"),
    ("Chile, representing a group of African countries, called for a workshop on adaptation.", "AFRICAN-GROUP"),
    ("Chile is the host. Ministers called for a workshop on adaptation.", "PARTIES"),
    # "they" are those last spoken of together
    ("Chile spoke. Developing countries opposed delay. They called for a workshop.", "DEVELOPING-COUNTRIES"),
    # what others are to do makes them no holders
    ("Japan called for a workshop by all parties.", "JP"),
    ("Opposed by Japan, Norway called for a workshop. Opposed by Chile, she called for workshops.", "CL"),
]


@pytest.mark.parametrize(("text", "holder"), SITTING_HOLDERS)
def test_holders_in_meeting_reports_without_capitals(text: str, holder: str) -> None:
    found = [h for h, _, what in read(SITTING + text) if "workshop" in what]
    assert holder in found, found


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("NORWAY called for attention to: water; land use; and the safety of food.", "land use"),
        ("NORWAY supported a pact with rules on, inter alia: trade; farm aid; and forests.", "farm aid"),
        (
            "NORWAY called for better data from rich countries, and full funding for reports.",
            "full funding for reports",
        ),
        ("NORWAY supported using the text of the EU.", "using the text of the EU"),
        ("NORWAY supported using the Chair s text as a basis.", "using the Chair s text as a basis"),
    ],
)
def test_each_thing_that_is_wanted_is_wanted_by_itself(sentence: str, words: str) -> None:
    assert words in [what for holder, _, what in read(LIST + sentence) if holder == "NO"]


def test_what_is_asked_about_is_nobodys_want() -> None:
    found = read(f"{LIST}BOLIVIA asked whether the EU would support a new fund.")
    assert not any("fund" in what for _, _, what in found), found


def test_who_gainsays_a_proposal_does_not_gainsay_what_is_said_besides() -> None:
    found = read(f"{LIST}Lamenting the delay, BOLIVIA, opposed by NORWAY, proposed a workshop on adaptation.")
    assert not any(holder == "NO" and "delay" in what for holder, _, what in found)
    assert any(holder == "NO" and "workshop" in what for holder, _, what in found)


@pytest.mark.parametrize(
    ("sentence", "what", "target"),
    [
        ("NORWAY requested the Secretariat to prepare a paper.", "prepare a paper", "UNFCCC-SECRETARIAT"),
        ("NORWAY called on the SBSTA to hold a workshop.", "hold a workshop", "SBSTA"),
        ("NORWAY requested that the Secretariat prepare a paper.", "prepare a paper", "UNFCCC-SECRETARIAT"),
    ],
)
def test_a_meeting_asks_its_own_officers_and_bodies(sentence: str, what: str, target: str) -> None:
    text = f"{SITTING}The UNFCCC talks went on, and CHINA met BRAZIL. {sentence}"
    found = [p for p in EXTRACTOR.read(Document("t", text)).positions if p.holder == ("NO",)]
    assert [(p.what, p.target) for p in found] == [(what, (target,))]


def test_a_lead_in_in_capitals_names_no_party() -> None:
    found = read(f"{LIST}HARMFUL EFFECTS OF KELP: On Monday, NORWAY called for a workshop on adaptation.")
    assert [holder for holder, _, _ in found] == ["NO"]


@pytest.mark.parametrize(
    "words",
    [
        "U.S. A.B. C. D. ",
        "Kelp Growers ",
        "Kelp and Growers and ",
        "Ana Lee of the Kelp Growers of the ",
        "Kelp's Ana's ",
        "NORWAY, opposed by ",
        "NORWAY, with ",
    ],
)
def test_names_without_an_end_are_read_in_their_time(words: str) -> None:
    """What could be parted in many ways is not tried in all of them: that would not end."""
    assert EXTRACTOR.read(Document("t", f"{words * 500}\n\nThe Council said no.")).document.id == "t"


@pytest.mark.parametrize(
    ("passage", "holders"),
    [
        (
            "Co-Chair Moreira urged Parties to show flexibility. Ethiopia, for the African Group, opposed the bracketed text.",
            {"AFRICAN-GROUP"},
        ),
        (
            "Chairman Moreira of the Kelp Guild urged ministers to keep the levy. Norway opposed it.",
            {"NO/KELP-GUILD", "NO"},
        ),
    ],
)
def test_a_passage_is_read_as_the_report_it_reads_like(passage: str, holders: set[str]) -> None:
    positions = load_extractor().read(Document("a", passage)).positions
    assert {holder for position in positions for holder in position.holder} == holders


def test_each_who_is_asked_by_one_verb_is_asked_for_their_own() -> None:
    text = "Ghana urged Peru to lift its levy on cocoa and Chile to open its ports."
    asked = {p.what: p.target for p in EXTRACTOR.read(Document("a", text)).positions}
    assert asked.get("lift its levy on cocoa") == ("PE",)


@pytest.mark.parametrize(
    "text",
    ["Ghana called the levy a kick in the teeth.", "Ghana slammed Peru over its cocoa levy."],
)
def test_neither_a_label_nor_who_is_blamed_is_opposed_beside(text: str) -> None:
    assert len(read(text)) == 1
