"""What is written down: a closed list, each named subject:thing:what-happened."""

from enum import StrEnum


class CaseEvent(StrEnum):
    """Entries of a case's own log; sealed with the case."""

    REPORT_RECEIVED = "case:report:received"
    IMPARTIALITY_DECLARED = "case:impartiality:declared"
    DISQUALIFIED = "case:impartiality:disqualified"
    OPENED = "case:file:opened"
    IDENTITY_SHOWN = "case:identity:shown"
    ATTACHMENT_READ = "case:attachment:read"
    STATUS_CHANGED = "case:status:changed"
    MATTER_ADDED = "case:matter:added"
    MATTER_CHANGED = "case:matter:changed"
    MATTER_TRIAGED = "case:matter:triaged"
    MATTER_FORWARDED = "case:matter:forwarded"
    ANSWER_ENTERED = "case:answer:entered"
    ANSWER_POSTPONED = "case:answer:postponed"
    MATTER_SETTLED = "case:matter:settled"
    MATTER_PASSED_ON = "case:matter:passed_on"
    MESSAGE_SENT = "case:message:sent"
    MESSAGE_RECEIVED = "case:message:received"
    QUESTION_ASKED = "case:question:asked"
    QUESTION_CLOSED = "case:question:closed"
    CONSENT_ANSWERED = "case:consent:answered"
    NOTE_WRITTEN = "case:note:written"
    FEEDBACK_GIVEN = "case:feedback:given"
    FEEDBACK_EXTENDED = "case:feedback:extended"
    SET_ASIDE = "case:file:set_aside"
    TAKEN_UP_AGAIN = "case:file:taken_up_again"
    ACCESS_GIVEN = "case:access:given"
    HANDLER_ASSIGNED = "case:handler:assigned"


class SystemEvent(StrEnum):
    """Entries of the portal's log of accounts; they name no case."""

    ACCOUNT_INVITED = "account:invitation:made"
    ACCOUNT_ACTIVATED = "account:state:activated"
    ACCOUNT_DISABLED = "account:state:disabled"
    ACCOUNT_ENABLED = "account:state:enabled"
    ABSENCE_SET = "account:absence:set"
    SIGN_IN = "session:sign_in:done"
    SIGN_IN_REFUSED = "session:sign_in:refused"
    SIGN_OUT = "session:sign_out:done"
    GUIDANCE_CHANGED = "guidance:text:changed"
    CASE_ERASED = "case:file:erased"
