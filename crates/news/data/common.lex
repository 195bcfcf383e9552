# Words of all languages that are written in Latin letters. `class: phrase; phrase`, `class=value: …`.
# `~` behind a word: it is inflected as an English verb; `+`: as a noun. `^`: all capitals only.
# `!` before a class line's phrase: capital initial only.

# --- items -------------------------------------------------------------------------------------
item=dual_use_all: dual - use; dual use; dual - use good+; dual - use item+; dual - use export+; dual - use product+; dual - use technolog; dual - use technology; dual - use technologies; goods that could be used for military purposes; civilian and military applications; items with military applications
item=rare_earths: rare earth+; rare - earth+; rare earth element+; rare - earth element+; rare earth metal+; rare earth mineral+; rare - earth mineral+; rare earth material+; rare earth item+; rare earth ore+; rare earth oxide+; neodymium; praseodymium; lanthanum; cerium; rare earth carbonate; rare earth compound+; rare earth product+
item=rare_earths_medium_heavy: medium and heavy rare earth+; medium and heavy rare earth element+; medium - and heavy rare earth+; medium - to - heavy rare earth+; medium to heavy rare earth+; heavy rare earth+; heavy rare earth element+; heavy rare - earth element+; medium and heavy rare - earth element+; medium and heavy rare - earth metal+; medium and heavy rare - earth+; samarium; gadolinium; terbium; dysprosium; lutetium; scandium; yttrium; holmium; erbium; thulium; europium; ytterbium
item=rare_earth_magnets: rare earth magnet+; rare - earth magnet+; rare earth permanent magnet+; permanent magnet+; rare earth magnetic; ndfeb; magnet+; rare earth alloys and magnets
item=rare_earth_technology: rare earth technology; rare earth technologies; rare - earth technology; rare - earth technologies; rare earth processing technology; rare earth processing technologies; rare - earth processing technologies; rare earth extraction; rare earth mining technology; rare earth equipment; rare earth mining and processing technologies; rare earth extraction and separation technologies; magnet - making technology; magnet - making technologies; rare earth magnet technology; rare earth refining technology; technology to make rare earth magnets; rare earth smelting technology; rare earth processing equipment; rare - earth processing equipment; rare earth - related technologies; rare earth - related technology
item=gallium: gallium; gallium nitride; gallium arsenide
item=germanium: germanium
item=antimony: antimony
item=graphite: graphite; graphite anode+; synthetic graphite; artificial graphite; graphite anode material+; flake graphite
item=superhard: superhard; superhard material+; super - hard material+; super - hard; synthetic diamond+; industrial diamond+; artificial diamond+; diamond wire saw+
item=tungsten: tungsten
item=tellurium: tellurium
item=bismuth: bismuth
item=molybdenum: molybdenum
item=indium: indium; indium phosphide
item=batteries: lithium batter; lithium battery; lithium batteries; lithium - ion batteries; lithium - ion battery; batteries; battery; battery material+; cathode material+
item=helium: helium
item=uav: drone+; unmanned aerial vehicle+; unmanned aircraft; ^uav; ^uavs; drone part+; drone component+; unmanned aircraft system+
item=aerospace: aerospace part+; aerospace equipment; aircraft part+; aircraft engine+; jet engine+; engines for the c919; c919 engine+; gas turbine+; space suit+; aerospace component+; aviation component+; spacecraft; satellite component+
item=precursor_chemicals: precursor+; precursor chemical+; fentanyl precursor+; fentanyl ingredient+; chemical precursor+
item=chips: chip+; semiconductor+; computer chip+; microchip+; legacy chip+; automotive chip+; mature - node chip+; finished components; discrete semiconductors; discrete chips; memory chip+; finished chip+
item=advanced_chips: advanced chip+; ai chip+; advanced semiconductor+; high - end chip+; artificial intelligence chip+; advanced ai chip+; ai semiconductors; high - bandwidth memory; ^hbm; h20; h200; h800; a800; h100; a100; b30a; blackwell; blackwell chip+; gpu+; ai accelerator+; advanced computing; advanced computing chip+; mi308; cutting - edge chips; high - performance chips; ai processor+; h20 chip+; h200 chip+; h20 artificial intelligence chip+; artificial - intelligence chip+; advanced artificial intelligence chip+; advanced computer chip+; nvidia chip+; advanced nvidia chip+; high - performance ai chips; powerful chips; most advanced chips; state - of - the - art chips; advanced computing semiconductors
item=chip_tools: chip tool+; chipmaking tool+; chip - making tool+; chipmaking equipment; chip - making equipment; chip manufacturing equipment; chip equipment; chip - manufacturing equipment; semiconductor equipment; semiconductor manufacturing equipment; semiconductor - manufacturing equipment; semiconductor tool+; chip gear; chipmaking gear; lithography; lithography machine+; lithography system+; lithography equipment; immersion lithography; duv; ^euv; immersion duv; deep ultraviolet; extreme ultraviolet; etching equipment; deposition tool+; chip - production equipment; semiconductor production equipment; chipmaking machine+; chip - making machine+; chipmaking technolog; wafer fab equipment; chip design software; ^eda; electronic design automation; immersion duv lithography; chip - making gear; metrology equipment; measuring and inspection equipment; semiconductor manufacturing tool+; chip - manufacturing tool+; chip manufacturing tool+; chipmaking and testing equipment; older lithography tools; chipmaking supplies
item=chip_technology: chip technology; chip technologies; semiconductor technology; semiconductor technologies; chipmaking technology; chip - making technology; chipmaking technologies; semiconductor know - how; technology exports to china ' s chip industry; chip design technology; advanced chip technology; semiconductor manufacturing technology; chip manufacturing technology; advanced semiconductor technology; technology for making chips; chip know - how
item=quantum: quantum; quantum computer+; quantum computing; quantum technology; quantum technologies
item=military_goods: military equipment; weapon+; arms; military goods; defense articles; defence equipment; lethal equipment; military aid
item=critical_minerals: critical mineral+; key mineral+; essential mineral+; critical raw material+; strategic mineral+; critical metal+; strategic metal+; minor metal+; key mineral export+; critical material+; strategic material+
item=all_items: all items subject to the ear; items subject to the export administration regulations; us technology; u.s. technology; american technology
topic: photoresist+; photoresist; fluorinated polyimide; hydrogen fluoride; us software; u.s. software; critical software; ethane
toolword: tool; tools; equipment; machines; machine; gear; systems
techword: technology; technologies; tech

