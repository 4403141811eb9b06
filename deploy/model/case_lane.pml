/* The case lane of one partition: commands in, journal out, exactly one entry for each command.
 *
 * Two workers run the protocol of hub/runtime and hub/lanes beside a broker with transactions. Steps of
 * a worker may be delayed for any time: a worker that froze and thaws is one whose next step came late.
 * The group gives the partition away meanwhile, processes die, and local stores are lost.
 *
 * Any sequence of commands is heard: A1 and A2 of one subject, A2 possibly parked whenever it is
 * decided, B1 of another, RELEASE of what is parked; the same command again is a repeat.
 *
 * An entry is one number: kind, outcome, offset of its command, own number, number of the entry before
 * of the same subject plus one. Aborted entries vanish: a reader of committed records never sees them.
 *
 * A broker that was replaced as leader and does not know it tells an end of the past (record 26): any
 * beginning of what is committed is read as if it were all, unless a floor lies behind it. An index counts
 * entries that stand, so the floor is noted here when what hangs has been ended.
 *
 * Actions: Assign, OpenFence, LayFloor, EndHanging, Restore, Decide, Park, Release, Begin, Write, Commit, Keep, Yield,
 * Revoke, Doubt, Close.
 * Surroundings: Acknowledge, Reassign, Crash, SkipMarker.
 *
 * Mutations are named in tests/model/test_models.py, each with the rule that it must break.
 */

#ifndef COMMANDS
#define COMMANDS 3
#endif
#define ENTRIES (2 * COMMANDS + 2)
#ifndef MOVES
#define MOVES 2         /* how often the group gives the partition to the other worker */
#endif
#ifndef CRASHES
#define CRASHES 2       /* how often a process dies or doubts */
#endif
#ifndef SKIPS
#define SKIPS 0         /* how often a broker that restarts skips a marker for good (KAFKA-20734) */
#endif
#ifndef BATCH
#define BATCH 2         /* commands in one transaction */
#endif

#define A1 0
#define A2 1
#define B1 2
#define RELEASE 3

#define FACTS 0
#define REPEATED 1
#define PARKED 2
#define REFUSED 3

#define NONE 0
#define ONGOING 1
#define COMMITTING 2    /* decided; the marker is on its way */
#define ABORTING 3

#define kind(v) ((v) & 3)
#define outcome(v) (((v) >> 2) & 3)
#define origin(v) (((v) >> 4) & 7)
#define number(v) (((v) >> 7) & 15)
#define previous(v) (((v) >> 11) & 15)
#define other_subject(one, two) (((one) == B1) != ((two) == B1))

#ifdef NO_FENCING
#define ID w            /* every worker writes under a name of its own */
#define fenced(w) (false)
#else
#define ID 0
#define fenced(w) (!current[w])
#endif

#define said(id) (txn[id] == NONE -> decided[id] : txn[id])

#ifndef LINE_REPLACED   /* nothing is written over a connection that is not that of the look */
#define line_held(w) (line[w])
#else
#define line_held(w) (true)
#endif

#define COMMITTED 0
#define OPEN(id) ((id) + 1)

typedef Store { short entry[ENTRIES] };

byte command[COMMANDS];
byte tail;              /* commands acknowledged */
short journal[ENTRIES];
byte mark[ENTRIES];     /* COMMITTED, or OPEN under a transactional id */
byte end;               /* written end of the journal */
byte txn[2];            /* the coordinator's word about each id */
byte decided[2];        /* what its log says of a transaction whose marker was skipped */
bool current[2];        /* whose epoch is the latest */
bool line[2];           /* the worker's connections are those of its last transaction */
Store store[2];         /* what a worker has folded, behind it what its sitting adds */
byte kept[2];           /* entries in the local store */
byte seen_to[2];        /* entries in the store and the sitting */
byte floor[2];          /* entries below the floor of an opening lane */
byte next[2];           /* offset of the next command */
byte early;             /* mutation: a position that is committed beside the transaction */
byte owner;
byte moves, crashes, skips;

