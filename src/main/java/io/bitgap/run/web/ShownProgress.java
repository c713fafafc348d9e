package io.bitgap.run.web;

import io.bitgap.format.Formats;
import io.bitgap.run.journal.RunEvents;
import java.util.Locale;

/** How far a run is, as its page writes it, when it is loaded and while it is followed. */
record ShownProgress(String epoch, String last, String best, String left, String speed) {
    static ShownProgress of(RunEvents.Now now, Formats formats) {
        return new ShownProgress(
                now.progress().epoch() + " of " + now.progress().epochs(),
                formats.percent(now.metrics().last()),
                formats.percent(now.metrics().best()),
                formats.seconds(now.progress().secondsLeft()),
                String.format(Locale.ROOT, "%.0f", now.progress().imagesPerSecond()));
    }
}
