package io.bitgap.retention.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.bitgap.WebRoleTest;
import io.bitgap.artifact.Artifacts;
import io.bitgap.artifact.StoredArtifact;
import io.bitgap.comparison.web.Browse;
import io.bitgap.retention.StoredCheckpoints;
import io.bitgap.settings.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

@WebRoleTest
class RetentionControllerTests {
    private static final Instant LONG_AGO = Instant.now().minus(Duration.ofDays(400));

    @Autowired
    MockMvc mvc;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Artifacts artifacts;

    @Autowired
    Settings settings;

    private UUID run;
    private UUID old;
    private UUID last;

    @BeforeEach
    void aFinishedRun() throws IOException {
        var rows = new StoredCheckpoints(jdbc);
        run = rows.run("COMPLETED");
        old = rows.checkpoint(run, 1, 0.1, LONG_AGO, aged("old of " + run));
        last = rows.checkpoint(run, 2, 0.2, LONG_AGO, aged("last of " + run));
    }

    @Test
    void aDryRunSaysWhatWouldGoWhatStaysAndWhy() throws Exception {
        mvc.perform(get("/retention").param("olderThanDays", "399"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.olderThanDays").value(399))
                .andExpect(jsonPath("$.automatic").value(false))
                .andExpect(jsonPath("$.store").value(containsString("artifacts")))
                .andExpect(jsonPath("$.frees.checkpoints").isNumber())
                .andExpect(jsonPath("$.frees.bytes").isNumber())
                .andExpect(jsonPath("$.frees.files.count").isNumber())
                .andExpect(jsonPath("$.checkpoints[*].id").value(hasItem(old.toString())))
                .andExpect(jsonPath("$.checkpoints[*].id").value(not(hasItem(last.toString()))))
                .andExpect(jsonPath("$.kept[?(@.reason == 'last')].sentence").value("the last of its run"));

        mvc.perform(get("/retention").param("olderThanDays", "401"))
                .andExpect(jsonPath("$.checkpoints[*].id").value(not(hasItem(old.toString()))));
        mvc.perform(get("/retention")).andExpect(jsonPath("$.olderThanDays").value(7));
    }

    @Test
    void removingSaysWhatIsFreeNowAndTheDownloadSaysThatItIsGone() throws Exception {
        mvc.perform(post("/retention").param("olderThanDays", "399"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.checkpoints").isNumber())
                .andExpect(jsonPath("$.freedBytes").isNumber());

        mvc.perform(get("/checkpoints/{id}/files/file0", old))
                .andExpect(status().isGone())
                .andExpect(jsonPath("$.code").value("checkpoint-files-removed"));
        mvc.perform(get("/checkpoints/{id}/files/file0", last)).andExpect(status().isOk());
        mvc.perform(get("/runs/{id}", run))
                .andExpect(jsonPath("$.checkpoints[0].filesRemovedAt").isString())
                .andExpect(jsonPath("$.checkpoints[1].filesRemovedAt").isEmpty());
        var links = Browse.page(mvc, "/runs/" + run).select("#checkpoints a[download]");
        assertThat(links.eachAttr("href")).containsExactly("/checkpoints/" + last + "/files/file0");
    }

    @Test
    void aNumberOfDaysThatIsNoneIsRefused() throws Exception {
        for (String days : new String[] {"-1", "x", "40000"}) {
            mvc.perform(get("/retention").param("olderThanDays", days))
                    .andExpect(status().isBadRequest())
                    .andExpect(jsonPath("$.errors[0].pointer").value("/olderThanDays"));
        }
    }

    private StoredArtifact aged(String content) throws IOException {
        StoredArtifact stored = artifacts.put(out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
        Path file = settings.dataDirectory().resolve("artifacts").resolve(stored.key());
        Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
        return stored;
    }
}