hidden byte i, j, k, before, count, waiting[COMMANDS], stable, told;
hidden byte seen, stuck, cured, hangs;
hidden byte gapless, chained, one_effect, in_order, parked_kept, none_skipped, store_is_prefix,
    all_decided;

/* The broker */

inline find_stable() {  /* where readers of committed records stop */
    stable = 0;
    do
    :: stable < end && mark[stable] == COMMITTED -> stable++
    :: else -> break
    od
}

inline end_transaction(id, commit) {
    i = 0; j = 0;
    do
    :: i < end && mark[i] == OPEN(id) && !(commit) -> i++
    :: i < end && !(mark[i] == OPEN(id) && !(commit)) ->
        journal[j] = journal[i];
        mark[j] = (mark[i] == OPEN(id) -> COMMITTED : mark[i]);
        i++; j++
    :: else -> break
    od;
    i = j;
    do
    :: i < end -> journal[i] = 0; mark[i] = 0; i++
    :: else -> break
    od;
    end = j
}

/* What must hold of every committed entry, and of every store */

inline check_journal() {
    find_stable();
    gapless = true; chained = true; one_effect = true; in_order = true; parked_kept = true;
    none_skipped = true; stuck = false; count = 0;
    i = 0;
    do
    :: i < stable ->
        gapless = gapless && number(journal[i]) == i;
        if
        :: origin(journal[i]) > count -> none_skipped = false
        :: origin(journal[i]) == count -> count++
        :: else
        fi;
        if
        :: kind(journal[i]) == RELEASE && outcome(journal[i]) == FACTS -> stuck = false
        :: kind(journal[i]) != B1 && outcome(journal[i]) == PARKED -> stuck = true
        :: kind(journal[i]) < B1 && outcome(journal[i]) == FACTS && stuck -> parked_kept = false
        :: else
        fi;
        before = 0; j = 0;
        do
        :: j < i ->
            if
            :: other_subject(kind(journal[j]), kind(journal[i]))
            :: else ->
                before = j + 1;
                if
                :: outcome(journal[i]) == FACTS && outcome(journal[j]) == FACTS ->
                    one_effect = one_effect && kind(journal[i]) != kind(journal[j]);
                    in_order = in_order && (kind(journal[i]) == RELEASE
                        || kind(journal[j]) == RELEASE || origin(journal[i]) > origin(journal[j]))
                :: else
                fi
            fi;
            j++
        :: else -> break
        od;
        chained = chained && previous(journal[i]) == before;
        i++
    :: else -> break
    od;
    assert(one_effect); assert(parked_kept); assert(in_order);
    assert(gapless); assert(chained); assert(none_skipped)
}

inline check_stores() {
    store_is_prefix = true; k = 0;
    do
    :: k < 2 ->
        i = 0;
        do
        :: i < kept[k] ->
            before = mark[i];
            if
            :: i < end && store[k].entry[i] == journal[i] &&
                (before == COMMITTED || !line[k] || said(before - 1) == COMMITTING)
            :: else -> store_is_prefix = false
            fi;
            i++
        :: else -> break
        od;
        k++
    :: else -> break
    od;
    assert(store_is_prefix)
}

/* A worker's own steps */

inline enter(w, what, how, from) {
    before = 0; j = 0;
    do
    :: j < seen_to[w] ->
        before = (other_subject(kind(store[w].entry[j]), what) -> before : j + 1);
        j++
    :: else -> break
    od;
    store[w].entry[seen_to[w]] =
        (what) | ((how) << 2) | ((from) << 4) | (seen_to[w] << 7) | (before << 11);
    seen_to[w]++
}

