package io.bitgap.run;

import io.bitgap.account.AuditAction;
import java.util.List;
import java.util.Locale;

/** What a user may do to a run; {@link RunState#actions} says when. */
enum RunAction {
    PAUSE("paused", AuditAction.PAUSE_RUN),
    RESUME("resumed", AuditAction.RESUME_RUN),
    CANCEL("canceled", AuditAction.CANCEL_RUN),
    RETRY("tried again", AuditAction.RETRY_RUN);

    private final String done;
    private final AuditAction audited;

    RunAction(String done, AuditAction audited) {
        this.done = done;
        this.audited = audited;
    }

    /** As in a sentence: a run cannot be ... */
    String done() {
        return done;
    }

    AuditAction audited() {
        return audited;
    }

    /** As in an address. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> words(List<RunAction> actions) {
        return actions.stream().map(RunAction::word).toList();
    }
}
