package io.bitgap.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerNameTests {
    @TempDir
    Path data;

    @Test
    void aProcessThatStartsAgainGetsItsNameBack() throws IOException {
        String before;
        try (var name = WorkerName.claim(data, () -> "aaaa")) {
            before = name.value();
        }
        try (var name = WorkerName.claim(data, () -> "bbbb")) {
            assertThat(name.value()).isEqualTo(before).endsWith("-0-aaaa");
        }
    }

    @Test
    void twoProcessesOnOneDataDirectoryHaveTwoNames() throws IOException {
        try (var first = WorkerName.claim(data, () -> "aaaa");
                var second = WorkerName.claim(data, () -> "bbbb")) {
            assertThat(first.value()).endsWith("-0-aaaa");
            assertThat(second.value()).endsWith("-1-bbbb");
        }
    }

    @Test
    void aNameIsNoLongerThanTheSchedulerKeeps() {
        assertThat(WorkerName.shortened("x".repeat(60)) + "-999-01234567").hasSize(50);
        assertThat(WorkerName.shortened("host")).isEqualTo("host");
    }

    @Test
    void anotherDataDirectoryGivesAnotherName(@TempDir Path other) throws IOException {
        try (var first = WorkerName.claim(data, () -> "aaaa");
                var second = WorkerName.claim(other, () -> "bbbb")) {
            assertThat(second.value()).isNotEqualTo(first.value());
        }
    }
}
