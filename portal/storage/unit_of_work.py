"""One transaction with every store in it. Commit is written out; without it everything is
undone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property

from sqlalchemy import Connection, RootTransaction, func, select

from portal.storage.account_store import AccountStore
from portal.storage.administration_store import AdministrationStore
from portal.storage.case_key_store import CaseKeyStore
from portal.storage.case_store import CaseStore
from portal.storage.dossier_store import DossierStore
from portal.storage.draft_store import DraftStore
from portal.storage.earlier_store import EarlierStore
from portal.storage.fact_store import FactStore
from portal.storage.file_store import FileStore
from portal.storage.forwarding_store import ForwardingStore
from portal.storage.generation_store import GenerationStore
from portal.storage.guidance_store import GuidanceStore
from portal.storage.job_store import JobStore
from portal.storage.known_browser_store import KnownBrowserStore
from portal.storage.list_store import ListStore
from portal.storage.log_store import SystemLogStore
from portal.storage.mail_store import MailStore
from portal.storage.manifest_store import ManifestStore
from portal.storage.notice_store import NoticeStore
from portal.storage.publication_store import PublicationStore
from portal.storage.record_store import RecordStore
from portal.storage.report_draft_store import ReportDraftStore
from portal.storage.session_store import SessionStore
from portal.storage.throttle_store import ThrottleStore
from portal.storage.unit_key_store import UnitKeyStore
from portal.storage.unit_list_store import UnitListStore


class UnitOfWork:
    """`writes`: whether it may change anything; only then does it have reason to lock."""

    def __init__(
        self, connection: Connection, transaction: RootTransaction, *, writes: bool
    ) -> None:
        self._connection = connection
        self._transaction = transaction
        self.writes = writes
        self._last_acts: list[Callable[[], None]] = []

    def before_commit(self, act: Callable[[], None]) -> None:
        """Do something last of all in this unit, if it is kept."""
        self._last_acts.append(act)

    def commit(self) -> None:
        """Keep everything done in this unit."""
        for act in self._last_acts:
            act()
        self._transaction.commit()

    def wait_for_others(self, what: bytes) -> None:
        """Let one unit at a time go on with the same thing (16 random bytes), without a trace.

        A locked row would keep the number of this transaction, and with it tie what else is
        written in it to that row. SQLite has one writer at a time anyway.
        """
        if self._connection.dialect.name == "postgresql":
            number = int.from_bytes(what[:8], "big", signed=True)
            self._connection.execute(select(func.pg_advisory_xact_lock(number)))

    @cached_property
    def accounts(self) -> AccountStore:
        return AccountStore(self._connection)

    @cached_property
    def cases(self) -> CaseStore:
        return CaseStore(self._connection)

    @cached_property
    def case_keys(self) -> CaseKeyStore:
        return CaseKeyStore(self._connection)

    @cached_property
    def generations(self) -> GenerationStore:
        return GenerationStore(self._connection)

    @cached_property
    def manifests(self) -> ManifestStore:
        return ManifestStore(self._connection)

    @cached_property
    def records(self) -> RecordStore:
        return RecordStore(self._connection)

    @cached_property
    def files(self) -> FileStore:
        return FileStore(self._connection)

    @cached_property
    def forwardings(self) -> ForwardingStore:
        return ForwardingStore(self._connection)

    @cached_property
    def dossiers(self) -> DossierStore:
        return DossierStore(self._connection)

    @cached_property
    def administrations(self) -> AdministrationStore:
        return AdministrationStore(self._connection)

    @cached_property
    def guidance(self) -> GuidanceStore:
        return GuidanceStore(self._connection)

    @cached_property
    def list_values(self) -> ListStore:
        return ListStore(self._connection)

    @cached_property
    def drafts(self) -> DraftStore:
        return DraftStore(self._connection)

    @cached_property
    def report_drafts(self) -> ReportDraftStore:
        return ReportDraftStore(self._connection)

    @cached_property
    def publications(self) -> PublicationStore:
        return PublicationStore(self._connection)

    @cached_property
    def facts(self) -> FactStore:
        return FactStore(self._connection)

    @cached_property
    def earlier_totals(self) -> EarlierStore:
        return EarlierStore(self._connection)

    @cached_property
    def unit_keys(self) -> UnitKeyStore:
        return UnitKeyStore(self._connection)

    @contextmanager
    def lists_now(self) -> Iterator[UnitListStore]:
        """The unit's list as it is at this moment: a unit that only reads sees the database as it
        was when it began."""
        with self._connection.engine.connect() as connection:
            yield UnitListStore(connection)

    @cached_property
    def unit_lists(self) -> UnitListStore:
        return UnitListStore(self._connection)

    @cached_property
    def mails(self) -> MailStore:
        return MailStore(self._connection)

    @cached_property
    def notices(self) -> NoticeStore:
        return NoticeStore(self._connection)

    @cached_property
    def jobs(self) -> JobStore:
        return JobStore(self._connection)

    @cached_property
    def system_log(self) -> SystemLogStore:
        return SystemLogStore(self._connection)

    @cached_property
    def sessions(self) -> SessionStore:
        return SessionStore(self._connection)

    @cached_property
    def known_browsers(self) -> KnownBrowserStore:
        return KnownBrowserStore(self._connection)

    @cached_property
    def throttles(self) -> ThrottleStore:
        return ThrottleStore(self._connection)
