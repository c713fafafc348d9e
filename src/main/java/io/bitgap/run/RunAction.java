package io.bitgap.run;

import java.util.List;
import java.util.Locale;

/** What a user may do to a run; {@link RunState#actions} says when. */
enum RunAction {
    PAUSE("paused"),
    RESUME("resumed"),
    CANCEL("canceled"),
    RETRY("tried again");

    private final String done;

    RunAction(String done) {
        this.done = done;
    }

    /** As in a sentence: a run cannot be ... */
    String done() {
        return done;
    }

    /** As in an address. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> words(List<RunAction> actions) {
        return actions.stream().map(RunAction::word).toList();
    }
}
