/**
 * English words of which a reader of scans makes another English word by taking letters for those that look alike: of all
 * words of Debian's american-english (SCOWL) that mend-scan.ts cannot tell apart. Printed, each is taken as it stands.
 */
export const lookAlikeWords: ReadonlySet<string> = new Set(
  `
academics academies acrobatics aerobatics ail aims all alms arc arcs are ares back backed backer backers backing
backs bad bag baggier bags bah bail bailed bailing bails bait baited baiting baits bake bakes bale baled bales
baling ball balled balling balls band banded bandied bandier bandies bandiest banding bands bandstand bandstands
bandy bang banged banging bangs bank banker bankers banks bard bare bared bares baring bark barked barking barks
barn barns barrow barrows bash bashed bashes bashing baste basted bastes basting bat batch batched batches batching
bate bated bates bath bating bats batted batter batters batting bay bayed baying bays be bead beaded beadier
beadiest beading beads beady bear beard bearer bearers bearing bearings bears beat beater beaters beating beats beck
beetle belie belied belies bell belle belled belles bicep biceps bid bidden bide bided bides biding bike biked biker
bikers bikes biking bill bills billy bind binder binders binds binge binged binges binging bit bitch bitched bitches
bitching bits bitter bitters blab blah bled bleep bleeps board boarded boarder boarders boarding boards bob bobbies
bobble bobbled bobbles bobbling bobby bobs bog bogged bogging bogs boil boiler boilers boils bold bolder bole boles
boll bolls bolster bolstered bolstering bolsters bone boned bones boney boning boodle boodles book booked booking
books bookworm bookworms boot booted booting boots bop bopped bopping bops born borne bot bound bounded bounding
bounds bow bowl bowled bowler bowlers bowling bowls bows bubbles buddies buff buffed buffing buffs bug bugged
bugging bugs bulk bulking bulks bull bulled bulling bulls bum bumble bumbled bumbler bumbles bumbling bummed bumming
bump bumped bumping bumps bums bunch bunched bunches bunching bung bunk bunker bunkers bunks bunt bunted bunting
bunts buried burn burns busby bush bushed bushes bushing bushy bustle bustled bustles bustling but butch butches
buts ca cairn cairns calm calms caloric calorie cam cams candied candies candled candles car cars case cased cases
casing cast cat cater caters cats cave caves ch check checked checking checks cheek cheeked cheeking cheeks chicle
chide chili chilis chill chills chum chums churn churns cider ciders civics civies clad clam clammed clamming clamp
clamped clamping clamps clams clank clapper clash clashed clashes clashing clay clean cleans clear clearer clearest
clearly clearness clears cleaves cleft clew click clicks cliff cliffs clime climes cling clingier clingiest clinging
clings clingy clink clinker clip clipped clipper clippers clipping clips clock clocked clocking clocks clog clogged
clogging clogs clone close closed closes closing clot cloth clots clotted clotting clove cloves clown clowned
clowning clowns club clubbed clubbing clubs cluck clucked clucking clucks clue clues clump clumped clumping clumps
clung clunk clunked clunking clunks cluster clusters cm comer comers comet comets coming compiled compiles complied
complies con cons corner corners cornet cornets corning cs dad dailies daily dallies dally dam dammed damming damp
damped damping damps dams dandies dandles dank dapper darn darns dash dashed dashes dashing day dean deans dear
dearer dearest dearly dearness dears deaves deft deli delis dell dells depicted depicting depiction depleted
depleting depletion dew dick dicks diff diffs dime dimes ding dingier dingiest dinging dings dingy dink dinker dip
dipped dipper dippers dipping dips doc dock docked docking docks docs doe does dog dogged dogging dogs doilies doily
dollies dolly done dose dosed doses dosing dot doth dots dotted dotting dove doves down downed downing downs dub
dubbed dubbing dubs duck ducked ducking ducks duct ducts due dues duet duets duh dump dumped dumping dumps dung dunk
dunked dunking dunks duster dusters ea ear earn earns ears ease eased eases easing east eat eater eaters eats eave
eaves economics economies eh eider eiders elder elders em entities entitles eon eons es fail failing fails fall
falling falls fem fern fiat fiats filed files flat flats flied flies gamer garner gilded gilding glided gliding hack
hacked hacker hackers hacking hacks had hag haggler hags hah hail hailed hailing hails hake hakes hale haled hales
haling hall halls halt halted halting halts ham hams hand handed handier handiest handing handled handler handles
hands handstand handstands handy hang hanged hanging hangs hank hanker hankers hanks hard hare hared hares haring
hark harked harking harks harmonics harmonies harrow harrows hash hashed hashes hashing haste hasted hastes hasting
hat hatch hatched hatches hatching hate hated hates hath hating hats hatted hatter hatters hatting hay hayed haying
hays he head headed headier headiest heading heads heady hear heard hearer hearers hearing hearings hears heat
heater heaters heating heats heck hectic hell hid hidden hide hided hides hiding hied hike hiked hiker hikers hikes
hiking hill hills hilly hind hinder hinders hinds hinge hinged hinges hinging hit hitch hitched hitches hitching
hits hitter hitters hoard hoarded hoarder hoarders hoarding hoards hob hobbies hobble hobbled hobbles hobbling hobby
hobs hoc hoe hog hogged hogging hogs hold holder hole holes holier holler hollers holster holstered holstering
holsters home homed homier homiest homy hone honed hones honey honing hoodie hoodies hook hooked hooking hooks
hookworm hookworms hoot hooted hooting hoots hop hopped hopping hops horn horned hornier horniest horny hot hound
hounded hounding hounds how howl howled howler howlers howling howls hows hub hubbies huddles huff huffed huffing
huffs hug hugged hugging hugs huh hulk hulking hulks hull hulled hulling hulls hum humble humbled humbler humbles
humbling hummed humming hump humped humping humps hums hunch hunched hunches hunching hung hunk hunker hunkers hunks
hunt hunted hunting hunts hurled hush hushed hushes hushing hustle hustled hustles hustling hut hutch hutches huts
iamb iambs ice ices iii ill is ladies ladles lamb lambs lee lees lii ls mail mails mall malls mangier mangler mi
middies middles ml modem modems modern moderns mom moms monosyllabic monosyllable morn morns muddied muddies muddled
muddles orc orcs ore ores overbear overbearing overbears overhear overhearing overhears paddies paddles pail pails
pall palls pct peck pecked pecking pecks pecs peek peeked peeking peeks pees pet phonics phonies pi pica pied piled
piles pl plea pled plied plies poi pol politics polities polysyllabic polysyllable rattier rattler recd reed relics
relies roil roiled roiling roils roll rolled rolling rolls rubies rubles rustic rustics rustier rustle rustler
rustles scaled scaling scam scams scar scared scaring scars scat scats scrape scrapes sealed sealing seam seams sear
seared searing sears seat seats sec secs see sees serape serapes silly silt silts silver silvered silvering silvers
slily slit slits sliver slivered slivering slivers soil soli specifics specifies spilt split spumed spuming spurned
spurning stem stems stern sterns stickier stickler stoic stoics stole stoles syllabic syllable tackier tackler tail
talc tale tall tic tics tie ties toddies toddles toil toiled toiling toils toll tolled tolling tolls tom torn um urn
wail wailed wailing wails wall walled walling walls yam yams yarn yarns
`
    .trim()
    .split(/\s+/),
)