inline hear(w, what, from) {
    seen = false; count = 0; i = 0;
    do
    :: i < seen_to[w] ->
        seen = seen || kind(store[w].entry[i]) == (what);
        if
        :: outcome(store[w].entry[i]) == PARKED -> waiting[count] = i; count++
        :: kind(store[w].entry[i]) == RELEASE && outcome(store[w].entry[i]) == FACTS -> count = 0
        :: else
        fi;
        i++
    :: else -> break
    od;
#ifdef REPEATS_UNSEEN
    seen = false;
#endif
    if
    :: seen -> enter(w, what, REPEATED, from)
    :: !seen && (what) == RELEASE && count == 0 -> enter(w, what, REFUSED, from)
    :: !seen && (what) == RELEASE && count > 0 ->               /* Release */
        enter(w, what, FACTS, from);
        stuck = false; i = 0;
        do
        :: i < count ->
            k = store[w].entry[waiting[i]] & 127;
            stuck = stuck || (kind(k) == A2 && !cured);
            enter(w, kind(k), (stuck -> PARKED : FACTS), origin(k));
            i++
        :: else -> break
        od;
        skip
    :: !seen && (what) == B1 -> enter(w, what, FACTS, from)
#ifndef PARKED_OVERTAKEN
    :: !seen && (what) < B1 && count > 0 -> enter(w, what, PARKED, from)    /* Park */
    :: !seen && (what) < B1 && count == 0 ->
#else
    :: !seen && (what) < B1 ->
#endif
        enter(w, what, ((what) == A2 && !cured -> PARKED : FACTS), from)
    fi
}

inline drop(w) {
    do
    :: seen_to[w] > kept[w] -> seen_to[w]--; store[w].entry[seen_to[w]] = 0
    :: else -> break
    od;
    skip
}

inline restore(w) {     /* a store that is not of this journal is emptied and folded anew */
    i = 0;
    do
    :: i < told -> store[w].entry[i] = journal[i]; i++
    :: i >= told && i < ENTRIES -> store[w].entry[i] = 0; i++
    :: else -> break
    od;
    kept[w] = told; seen_to[w] = told;
    next[w] = 0; i = 0;
    do
    :: i < told ->
        next[w] = (origin(journal[i]) >= next[w] -> origin(journal[i]) + 1 : next[w]);
        i++
    :: else -> break
    od;
#ifdef POSITION_EARLY
    next[w] = early;
#endif
    skip
}

inline crash(w) {
    atomic {
        crashes < CRASHES -> crashes++;
        if
        :: skip                                                 /* Doubt */
        :: d_step { kept[w] = 0; drop(w) }               /* Crash: the disk is empty */
        fi;
        goto closed
    }
}

