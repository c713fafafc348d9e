package io.bitgap.run.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.format.Formats;
import io.bitgap.run.RunState;
import io.bitgap.run.RunView;
import io.bitgap.run.journal.RunEvents;
import io.bitgap.training.Progress;
import org.junit.jupiter.api.Test;

class ShownProgressTests {
    @Test
    void progressIsWrittenAsTheRunPageHasIt() {
        RunEvents.Now now = new RunEvents.Now(
                RunState.RUNNING,
                new Progress(1, 4, 5, 10, 899.6, 75.2),
                new RunView.Metrics(0.91304, null, null, null));
        assertThat(ShownProgress.of(now, new Formats()))
                .isEqualTo(new ShownProgress("1 of 4", "–", "91.30 %", "1 min 15 s", "900"));
    }

    @Test
    void aRunThatHasJustBegunDoesNotSayThatItIsDoneInNoTime() {
        RunEvents.Now now = new RunEvents.Now(
                RunState.RUNNING, new Progress(0, 4, 0, 10, 0, 0), new RunView.Metrics(null, null, null, null));
        assertThat(ShownProgress.of(now, new Formats()).left()).isEqualTo("–");
    }
}
