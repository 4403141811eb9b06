/* A relay lane of one partition (dispatch): entries of the journal in, messages to an inbox out, and the
 * position in the journal part of the same transaction.
 *
 * Fence, broker, group and delays are those of case_lane.pml. New here: a transaction touches two
 * places, the inbox and the group's positions, whose markers come one after the other, and the group's
 * coordinator learns of its marker later still (deploy/decisions/0014).
 *
 * A coordinator that was replaced and does not know it tells a position of the past (record 26), unless it is
 * asked behind a floor: who knows of that knows of every position before.
 *
 * Actions: Assign, OpenFence, LayFloor, Position, Announce, Begin, Write, WritePosition, Commit, Keep, Yield, Revoke,
 * Doubt, Close.
 * Surroundings: Reassign, Crash, Apply, Expire.
 */

#ifndef JOURNAL
#define JOURNAL 3       /* committed entries, one message each */
#endif
#define MESSAGES (2 * JOURNAL + 2)
#ifndef MOVES
#define MOVES 2
#endif
#ifndef CRASHES
#define CRASHES 2
#endif

#define NONE 0
#define ONGOING 1
#define COMMITTING 2
#define ABORTING 3

#ifdef NO_FENCING
#define ID w
#define fenced(w) (false)
#else
#define ID 0
#define fenced(w) (!current[w])
#endif

byte inbox[MESSAGES];   /* numbers of entries, the first is 1 */
byte mark[MESSAGES];    /* 0 committed, or the transactional id plus one */
byte end;
byte txn[2];
bool current[2];
byte pending[2];        /* position in the transaction of an id, plus one; 0 for none */
byte unread[2];         /* a position whose marker is written, but not yet read by the coordinator */
bool inbox_done[2], positions_done[2];
byte position;          /* what the group's coordinator answers */
byte bookmark[2];       /* what a worker goes by */
byte batch[2];          /* entries in its transaction */
byte owner;
byte moves, crashes;

hidden byte i, j;
hidden byte announced_once, announced_in_order, none_skipped, all_announced;

inline check_inbox() {
    announced_once = true; announced_in_order = true; none_skipped = true; i = 0; j = 0;
    do
    :: i < end && mark[i] == 0 ->
        announced_once = announced_once && inbox[i] != j;
        announced_in_order = announced_in_order && inbox[i] >= j;
        none_skipped = none_skipped && inbox[i] <= j + 1;
        j = inbox[i]; i++
    :: else -> break
    od;
    assert(announced_once); assert(announced_in_order); assert(none_skipped)
}

inline end_inbox(id, commit) {
    i = 0; j = 0;
    do
    :: i < end && mark[i] == (id) + 1 && !(commit) -> i++
    :: i < end && !(mark[i] == (id) + 1 && !(commit)) ->
        inbox[j] = inbox[i]; mark[j] = (mark[i] == (id) + 1 -> 0 : mark[i]); i++; j++
    :: else -> break
    od;
    i = j;
    do
    :: i < end -> inbox[i] = 0; mark[i] = 0; i++
    :: else -> break
    od;
    end = j
}

inline crash() { atomic { crashes < CRASHES -> crashes++; goto closed } }   /* Crash, Doubt */

proctype Worker(byte w) {
closed:                                                         /* Close */
    atomic { bookmark[w] = 0; batch[w] = 0 };
end_waiting:
    owner == w;                                                 /* Assign */
#ifdef POSITION_BEFORE_FENCE
    bookmark[w] = position;
#endif
open:                                                           /* OpenFence */
    if
#ifndef NO_FENCING
    :: atomic { txn[ID] == ONGOING -> txn[ID] = ABORTING; current[0] = false; current[1] = false };
        goto open
    :: atomic { txn[ID] == NONE -> current[1 - w] = false; current[w] = true }
#else
    :: atomic { txn[ID] == ONGOING -> txn[ID] = ABORTING }; goto open
    :: txn[ID] == NONE
#endif
    fi;
#ifndef POSITION_BEFORE_FENCE
#ifdef POSITION_UNSTABLE
    bookmark[w] = position;
#else
    atomic { pending[0] + pending[1] + unread[0] + unread[1] == 0 ->            /* LayFloor, Position */
#ifdef NO_FLOOR
        bookmark[w] = 0;
        do
        :: bookmark[w] < position -> bookmark[w]++
        :: break
        od
#else
        bookmark[w] = position
#endif
    };
#endif
#endif
end_working:
    if
    :: owner != w -> goto closed                                /* Revoke */
    :: fenced(w) -> goto closed                                 /* Yield */
    :: crash()
    :: bookmark[w] < JOURNAL -> batch[w] = 1                    /* Announce */
    :: bookmark[w] + 1 < JOURNAL -> batch[w] = 2
    fi;
    if
    :: fenced(w) -> goto closed                                 /* Yield */
    :: crash()
    :: d_step {                                                 /* Begin, Write */
        !fenced(w) && txn[ID] == NONE ->
        txn[ID] = ONGOING; inbox_done[ID] = false; positions_done[ID] = false; i = 0;
        do
        :: i < batch[w] && end < MESSAGES ->
            inbox[end] = bookmark[w] + i + 1; mark[end] = ID + 1; end++; i++
        :: else -> break
        od;
        skip
        }
    fi;
#ifndef POSITION_APART
    if
    :: fenced(w) -> goto closed                                 /* Yield */
    :: crash()
    :: atomic { !fenced(w) && txn[ID] == ONGOING -> pending[ID] = bookmark[w] + batch[w] + 1 }
    fi;                                                         /* WritePosition */
#endif
    if
    :: fenced(w) -> goto closed                                 /* Yield */
    :: crash()
    :: atomic { !fenced(w) && txn[ID] == ONGOING -> txn[ID] = COMMITTING }      /* Commit */
    fi;
    if
    :: crash()
    :: atomic { bookmark[w] = bookmark[w] + batch[w]; batch[w] = 0 }            /* Keep */
    fi;
#ifdef POSITION_APART
    position = bookmark[w];
#endif
    goto end_working
}

proctype Broker(byte id) {
end_broker:
    do
    :: d_step { txn[id] >= COMMITTING && !inbox_done[id] ->
        inbox_done[id] = true; end_inbox(id, txn[id] == COMMITTING); check_inbox() }
    :: d_step { txn[id] >= COMMITTING && !positions_done[id] && unread[id] == 0 ->
        positions_done[id] = true;
        unread[id] = (txn[id] == COMMITTING -> pending[id] : 0);
        pending[id] = 0 }
    :: d_step { txn[id] >= COMMITTING && inbox_done[id] && positions_done[id] ->
        txn[id] = NONE; inbox_done[id] = false; positions_done[id] = false }
    :: d_step { unread[id] > 0 -> position = unread[id] - 1; unread[id] = 0 }   /* Apply */
    :: atomic { timeout && txn[id] == ONGOING ->                /* Expire: transaction.timeout.ms */
        txn[id] = ABORTING; current[0] = false; current[1] = false }
    od
}

proctype Group() {
end_group:
    do
    :: atomic { moves < MOVES -> moves++; owner = 1 - owner }   /* Reassign */
    od
}

proctype Quiet() {      /* when nothing can move any more, everything is announced */
    timeout && txn[0] != ONGOING && txn[1] != ONGOING;
    all_announced = end == JOURNAL && mark[JOURNAL - 1] == 0;
    assert(all_announced)
}

init {
    atomic { run Worker(0); run Worker(1); run Broker(0); run Broker(1); run Group(); run Quiet() }
}