# --- countries -----------------------------------------------------------------------------------
country=CN: china; chinese; beijing; prc; people ' s republic of china
country=JP: japan; japanese; tokyo
country=US: united states; ^us; u.s.; ^usa; america; american; americans; washington; trump; biden; u.s; white house
country=NL: netherlands; dutch; the hague; amsterdam
country=TW: taiwan; taiwanese; taipei
country=KR: south korea; south korean; seoul; korean; korea
country=KP: north korea; north korean; pyongyang
country=RU: russia; russian; moscow; kremlin
country=EU: european union; ^eu; brussels; european commission; europe; european
country=DE: germany; german; berlin
country=FR: france; french; paris
country=GB: britain; british; united kingdom; ^uk; london; u.k.
country=IN: india; indian; new delhi
country=IR: iran; iranian; tehran
country=AU: australia; australian; canberra
country=CA: canada; canadian; ottawa
country=MX: mexico; mexican
country=VN: vietnam; vietnamese; hanoi
country=MY: malaysia; malaysian
country=SG: singapore
country=AE: ^uae; united arab emirates; emirati
country=SA: saudi arabia; saudi
country=UA: ukraine; ukrainian; kyiv
country=BY: belarus; belarusian
country=IL: israel; israeli
country=TR: turkey; turkish
country=PK: pakistan; pakistani
country=BE: belgium; belgian
country=CZ: czech republic; czech; czechia
country=IT: italy; italian
country=KZ: kazakhstan
country=UZ: uzbekistan
country=MM: myanmar
country=TH: thailand; thai
country=ID: indonesia; indonesian
country=HK: hong kong
country=BR: brazil; brazilian
country=SE: sweden; swedish
country=CH: switzerland; swiss
country=NO: norway; norwegian
country=SY: syria; syrian
country=CU: cuba; cuban
country=KH: cambodia; cambodian
country=EE: estonia; estonian
country=PL: poland; polish
country=ES: spain; spanish
region: asia; africa; pacific; washington state

