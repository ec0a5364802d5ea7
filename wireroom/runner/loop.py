"""The loop: claim, work, finish, for every step in turn, until stopped or (once) until nothing is due."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import DataError, IntegrityError, NotSupportedError, ProgrammingError, close_old_connections
from django.db import Error as DatabaseError

from wireroom.core.errors import FetchError, WireroomError
from wireroom.runner.clock import follow_clock
from wireroom.runner.steps import STEPS, Step
from wireroom.runner.sweep import forget_emails, sweep
from wireroom.runner.works import Works
from wireroom.tasks.actions import (
    USUAL,
    Choice,
    Lease,
    claim,
    enqueue,
    fail,
    finish,
    give_back,
    is_held_elsewhere,
    release_dead_owners,
    renew,
)
from wireroom.tasks.queries import count_due, due_steps, is_any_urgent

THREADS = 32
IDLE_S = 0.2
PATIENCE_S = 1
# A process that decides a burst goes on with it so long while others do the rest, as it knows what it has just read.
TURN_S = 10
# While copy is on its way, lists wait so long for more of it, or three times as long as writing them took last, but
# never longer than the second figure: then they take at most a quarter of the time, and are never long behind. In a
# burst, when so many rows of the steps before them are due, what gathers waits for its end, as long as its step has
# patience, and new pages wait the first figure, for most of what will stand beside them comes right after them.
GATHER = timedelta(seconds=1)
GATHER_AT_MOST = timedelta(seconds=10)
BURST = 50
# So many errands ask one host at a time (as the http client lets them), and so many of a step may wait for theirs:
# without a thread, and with no more kept than whom they ask, so a host that is slow holds up its own errands only.
PER_HOST = 2
AHEAD = 10_000
RENEW_EVERY = timedelta(seconds=20)
LOOK_AT_CLOCK_EVERY = timedelta(seconds=10)
SWEEP_EVERY = timedelta(hours=1)
NAMES = tuple(step.name for step in STEPS)
# The steps that others wait for.
GATHERED = tuple(dict.fromkeys(name for step in STEPS for name in step.gathers))
# What a second process does while one decides: it takes in and writes.
BESIDE = tuple({step.name for step in STEPS if step.writes or (step.name in GATHERED and not step.alone)})


@dataclass(slots=True, eq=False)
class _Errand:
    """Something to be asked of the outside, being asked once there is a `future`, and not yet settled.

    `job` is None while others ask the same host: it is prepared again when its turn has come.
    """

    step: Step
    lease: Lease
    job: Any
    host: str
    future: Future | None = None


class Loop:
    """One worker. `stop()` may be called from any thread or signal handler; the batch in hand is finished first."""

    def __init__(self, works: Works, *, progress: Callable[[Works], None] | None = None):
        self._works = works
        self._progress = progress or (lambda works: None)
        self._stopping = threading.Event()
        self._wake = threading.Event()
        self._errands: list[_Errand] = []
        self._once_from: datetime | None = None
        self._renewed_at = self._swept_at = self._looked_at = works.clock()
        self._gather = GATHER
        self._is_patient = True
        # Steps that have rows to claim: all are looked at together, once a turn and once something was done.
        self._due: frozenset[str] | None = None
        # When another process was last seen at a step that is done alone: between two batches it holds nothing.
        self._taken_at: dict[str, float] = {}

    def stop(self) -> None:
        """Ask the loop to end."""
        self._stopping.set()
        self._wake.set()

    def run(self, *, once: bool = False) -> None:
        """Work until stopped; with `once`, until nothing is due and nothing is under way."""
        release_dead_owners()
        follow_clock(self._works)
        sweep(self._works.newsroom, now=self._works.clock())
        forget_emails(self._works.newsroom, now=self._works.clock())
        self._once_from = self._works.clock() if once else None
        with ThreadPoolExecutor(THREADS, thread_name_prefix="away") as pool:
            try:
                self._run(pool, once)
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
                self._give_back()

    def finish_steps(
        self, names: Sequence[str], *, sweeping: bool = False, until: Callable[[], bool] = lambda: False
    ) -> None:
        """Do what is due of some steps that need nothing from outside, and return when nothing is, nor will be by what
        another process does alone; or when after a batch it is enough (`until`). Raises what the database raises."""
        release_dead_owners()
        if sweeping:
            sweep(self._works.newsroom, now=self._works.clock())
        steps = [step for step in STEPS if step.name in names]
        alone = [step.name for step in steps if step.alone]
        worked_at, self._is_patient = time.monotonic(), True
        while True:
            self._due = None
            if self._do_urgent(steps) or any(self._do(step) for step in steps):
                worked_at = time.monotonic()
                self._progress(self._works)
                if until():
                    return
            elif self._is_patient and count_due(alone, now=self._works.clock(), most=1):
                self._wait(worked_at)
            else:
                return

    def _run(self, pool: ThreadPoolExecutor, once: bool) -> None:
        worked_at = time.monotonic()
        while not self._stopping.is_set():
            self._wake.clear()
            busy = is_awaited = False
            try:
                busy = self._turn(pool)
                is_awaited = once and not busy and self._is_patient and self._is_any_under_way()
            except DatabaseError as error:
                # A locked or restarting database must not end the process: what was claimed comes back by itself.
                self._works.log.error("database: %s", error)
                self._works.tally["broken"] += 1
                close_old_connections()
            self._progress(self._works)
            if busy:
                worked_at = time.monotonic()
                continue
            if not once or self._errands:
                self._wake.wait(IDLE_S)
            elif is_awaited:
                self._wait(worked_at)
            else:
                return

    def _is_any_under_way(self) -> bool:
        """Whether any process has copy to take, to decide or to write."""
        return count_due(GATHERED, now=self._works.clock(), most=1) > 0

    def _wait(self, worked_at: float) -> None:
        """Wait for what is in another process's hands; one that is gone must not keep us, nor what it held be left."""
        release_dead_owners()
        self._is_patient = time.monotonic() - worked_at < PATIENCE_S
        self._wake.wait(IDLE_S)

    def _turn(self, pool: ThreadPoolExecutor) -> bool:
        """One round through the table. Returns whether anything was done."""
        now = self._works.clock()
        self._keep_house(now)
        self._due = None
        busy = self._settle()
        for step in STEPS:
            if self._stopping.is_set():
                break
            busy |= self._send(step, pool) if step.away else self._do_turn(step)
        return busy

    def _do_turn(self, step: Step) -> bool:
        started, batches = time.monotonic(), 0
        while (done := self._do(step, gathering=True)) == step.batch and not self._stopping.is_set():
            batches += 1
            if batches >= step.batches and not self._may_go_on(step, started):
                break
            self._do_urgent(STEPS)
        return batches + done > 0

    def _may_go_on(self, step: Step, started: float) -> bool:
        """Whether the other steps can do without this process for longer than their turn is."""
        is_soon = time.monotonic() - started < TURN_S
        return step.alone and is_soon and is_held_elsewhere(*BESIDE, now=self._works.clock())

    def _do_urgent(self, steps: Sequence[Step]) -> bool:
        """Do a batch of what is urgent, if anything is, as a kill waits for no other copy: all kills are decided first,
        then pages written, then, once for all of these, lists."""
        awaited = [step for step in steps if step.alone or step.writes]
        if not is_any_urgent([step.name for step in awaited], now=self._works.clock()):
            return False
        return any(self._do(step, urgent=True) for step in awaited)

    def _is_taken(self, step: Step) -> bool:
        """Whether another process does a step that is done alone, and we may still wait for it."""
        if not step.alone or not self._is_patient:
            return False
        # What is urgent may be in anybody's hands.
        if is_held_elsewhere(step.name, now=self._works.clock(), least=USUAL):
            self._taken_at[step.name] = time.monotonic()
        return time.monotonic() - self._taken_at.get(step.name, -PATIENCE_S) < PATIENCE_S

    def _do(self, step: Step, *, gathering: bool = False, urgent: bool = False) -> int:
        leases = self._claim(step, step.batch, gathering=gathering, urgent=urgent)
        if leases:
            started = time.monotonic()
            self._work(step, leases)
            if step.name == "places":
                took = timedelta(seconds=time.monotonic() - started)
                self._gather = min(max(GATHER, 3 * took), GATHER_AT_MOST)
        return len(leases)

    def _claim(self, step: Step, limit: int, *, gathering: bool = False, urgent: bool = False) -> list[Lease]:
        """Rows that are due. Running once, each feed is asked once, and what failed waits for the next run.

        While copy is on its way, calm rows of a gathering step wait for more: a list page is then written once for a
        burst and not once for each of its stories.
        """
        now = self._works.clock()
        if self._due is None:
            self._due = due_steps(NAMES, now=now)
        if step.name not in self._due:
            return []
        due_by = self._once_from if step.name == "fetch" else None
        gathers = gathering and self._is_patient and step.gathers
        usual_by, calm_by = self._asked_by(step, now) if gathers else (None, None)
        untried = self._once_from is not None
        choice = Choice(due_by, usual_by, calm_by, untried=untried, urgent=urgent or self._is_taken(step))
        leases = claim(step.name, limit=limit, now=now, choice=choice)
        if leases:
            # What is done now may make others due.
            self._due = None
        return leases

    def _asked_by(self, step: Step, now: datetime) -> tuple[datetime | None, datetime | None]:
        """Until when usual rows and calm ones must have been asked for to be claimed; None when they need not wait."""
        coming = count_due(step.gathers, now=now, most=BURST)
        if coming >= BURST:
            return now - GATHER, now - step.patience
        return None, now - self._gather if coming else None

    def _work(self, step: Step, leases: Sequence[Lease]) -> None:
        """Do a batch; when it fails, each piece by itself, so that one bad piece holds up no other."""
        try:
            step.work(self._works, leases)
            late = finish(leases)
            if step.writes:
                enqueue(step.name, [lease.key for lease in late], now=self._works.clock())
        except Exception as error:
            if _is_outage(error):
                raise
            if len(leases) == 1:
                self._fail(leases[0], error)
                return
            for lease in leases:
                self._work(step, [lease])

    def _send(self, step: Step, pool: ThreadPoolExecutor) -> bool:
        asking = [errand for errand in self._errands if errand.future]
        ours = sum(errand.step.name == step.name for errand in asking)
        waiting = sum(errand.step.name == step.name for errand in self._errands) - ours
        room = min(step.batch - ours, THREADS - len(asking), AHEAD - waiting)
        leases = self._claim(step, room) if room > 0 else []
        for lease in leases:
            if (job := self._prepare(step, lease)) is not None:
                self._errands.append(_Errand(step, lease, job, step.away.host(job)))
        self._start(pool)
        for errand in self._errands:
            if errand.future is None:
                errand.job = None
        return bool(leases)

    def _prepare(self, step: Step, lease: Lease) -> Any:
        """What to ask; None where there is nothing to ask, and the row is done with."""
        try:
            job = step.away.prepare(self._works, lease)
        except Exception as error:
            if _is_outage(error):
                raise
            self._fail(lease, error)
            return None
        if job is None:
            finish([lease])
        return job

    def _start(self, pool: ThreadPoolExecutor) -> None:
        """Set off what waits, in order, as threads, steps and hosts have room."""
        asking = [errand for errand in self._errands if errand.future]
        steps = Counter(errand.step.name for errand in asking)
        hosts = Counter(errand.host for errand in asking if errand.host)
        for errand in list(self._errands):
            if steps.total() >= THREADS:
                return
            if errand.future or steps[errand.step.name] >= errand.step.batch or hosts[errand.host] >= PER_HOST:
                continue
            if errand.job is None:
                errand.job = self._prepare(errand.step, errand.lease)
                if errand.job is None:
                    self._errands.remove(errand)
                    continue
            errand.future = pool.submit(errand.step.away.ask, self._works, errand.job)
            errand.future.add_done_callback(lambda _: self._wake.set())
            steps[errand.step.name] += 1
            hosts[errand.host] += bool(errand.host)

    def _settle(self) -> bool:
        # Asked once: an errand that comes home between two looks would be on neither list.
        done = [errand for errand in self._errands if errand.future and errand.future.done()]
        self._errands = [errand for errand in self._errands if errand not in done]
        for errand in done:
            try:
                errand.step.away.settle(self._works, errand.lease, errand.future.result())
                finish([errand.lease])
            except Exception as error:
                if _is_outage(error):
                    raise
                self._fail(errand.lease, error)
        return bool(done)

    def _fail(self, lease: Lease, error: Exception) -> None:
        """Put the row back, and say so: a bug with its traceback, what merely waits for another try in a word."""
        dead = fail(lease, f"{type(error).__name__}: {error}", now=self._works.clock())
        waits = isinstance(error, FetchError) and not dead
        self._works.tally["waiting" if waits else "broken"] += 1
        log = self._works.log.debug if waits else self._works.log.error if dead else self._works.log.warning
        trace = None if isinstance(error, WireroomError) else error
        log("%s %s failed (attempt %d): %s", lease.step, lease.key, lease.attempts, error, exc_info=trace)

    def _keep_house(self, now: datetime) -> None:
        if not timedelta(0) <= now - self._looked_at < LOOK_AT_CLOCK_EVERY:
            self._looked_at = now
            if follow_clock(self._works):
                self._renewed_at, self._swept_at = now - RENEW_EVERY, now - SWEEP_EVERY
        if now - self._renewed_at >= RENEW_EVERY:
            renew([errand.lease for errand in self._errands], now=now)
            self._renewed_at = now
        if now - self._swept_at >= SWEEP_EVERY:
            sweep(self._works.newsroom, now=now)
            forget_emails(self._works.newsroom, now=now)
            self._swept_at = now

    def _give_back(self) -> None:
        """Errands that were under way when we stopped are free for the next process at once."""
        give_back([errand.lease for errand in self._errands])


def _is_outage(error: Exception) -> bool:
    """The database is locked, restarting or away, and nothing is wrong with the piece of work in hand.

    What it refuses for its contents would be refused for ever, and everything claimed together with it would wait.
    """
    if isinstance(error, IntegrityError | DataError | ProgrammingError | NotSupportedError):
        return False
    return isinstance(error, DatabaseError) and "too " not in str(error)
