package io.bitgap.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

class AssetsTests {
    /** That of every file in a build that can be repeated. */
    private static final Instant SAME_TIME = Instant.parse("2026-01-01T00:00:00Z");

    private static final Path OWN_SCRIPTS = Path.of("src/main/resources/static/js");
    private static final Pattern IMPORTED = Pattern.compile("(?:from|import) '([^']+)'");

    @TempDir
    Path earlier;

    @TempDir
    Path later;

    @EnableWebMvc
    static class Web {}

    @Test
    void twoVersionsOfAFileAreNeverTakenForEachOtherThoughTheirTimesAreTheSame() throws Exception {
        Assets old = assets(earlier, "export const version = 1;");
        Assets current = assets(later, "export const version = 2;");
        MockMvc web = serve(current);

        assertThat(old.root() + "js/part.js").isNotEqualTo(current.root() + "js/part.js");
        web.perform(get(current.root() + "js/part.js").header(HttpHeaders.IF_MODIFIED_SINCE, SAME_TIME.toEpochMilli()))
                .andExpect(status().isOk())
                .andExpect(content().string("export const version = 2;"))
                .andExpect(header().doesNotExist(HttpHeaders.LAST_MODIFIED))
                .andExpect(header().string(HttpHeaders.CACHE_CONTROL, "max-age=31536000, public, immutable"));
        web.perform(get(old.root() + "js/part.js")).andExpect(status().isNotFound());
        web.perform(get("/js/part.js")).andExpect(status().isNotFound());
    }

    @Test
    void theSameFilesHaveTheSameAddressWhereverTheyLie() throws Exception {
        assertThat(assets(earlier, "export const version = 1;").root() + "js/part.js")
                .isEqualTo(assets(later, "export const version = 1;").root() + "js/part.js")
                .matches("/assets/[0-9a-f]{12}/js/part\\.js");
    }

    @Test
    void aFileOfALibraryIsFoundWithoutItsVersion() throws Exception {
        Assets assets = new Assets();
        serve(assets)
                .perform(get(assets.root() + "webjars/chart.js/dist/chart.umd.min.js"))
                .andExpect(status().isOk());
    }

    @Test
    void modulesImportEachOtherByAddressesThatStayWithinTheirVersion() throws IOException {
        try (Stream<Path> scripts = Files.list(OWN_SCRIPTS)) {
            List<String> imported = scripts.flatMap(
                            script -> IMPORTED.matcher(read(script)).results())
                    .map((MatchResult found) -> found.group(1))
                    .toList();
            assertThat(imported)
                    .contains("./charts.js", "../webjars/chart.js/dist/chart.umd.min.js")
                    .allMatch(address -> address.matches("\\.\\.?/[a-z].*"));
        }
    }

    private static String read(Path script) {
        try {
            return Files.readString(script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Assets assets(Path folder, String script) throws IOException {
        Path file = Files.createDirectories(folder.resolve("js")).resolve("part.js");
        Files.writeString(file, script);
        Files.setLastModifiedTime(file, FileTime.from(SAME_TIME));
        return new Assets(folder.toUri().toString());
    }

    private static MockMvc serve(Assets assets) {
        GenericWebApplicationContext context = new GenericWebApplicationContext(new MockServletContext());
        new AnnotatedBeanDefinitionReader(context).register(Web.class);
        context.registerBean(Assets.class, () -> assets);
        context.refresh();
        return MockMvcBuilders.webAppContextSetup(context).build();
    }
}