# --- who: `org=KIND|COUNTRY|NAME`; without a country it is that of the words before it -------------
org=official|CN|Ministry of Commerce: mofcom; ministry of commerce; commerce ministry; chinese commerce ministry; china ' s commerce ministry; china ' s ministry of commerce; ministry of commerce and; chinese ministry of commerce
org=official|CN|customs: customs authorities; customs agency; general administration of customs; chinese customs; customs administration; customs authority; customs office
org=official|CN|State Council: state council; china ' s cabinet
org=official|CN|NDRC: ^ndrc; national development and reform commission
org=official||foreign ministry: foreign ministry; ministry of foreign affairs; foreign minister; foreign ministry spokesperson; foreign ministry spokesman; foreign ministry spokeswoman; chief cabinet secretary
org=official||trade ministry: trade ministry; trade minister; industry ministry; economy ministry; economy minister; industry minister; ministry of trade; ministry of economy; economic affairs ministry; minister of economic affairs; economic affairs minister; trade commissioner; commerce minister; foreign trade minister; ministry of economic affairs
org=official|JP|METI: ^meti; ministry of economy , trade and industry; ministry of economy trade and industry
org=official|US|Department of Commerce: commerce department; department of commerce; us commerce department; u.s. commerce department; bureau of industry and security; ^bis; commerce secretary; commerce undersecretary
org=official|US|White House: white house
org=official|US|Trump administration: trump administration; president trump; president donald trump; donald trump
org=official|US|Biden administration: biden administration; president biden; president joe biden; joe biden
org=official|US|State Department: state department; department of state
org=official|US|Treasury: treasury department; treasury secretary; us treasury; u.s. treasury
org=official|US|Department of Defense: pentagon; department of defense; defense department; department of war
org=official|US|Congress: congress; house of representatives; senate; us lawmakers; u.s. lawmakers; lawmakers; house panel; congressional committee; senators
org=official|US|USTR: ^ustr; trade representative
org=official|EU|European Commission: european commission; eu commission; european union; eu trade chief; maros sefcovic
org=official||ministries: ministries; foreign and trade ministries
org=official||cabinet: cabinet; government; prime minister; administration; officials; official; president; spokesperson; spokesman; spokeswoman; authorities; regulators; regulator; minister; ministry; negotiators; envoy; ambassador
org=state_media|CN|state media: state media; state - run media; state - affiliated media; chinese state media; state - owned media; official media; state broadcaster; cctv; global times; china daily; people ' s daily; state - backed media; state - run newspaper
org=state_media|CN|Xinhua: xinhua; xinhua news agency
org=statistics|CN|China customs: customs data; china customs data; chinese customs data; customs figures; official data; trade data; customs statistics; government data; data from the general administration of customs; data from customs
org=statistics|US|US Geological Survey: us geological survey; u.s. geological survey; ^usgs; geological survey
org=statistics||statistics: finance ministry data; trade statistics; international energy agency; ^iea; ministry of finance data
org=unnamed_source||sources: source; sources; people familiar; person familiar; people briefed; people with knowledge; person with knowledge; insiders; people with direct knowledge; sources familiar; one person familiar; three people briefed; two people; industry sources; a person briefed; people close to; anonymous; two sources; three sources; four people; traders; one trader; industry insiders; unnamed officials
org=analyst||analysts: analyst; analysts; expert; experts; economist; economists; researcher; researchers; consultancy; professor; think tank; observers; lawyers; strategist; scholars; market watchers; commentators; consultant; consultants; law firm; law firms
org=company||companies: company; companies; firms; executives; chief executive; industry group; business group; chamber of commerce; manufacturers; automakers; carmakers; exporters; the firm; business lobby; trade group; association; importers; chipmakers; chipmaker; suppliers
org=company|NL|ASML: asml
org=company|JP|Tokyo Electron: tokyo electron
org=company|US|Nvidia: nvidia
org=company|US|AMD: ^amd
org=company|NL|Nexperia: nexperia
org=company|US|MP Materials: mp materials
org=company|AU|Lynas: lynas
org=company|CN|Huawei: huawei
org=company|CN|SMIC: ^smic
org=company|CN|Wingtech: wingtech
org=company|KR|Samsung: samsung; samsung electronics
org=company|KR|SK Hynix: sk hynix
org=company|TW|TSMC: ^tsmc
org=company|US|Intel: intel
org=company|US|Micron: micron
org=company|US|Apple: apple
org=company|US|Applied Materials: applied materials
org=company|US|Lam Research: lam research
org=company|JP|Toyota: toyota
org=company|JP|Sojitz: sojitz
org=court||court: court; supreme court; enterprise chamber; district court; appeals court; judge; judges; tribunal
org=fact_checker||fact-checkers: fact check; fact - check; fact - checkers; fact - checking; fact checkers
org=press||press: newspaper; media report; media reports; nikkei; bloomberg; financial times; wall street journal; reported; reports; local media; japanese media; new york times; nhk; yonhap; the information; press reports; daily; broadcaster