proctype Worker(byte w) {
closed:                                                         /* Close */
    atomic { drop(w); next[w] = 0; line[w] = true };
end_waiting:
    owner == w;                                                 /* Assign */
#ifdef RESTORE_BEFORE_FENCE
    d_step { find_stable(); told = stable; restore(w) };
#endif
open:                                                           /* OpenFence */
    if
#ifndef NO_FENCING
    :: atomic { txn[ID] == ONGOING -> txn[ID] = ABORTING; current[0] = false; current[1] = false };
        goto open
    :: atomic { txn[ID] == NONE -> current[1 - w] = false; current[w] = true; line[w] = true }
#else
    :: atomic { txn[ID] == ONGOING -> txn[ID] = ABORTING }; goto open
    :: atomic { txn[ID] == NONE -> line[w] = true }
#endif
    fi;
#ifndef HANGING_LEFT
    if                                                          /* EndHanging */
    :: fenced(w) -> goto closed
    :: else ->
        d_step {
            hangs = false; i = 0;
            do
            :: i < end -> hangs = hangs || (mark[i] == OPEN(ID) && txn[ID] == NONE); i++
            :: else -> break
            od;
            if
            :: hangs && !fenced(w) ->
                end_transaction(ID, decided[ID] == COMMITTING); check_journal(); check_stores()
            :: else
            fi
        }
    fi;
#endif
#ifndef RESTORE_BEFORE_FENCE
#ifndef NO_FLOOR
    d_step { find_stable(); floor[w] = stable };                /* LayFloor */
#endif
    atomic {                                                    /* Restore */
        find_stable(); told = floor[w]; floor[w] = 0;
        do
        :: told < stable -> told++
        :: break
        od;
        d_step { restore(w); check_stores() }
    };
#endif
end_working:
    if
    :: owner != w -> goto closed                                 /* Revoke */
    :: fenced(w) -> goto closed                                 /* Yield */
    :: crash(w)
    :: atomic {                                                 /* Decide */
        next[w] < tail && seen_to[w] < ENTRIES - 4 && line[w] ->
        if
        :: cured = true
        :: command[next[w]] == A2 || command[next[w]] == RELEASE -> cured = false
        fi;
        d_step { hear(w, command[next[w]], next[w]); next[w]++ };
        if
        :: skip
        :: BATCH > 1 && next[w] < tail && seen_to[w] < ENTRIES - 4 ->
            if
            :: cured = true
            :: command[next[w]] == A2 || command[next[w]] == RELEASE -> cured = false
            fi;
            d_step { hear(w, command[next[w]], next[w]); next[w]++ }
        fi
#ifdef STATE_EARLY
        ; kept[w] = seen_to[w]; d_step { check_stores() }
#endif
#ifdef POSITION_EARLY
        ; early = next[w]
#endif
        }
    :: !line[w] -> goto closed                              /* Doubt */
    fi;
    if
    :: fenced(w) -> goto closed                                 /* Yield */
    :: crash(w)
#ifndef LINE_REPLACED
    :: !line[w] -> goto closed                                  /* Doubt */
#endif
    :: d_step {                                                 /* Begin, Write */
        !fenced(w) && txn[ID] == NONE && line_held(w) ->
        txn[ID] = ONGOING;
        i = kept[w];
#ifdef STATE_EARLY
        i = 0;
        do
        :: i < seen_to[w] && i < end && store[w].entry[i] == journal[i] -> i++
        :: else -> break
        od;
#endif
        do
        :: i < seen_to[w] && end < ENTRIES ->
            journal[end] = store[w].entry[i]; mark[end] = OPEN(ID); end++; i++
        :: else -> break
        od;
        skip
        }
    fi;
    if
    :: fenced(w) -> goto closed                                 /* Yield */
    :: crash(w)
    :: atomic { !fenced(w) && txn[ID] == ONGOING -> txn[ID] = COMMITTING }      /* Commit */
    fi;
    if
    :: crash(w)
    :: d_step { kept[w] = seen_to[w]; check_stores() }          /* Keep */
    fi;
    goto end_working
}

proctype Broker() {
    byte id;
end_broker:
    do
    :: d_step { txn[0] == COMMITTING ->
        txn[0] = NONE; end_transaction(0, true); check_journal() }
    :: d_step { txn[0] == ABORTING ->
        txn[0] = NONE; end_transaction(0, false); check_stores() }
#ifdef NO_FENCING
    :: d_step { txn[1] == COMMITTING ->
        txn[1] = NONE; end_transaction(1, true); check_journal() }
    :: d_step { txn[1] == ABORTING ->
        txn[1] = NONE; end_transaction(1, false); check_stores() }
#endif
    :: d_step { txn[0] >= COMMITTING && skips < SKIPS ->        /* SkipMarker */
        skips++; decided[0] = txn[0]; txn[0] = NONE; line[0] = false; line[1] = false }
    od
}

proctype Group() {
end_group:
    do
    :: atomic { moves < MOVES -> moves++; owner = 1 - owner }   /* Reassign */
    od
}

inline acknowledge() {  /* any commands; a worker that is slow sees them as if they came late */
    do
    :: tail < COMMANDS ->                                       /* Acknowledge */
        if
        :: command[tail] = A1
        :: command[tail] = A2
        :: command[tail] = B1
        :: command[tail] = RELEASE
        fi;
        tail++
    :: else -> break
    od
}

proctype Quiet() {      /* when nothing can move any more, everything is decided */
    timeout;
    d_step {
        find_stable();
        count = 0; i = 0;
        do
        :: i < stable -> count = (origin(journal[i]) == count -> count + 1 : count); i++
        :: else -> break
        od;
        all_decided = count == tail && stable == end
    };
    assert(all_decided)
}

init {
    atomic {
        acknowledge();
        line[0] = true; line[1] = true;
        run Worker(0); run Worker(1); run Broker(); run Group(); run Quiet()
    }
}