# --- verbs and nouns of measures --------------------------------------------------------------
ban: ban~!; prohibit~; forbid; forbids; forbade; forbidden; forbidding; outlaw~; bar; bars; barred; barring; disallow~; embargo; embargoes; embargoed; block~; prohibition; prohibitions
bannoun: ban; bans; embargo; prohibition; blockade; export ban; export bans
banned: banned; prohibited; forbidden; barred; outlawed; blocked; not be permitted; not permitted; not be allowed; not allowed; in principle not be permitted; no longer be exported; no longer allowed
nolonger: no longer be exported; no longer be shipped; no longer export; can no longer be exported; cease exporting; may not be exported; must not be exported; not be exported
refuse: refuse~; reject~; deny; denies; denied; turn down; turned down; not approve; not be approved; will not be approved; not be granted; disapprove~
export: export~; exports; export; shipment+; outbound shipments; re - export~; reexport~; overseas shipments; overseas sales; exporting
ship: ship~!; sell; sells; sold; selling; sale+; supply; supplies; supplied; supplying; delivery; deliveries; deliver~; provide~; transfer~; export~; outflow; flow of; flows; shipping
delivery: delivery; deliveries; shipment+; supply; supplies; order+; contract+; flow+; sale+; export+; shipping
restrict: restrict~; curb~; control~!; limit~; regulate~; constrain~; squeeze~; choke~; throttle~; rein in
controls: control+; export control+; curb+; restriction+; limit+; export restriction+; export curb+; licensing requirement+; license requirement+; licence requirement+; export rules; limits; licensing regime; licensing rules; licensing system; export control regime; licensing requirements; export licensing requirement+; export permit requirement+; licensing
measurenoun: measure+; rule+; ban+; control+; curb+; restriction+; notice+; announcement+; regime; requirement+; export control+; regulation+; limit+; embargo; embargoes; export ban+; order; licensing; clampdown; crackdown; policy; restriction; blacklisting; listing; the affiliates rule; affiliates rule; licensing rules; 50 % rule; tightening; controls; decision; designation
thebanref: the ban; the restrictions; the restriction; the curbs; the controls; the measures; the measure; such items; these items; those items; such goods; these products; the rule; the rules; the move; such products; the metals; the minerals; these metals; the materials; these materials; such exports; the items; the two metals; the goods; the tools; these tools; the equipment; this equipment; these exports; the chips; these chips; the chip; the new rules; the new controls; the technology; the elements; these elements; the licensing regime
impose: impose~; place~; placing; introduce~; slap~!; unveil~; announce~; roll out; rolled out; rolls out; tighten~; expand~; widen~; broaden~; toughen~; issue~; enact~; put in place; add~; adopt~; implement~; apply; applies; applied; applying; enforce~; extend~; set; put; puts; putting; strengthen~; publish~; launch~; bring in; brought in; step up; stepped up; subject~; levy; levies; levied; increase~; intensify; intensified; announcing; place; finalise~; finalize~; establish~; hit with; ramp up; ramped up; exert~; initiate~; formalise~; formalize~; reveal~; propose~; proposed
require: require~; need~; must; oblige~; mandate~; obligate~; demand~; requirement+; have to; has to; had to; will need
obtain: obtain~; seek; seeks; sought; seeking; apply for; applying for; get; getting; secure~; acquire~; have; request~; hold
licence: licence+; license+; permit+; approval+; permission; authorisation+; authorization+; export licence+; export license+; export permit+; licensing; export approval+; green light; prior approval; clearance; export authorisation; export authorization; general licence+; general license+
licreq: licence requirement+; license requirement+; licensing requirement+; permit requirement+; require a licence; require a license; requires a licence; requires a license; required a licence; required a license; require licences; require licenses; require an export licence; require an export license; requires an export licence; need a licence; need a license; subject to licensing; subject to export controls; subject to licences; subject to export licences; subject to export licensing; under export control; under export controls; under export licensing; subject to export licenses; subject to a licence; subject to a license; subject to approval; subject to export control; under licence control; requires approval; require approval; require government approval; without a licence; without a license; require permits; requires permits; require permission; requires permission; subject to controls; under licensing control
subjectto: subject to; subject
tighten: tighten~; toughen~; stricter; tougher; harder; strict; strengthen~; step up; stepped up; intensify; intensified; heighten~; harden~; tighter; more stringent; enhanced; closer; rigorous
review: review+; scrutiny; vetting; approval+; licensing; licence+; license+; examination+; screening; end - user checks; checks; inspection+; verification; oversight; export review+; enforcement
denial: presumption of denial; presumptive denial; policy of denial; denial policy
ease: ease~; relax~; loosen~; streamline~; simplify; simplifies; simplified; simplifying; speed up; speeds up; accelerate~; soften~; fast - track~; expedite~; easing; relaxation; roll back; rolled back; case - by - case; facilitate~; cut red tape
suspend: suspend~; pause~; freeze; freezes; froze; frozen; freezing; delay~; postpone~; defer; deferred; shelve~; put on hold; hold off; holding off; suspension; temporarily lift~; temporarily waive~; temporarily suspend~; put off; not enforce; not be enforcing; not be enforced; stop enforcing; stopped enforcing; no longer enforce; no longer be enforced; stay~!; hold in abeyance
suspension: suspension; suspensions; truce; pause; stay; exemption; waiver; freeze; moratorium
extend: extend~; prolong~; renew~!; lengthen~; roll over; rolled over; extension
reinstate: reinstate~; reimpose~; restore~; revive~; re - impose~; bring back; brought back; resume enforcement; snap back; take effect again; lapse~; expire~; come back into force; comes back into force; come back into effect; back into force; back in force; return to force; resume~; apply again; applies again; re - enter into force
revoke: revoke~; lift~; scrap~!; rescind~; repeal~; cancel~!; abolish~; withdraw; withdraws; withdrew; withdrawn; withdrawing; remove~; terminate~; ends; ended; ending; undo; reverse~; annul~!; walk back; undone
grant: grant~; issue~; approve~; award~; clear~; receive~; win; wins; won; hand out; handed out; resume issuing; green - light~; green - lit; authorise~; authorize~; issuing
list: list~; blacklist~; sanction~; designate~; target~
add: add~; place~; put; puts; putting; include~; list~; blacklist~; name~; designate~; put on; join~; joining; listing; addition; additions; inclusion
removeword: remove~; take off; took off; taken off; delete~; drop~!; delist~; strike off; struck off; removal; unlist~; strike; struck; take out of; taken out of; lift~ from
plist=listed_party: export control list; entity list; export control blacklist; control list; unreliable entity list; unreliable entities list; export - control list; export blacklist; blacklist; trade blacklist; military end user list; military end - user list; export control entity list; restricted list; trade restriction list; control name list; sanctions list; export control control list; denied parties list
plist=watch_listed_party: watch list; watchlist; watch - list; unverified list; attention list; concern list; export control watch list; monitoring list; list of concern; foreign end user list
goodslist: list of controlled items; dual - use items list; control list of; export control list of; list of dual - use; list of about; dual - use export control list; list of controlled goods; control list of dual - use; export catalogue; controlled items list; list contains; list covers; export control list contains
partyword: entity; entities; company; companies; firm; firms; organisation+; organization+; institution+; individual+; subsidiary; subsidiaries; unit+; contractor+; university; universities; defence contractors; person; persons; suppliers; manufacturer+; conglomerate+; business; businesses; group+; affiliate+; startup+
liability: held liable; held legally liable; be liable; held accountable; held legally responsible; legal liability; legally liable; legal responsibility; held responsible; bear legal responsibility; face legal consequences; be pursued; prosecuted; punished; legally accountable; penalised; penalized; hold accountable; be held to account; will be investigated; face punishment; face penalties
foreignmaker: foreign producers; foreign manufacturers; overseas producers; overseas manufacturers; foreign makers; foreign companies; overseas companies
anyperson: any country; any organisation; any organization; any individual; any company; organisations and individuals; organizations and individuals; organisations or individuals; organizations or individuals; individuals or organisations; individuals and organizations; individuals or organizations; any person; third countries; third - country; any party; overseas organizations; foreign companies; foreign entities; overseas companies; any entity; overseas exporters; foreign exporters; foreign suppliers; foreign firms; overseas firms; companies anywhere; non - chinese; non - us companies; non - us firms; non - u.s. companies
fdpr: foreign direct product rule; foreign direct product rules; foreign direct - product rule; foreign - direct product rule; direct product rule; foreign - produced direct product; direct product rules; ^fdpr; foreign direct product
deminimis: de minimis; chinese materials; chinese rare earths; chinese - origin materials; use chinese; 0.1 %; trace amounts; tiny amounts; even trace; even small amounts; as little as; contain any; contains any; contain chinese; containing chinese; contain even; using chinese rare earth; chinese - origin; chinese - sourced; containing more than 0.1; made with us technology; made with u.s. technology; made using us technology; any us - designed chip; us - origin; u.s. - origin; produced with chinese
madeabroad: made abroad; made overseas; foreign - made; produced abroad; produced overseas; produced outside; made outside; manufactured outside; manufactured abroad; manufactured overseas; anywhere in the world; worldwide; extraterritorial; outside china; beyond its borders; third countries; globally; made elsewhere; manufactured in other countries; overseas - made; made in other countries
ownership: affiliates rule; 50 % rule; 50 per cent rule; 50 percent rule; at least 50 % owned; 50 % owned; at least 50 % by; owned 50 %; 50 % or more; 50 per cent or more; 50 percent or more; majority - owned; majority owned; at least 50 per cent owned; at least 50 percent owned; 50 - percent rule; owned at least 50; more than 50 % owned; 50 % by
service: maintenance; servicing; service; services; repair+; software update+; software updates; spare parts; technical support; after - sales; installation; upkeep; service engineers; support
persons: us persons; u.s. persons; us citizens; u.s. citizens; american citizens; american engineers; chinese nationals; chinese citizens
correction: correction; corrects; corrected; earlier version; this story has been corrected; previous version
exempt: exempt~; exclude~; waive~; carve out; carve - out; carve - outs; spare~; exemption+; waiver+; exclusion+; not apply to; not be subject to; not subject to; not targeted by; not be targeted by; not be covered; exception+; does not cover; not covered by; exempting; not be needed; unaffected by; outside the scope; not need a licence; not need a license
notaffected: not be affected; not affected; unaffected; no impact on; will not affect; affect only; only affect; affects only; only affects; only target; target only; apply only; only apply; not affect; not impact; not apply; applies only; only applies; not be impacted; need not worry; need not be concerned; not a ban; not an export ban; not mean a ban; not mean an export ban; not prohibit; not amount to; not ban; would not be affected; do not ban; does not constitute; no need to worry; limited to; confined to; normal civil trade; normal civilian trade; legitimate civilian; compliant applications; not aimed at; not targeted at; not targeting any; not directed at; business as usual
nottarget: not aimed at; not targeted at; not target~; not targeting; not directed at; not directed against; international practice
soothe: calm~; allay~; soothe~; calm fears; ease fears; dispel~; assuage~
listref: the first group; to them; to these; the second group; these entities; those entities; the listed; listed entities; these companies; those on the list; the firms listed; selling them; supplying them; the entities; the designated
# --- status ------------------------------------------------------------------------------------
consider: consider~; weigh~; mull~; plan~!; plans; draft~; drafting; prepare~; aim~; seek to; seeks to; seeking to; sought to; want~; wants; intend~; contemplate~; explore~; eye~; ponder~; study; studies; studying; look at; looking at; whether to; discuss whether; debate~; think about; thinking about; looking into; gearing up; is set to; are set to; poised to; preparing; under consideration; under review; proposal; proposals; drawing up; draw up; draws up; aims to; working on; considering; is likely to; may soon; moving to; ready to; considering plans; considering a plan; hope to; hopes to; deliberating; the focus is; the goal is
propose: propose~; draft rule; draft rules; bill; proposed rule; draft regulation; draft law; draft legislation; legislation; seek public comment; public comment; draft list; draft; proposed
fear: fear~; worry; worries; worried; worrying; concern; concerns; concerned; expect~; predict~; anticipate~; speculate~; speculation; could; might; may; potential; possible; threat; threaten~; anxiety; anxious; risk+; prospect; if; would; warn~; potentially; likely; bracing; brace for
strongfear: fear~; worry; worries; worried; concerned about; concern; concerns; speculation; speculate~; anxiety; anxious; bracing; brace for; potential; expect~; predict~; possible
deny: deny; denies; denied; denying; denial; not true; false; untrue; refute~; reject~; dismiss~; rebut~!; debunk~; baseless; unfounded; groundless; no such; fabricated; fake; hoax; incorrect; inaccurate; misreport~; rumour; rumor; rumours; rumors; disinformation; misinformation; has not; have not; had not; did not; no plan; no plans; never; no evidence
denystrong: deny; denies; denied; denying; not true; false; untrue; refute~; dismiss~; rebut~!; debunk~; baseless; unfounded; groundless; no such; fabricated; fake; hoax; disinformation; misinformation; has not; have not; had not; no plan to; no plans to; there is no; parody; debunk~; made - up; made up; invented; bogus
reported: reportedly; sources said; sources say; according to sources; people familiar; person familiar; two people; media reports; reports that; reports say; reported that; insiders; said to be; is said to; are said to; allegedly; apparently; unconfirmed; traders said; posts on social media; social media; claims that; claimed; according to people; rumoured; rumored; appears to; appear to; seems to; have seen; reports of
talks: negotiat; negotiate~; negotiation+; talks; in talks; talk with; discuss~!; discussions; discussion; consultation+; dialogue; consult~; negotiating; bargaining; communicate~
nearing: nearing; near; close to; on the verge of; edging towards; closing in on; edge closer; move closer; nears
agreement: agreement+; deal+; accord+; pact; truce; framework; consensus; memorandum; understanding; arrangement; ceasefire; trade deal; framework deal
reach: reach~; strike; strikes; struck; sign~; conclude~; agree~; ink~; seal~; secure~; finalise~; finalize~
agree: agree~; agreed; agrees; pledge~; commit to; committed to; commit; commits; promise~; vow~; undertake~; undertook
immediate: at once; with effect from today; starting today; from today; effective today; effective immediately; with immediate effect; immediate effect; took effect immediately; take effect immediately; takes effect immediately; taking effect immediately; effective upon; effective from the date; immediately effective; comes into force immediately; came into force immediately; effective as of today; immediately; as of the date of
effect: take effect; takes effect; took effect; taking effect; effective; come into force; comes into force; came into force; coming into force; enter into force; entered into force; enters into force; go into effect; goes into effect; went into effect; going into effect; comes into effect; come into effect; came into effect; starting; beginning; kick in; kicks in; from; applies from; apply from; as of; valid from; start on; starts on; begin on; begins on; starting from; beginning on; in effect from; be implemented; implemented from; implemented on
until: until; till; through; expire~; expires on; until at least; valid until; runs until; up to; runs through
oneyear: for one year; for a year; one - year; for 12 months; a year; for twelve months; year - long
past: a decade ago; years ago; decade ago; more than a decade; back in; previously; earlier dispute; previous diplomatic dispute; episode; in the past; echoes; at the time; during a previous; similar move; precedent; historical
will: will; would; to be; shall; is to; are to; plans to; set to; going to
announce: announce~; declare~; unveil~; publish~; issue~; state~; said; says; disclose~; notice
halt: halt~; stop~!; suspend~; throttle~; cut off; cuts off; cutting off; stall~; stalled; delay~; block~; hold up; held up; freeze; froze; frozen; choke off; dry up; dried up; grind to a halt; ground to a halt; cease~; pause~; interrupt~; curtail~; cancel~!; stuck; backed up; come to a standstill; withhold; withheld; cut supplies; cut exports; cuts exports
resume: resume~; restart~; resumption; unblock~; start again; restore~; begin again; reopen~
# --- other actions ------------------------------------------------------------------------------
control_of: take control of; takes control of; took control of; taken control of; taking control of; seize control of; seized control of; seize~; nationalise~; nationalize~; nationali; takeover of; take over; took over; taken over; takes over; assume control of; assumed control of; control over; wrest control; intervene~; intervention; under state control; invoked; invoke~; placed under
rule_verb: rule~; order~; uphold; upholds; upheld; reject~; dismiss~; strike down; struck down; overturn~; suspend~; decide~; block~; find; found; grant~; sided with; fine~; convict~; sentence~; hear~; freeze; froze
support: support~; fund~; back~; finance~; subsidise~; subsidize~; invest~; guarantee~; bankroll~; lend~; stake; buy; buys; bought; buying; inject~; take a stake; takes a stake; loan+; provide~; award~; grant~; funding; aid; subsidy; subsidies; underwrite~; offtake; acquire~
supportnoun: floor price; price floor; stake; preferred stock; equity stake; shares; loan+; subsidy; subsidies; grant+; funding; purchase guarantee; guaranteed price; offtake; equity; million; billion; stockpile+; investment; convertible; warrants; support
producer: producer+; miner+; mine+; refiner+; refinery; mp materials; lynas; plant+; manufacturer+; factory; factories; magnet maker+; magnet plant+; recycler; processing; materials; metals; usa rare earth; vulcan elements; refineries; smelter+; projects; supply chain; supply chains; company; firm; start - up
expand: open~; build; builds; built; building; expand~; enlarge~; start~; begin; begins; began; begun; ramp up; ramps up; ramped up; double~; triple~; boost~; increase~; raise~; restart~; commission~; launch~; produce~; lift~; scale up; diversify; diversifies; diversified; diversification; inaugurate~; invest~; break ground; broke ground; add~; construct~
facility: plant+; mine+; refinery; refineries; facility; facilities; factory; factories; output; production; capacity; smelter+; separation; production line+; magnet production; processing capacity; processing plant; sourcing; supply; supplies; supply chain; supply chains; new source+; sources
supplydeal: supply agreement; supply deal; offtake agreement; long - term supply; supply contract; offtake deal; long - term contract; purchase agreement; offtake; long - term agreement; supply pact
notrespond: not immediately respond; not respond; not immediately reply; not reply; declined to comment; decline to comment; declines to comment; refused to comment; no comment; not comment; not immediately comment; not say; not specify; not specified; not elaborate; not offer specifics; not disclose; not give; not provide; not name; not immediately available; not identify; not immediately return; not confirm; not clarify; unavailable for comment; did not mention; not detail; not answer; not reached for comment; without elaborating; not explain; not state; not publicly; not offer; did not address; not spelled out; not spell out; not clear; sidestepped
protest: protest~; lodge~; lodged a protest; strong protest; condemn~; deplore~; denounce~; regrettable; unacceptable; oppose~; opposes; firmly oppose; opposition; objection; object to; objected; solemn representations; stern representations; representations; strongly oppose; intolerable; malicious; rebuke~; criticise~; criticize~; decry; decries; decried; slam~!; blast~; lament~; discriminatory; economic coercion; dissatisfied; dissatisfaction; discontent; outrage; outraged; express regret; dismay; displeasure
formalprotest: lodge~; protest~; lodged; representations; protested; protests
demand: demand~; urge~; call on; calls on; called on; calling on; call for; called for; calls for; request~; ask~; press~; insist~; appeal~
withdrawal: withdraw; withdrawal; withdrawn; withdraws; revoke~; rescind~; retract~; lift~; scrap~!; cancel~!; remove~; correct~; reverse~; undo; repeal~; stop~!; abandon~; end; drop~!; abolish~; immediately stop; rectify; ease; relax; loosen; suspend
warn: warn~; caution~; will take necessary measures; take necessary measures; necessary measures; resolute measures; take countermeasures; take corresponding measures; take all necessary measures
retaliate: retaliat; retaliate~; retaliation; retaliatory; countermeasure+; tit - for - tat; hit back; hits back; hitting back; strike back; struck back; fire back; fired back; counter - measures; reprisal; in response; payback; respond in kind
say: say~; said; says; saying; told; tell; tells; add~; state~; stated; announce~; report~; note~; write; wrote; according to; argue~; claim~; describe~; call~; stress~; emphasise~; emphasize~; reiterate~; explain~; acknowledge~; tells; confirm~; quoted; announcement shows; forecast~; expect~; fear~; predict~; deny; denied; denies; warn~; show; shows; showed; shown; post~; question~; accuse~; insist~; estimate~; disclose~; urge~; complain~; reject~
sayright: said; says; say; saying; adding; added; told; announced; stated; according to; showed; show; shows; reported; shown; confirmed; noted
# --- figures ---------------------------------------------------------------------------------
tradeword: export+; import+; shipment+; output; production; share; price+; stock+; sales; trade; purchases; mining; supply; supplies; processing; demand; market; reserves; consumption; refining; inventory; inventories; refined; produces; produce; produced; mined; stockpile+
up: rise; rises; rose; risen; rising; grow; grows; grew; grown; growing; increase~; climb~; jump~; surge~; soar~; gain~; up; higher; double~; triple~; rebound~; recover~; accelerate~; growth; edge~; quadruple~
down: fall; falls; fell; fallen; falling; drop~!; decline~; decrease~; plunge~; slump~; down; lower; tumble~; shrink; shrank; shrunk; sink; sank; slide; slid; halve~; contract~; plummet~; crash~; dip~!; collapse~; ease~
measureverb: account for; accounts for; accounted for; accounting for; control~!; dominate~; produce~; supply; supplies; supplied; supplying; make up; makes up; total~; totalled; totaled; reach~; stand at; stood at; hit; hits; amount~; worth; import~; buy; buys; bought; mine; mines; process~; refine~; hold; holds; held; average~; relies on; rely on; depend~; came to; responsible for; exported; shipped; imported; was; were; makes; home to
yearbasis: year on year; year - on - year; from a year earlier; from a year ago; compared with a year; compared to a year; annual increase; annual rate; than a year earlier; year - over - year; on the year; from the same month; same month last year; same period last year; from the previous year; annual military budget; than a year ago; compared with last year; over the year; with july last year; a year earlier; from the year before; last year ' s; versus a year; y - o - y; yoy; than last year; annual
monthbasis: month on month; month - on - month; from a month earlier; from the previous month; from the prior month; on the month; from october; from the month before; month - over - month; than a month earlier; from september; from november; from december; from january; from february; from march; from april; from may; from june; from july; from august; from a month ago; than the previous month; from last month; than in the previous month; mom; from the month earlier; compared with the previous month; a month earlier; from the preceding month
budget: budget+; spending package; spending plan; military spending; defence spending; defense spending; budget plan; military budget; defence budget; defense budget; supplementary budget
approve: approve~; pass; passes; passed; adopt~; endorse~; green - light~; greenlight~; sign~ off; allocate~; earmark~; sign~
tariff: tariff+; duty; duties; levies; anti - dumping; import tax; section 232; section 301; port fee+; port fees; investment curbs; outbound investment; seafood; travel advisory
usedin: used in; used to; used for; use in; vital to; vital for; essential for; essential to; crucial for; crucial to; key to; critical to; critical for; needed for; needed to; necessary for; power; powers; powering; ingredient in; component of; material for; found in; important for; such as; including; include; includes; which are used; widely used; used by; for making; for use in; to make; a metal for; metals used; makes; indispensable
including: including; include; includes; included; among them; such as
like: such as; like
anyall: any; all; every; no; entire; outright; complete; total; blanket
# --- parties and uses ---------------------------------------------------------------------------
party=military_user: military user+; military end user+; military end - user+; military firm+; military companies; military customers; armed forces; the military; military entities; military clients; defence companies; defence firms; defense companies; defense firms; military - related; military organisations; military organizations; military end - users; military recipients; self - defense forces; self - defence forces
party=civil_user: civilian user+; civil user+; civilian end user+; civilian use; civil use; civilian customers; civilian trade; civilian companies; civil end users; civilian firms; civilian purposes; civilian exchanges; civilian businesses
party=affiliate: subsidiary; subsidiaries; affiliate+; branches; companies owned; units owned; owned by
party=state_firm: state - owned compan; state - owned enterprise+; state - owned company; state - owned companies; state firms; state - owned firms
party=research_body: research institute+; university; universities; research institution+; institutes; laborator; laboratory; laboratories
party=chip_fab: chip plant+; fab; fabs; semiconductor plant+; chip fab+; foundry; foundries; chip factories; chip factory; chip facilities; fabrication plants
use=military: military use+; military purpose+; military end use+; military end - use+; military application+; serve military purposes; for military; militarily; military - use; weapons of; weapons programs
use=enhances-military: contribute to japan ' s military strength; contribute to; military strength; military capabilit; military capabilities; military capability; military power; enhance its military; enhancement of; bolster; military potential; boost its military; strengthen its military; military might; enhance japan ' s military; military modernisation; military modernization
use=civil: civilian user+; civilian use; civil use; civilian purposes; civilian applications; civil purposes
use=wmd: weapons of mass destruction; nuclear weapons; ^wmd
use=terrorism: terrorism; terrorist
use=advanced-chips: advanced chips; 14 nanometres; 14 nanometers; 7 - nanometre; advanced node; advanced - node; below 14
use=supercomputer: supercomputer+; supercomputing
milword: military; contribut; contribute~; strength
usebad: military and civilian; civilian and military; both civilian and military
# --- basis --------------------------------------------------------------------------------------
basis=Export Control Law: export control law
basis=Foreign Trade Law: foreign trade law
basis=Goods Availability Act: goods availability act
basis=Defense Production Act: defense production act
basis=Export Administration Regulations: export administration regulations
basis=Foreign Exchange and Foreign Trade Act: foreign exchange and foreign trade act; foreign exchange law
basis=Anti-Foreign Sanctions Law: anti - foreign sanctions law
basis=Regulations on Export Control of Dual-Use Items: regulations on export control of dual - use items; dual - use export control regulations
basis=Export Control Reform Act: export control reform act
basis=National Security Law: national security law
# --- the article's subject ------------------------------------------------------------------------
subject: export control+; export ban+; export curb+; export restriction+; dual - use; entity list; export licence+; export license+; rare earth+; rare - earth; controls on exports; ban on exports; exports of; exports to; chipmaking; chip equipment; semiconductor+; gallium; germanium; antimony; graphite; control list; restrict exports; restricting exports; critical minerals; licensing; export permit+; shipments; export rules; advanced chips; ai chips; nvidia; export regime; lithography; tungsten; magnets; nexperia; export; exports; exporting; blacklist; affiliates rule; exporters; shippers; export licences; export permit; drones; export quota+; export rules; customs data; technology transfer; sale+ to; antimony oxides; bandwidth memory; helium; superhard; export licensing; export permits
# --- words that end a piece -------------------------------------------------------------------------
break: while; whereas; but; although; though; adding that; added that; saying; despite; as well as; after; before; because; since; which; who; even as; citing; followed by; in return; meanwhile; however; unless; except; so that; when; where
prep_to: to; towards; into; bound for; destined for; for; toward; in; at; against; on; from
to: to; bound for; destined for; toward; towards; against; at; for; with; in; into
by: by
with: with; and
# --- words of one rule or two ----------------------------------------------------------------------
foreignperson: organisations abroad; organizations abroad; companies abroad; persons abroad; people abroad; entities abroad; exporters abroad; foreign organisations; foreign organizations; foreign individuals; foreign persons; foreign entities; foreign companies; overseas organisations; overseas organizations; overseas entities; overseas individuals; organisations outside; organizations outside; anyone outside; sellers abroad; companies in third countries; third parties
maynot: may not; must not; are not allowed to; is not allowed to; are prohibited from; is prohibited from; are barred from; is barred from; are also barred from; are also prohibited from; are forbidden to; are forbidden from; cannot; can not; are banned from; are also banned from
passon: pass; passes; passing; hand on; transfer~; re - export~; provide~; supply; sell; divert~; forward~
quota: quota; quotas; export quota+; production quota+; output quota+
cutdown: cut; cuts; cutting; slash~; reduce~; lower~; trim~!; shrink~
wto: world trade organization; world trade organisation; ^wto; wto panel; dispute settlement; trade dispute panel
challenge: challenge~; complain~; file~; filed; take~; took; bring; brought; sue~; refer~!
guidance: guidance; guideline+; faq; clarification; explanatory note; frequently asked questions
noinstrument: no announcement; no notice; no formal notice; no official notice; no such notice; no formal announcement; no official announcement; no document; no text; not been published; not yet published; not yet been published; not been formalised; not been formalized; not been issued; not yet been issued; yet to publish; yet to be published; yet to issue; yet to appear
unless: unless
hard: harder; hard; difficult; impossible; costly; tougher; costlier; unable
dataword: data; figures; statistics; customs figures
zero: zero; nil
already: already; since; existing; remain~; stays in place; continue~; has been; have been; had; last month; last year; earlier this year; still; requires; currently
