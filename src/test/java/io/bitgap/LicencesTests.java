package io.bitgap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Everything in the jar may be handed on, by the bill of materials that is in it too. */
class LicencesTests {
    /** SPDX ids of licences that ask for no more than to be named, or for changes to the dependency itself. */
    private static final Set<String> FINE = Set.of(
            "Apache-2.0", "MIT", "MIT-0", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "EPL-1.0", "EPL-2.0", "CC0-1.0");

    /** What the bill calls by no such id, with what its jars hold. */
    private static final Map<String, String> NAMED_OTHERWISE = Map.of(
            "spring-session-core", "META-INF/LICENSE.txt is Apache-2.0",
            "spring-session-jdbc", "META-INF/LICENSE.txt is Apache-2.0");

    @Test
    void everyComponentHasALicenceOfTheseToChoose() throws IOException {
        List<String> others = new ArrayList<>();
        int components = 0;
        for (JsonNode component : bill().path("components")) {
            components++;
            String name = component.path("name").asString();
            List<String> licences = component
                    .path("licenses")
                    .valueStream()
                    .map(choice -> choice.has("expression")
                            ? choice.path("expression").asString()
                            : choice.at("/license/id")
                                    .asString(choice.at("/license/name").asString("")))
                    .toList();
            if (licences.stream().noneMatch(FINE::contains) && !NAMED_OTHERWISE.containsKey(name)) {
                others.add(name + " " + licences);
            }
        }
        assertThat(components).isGreaterThan(100);
        assertThat(others).isEmpty();
    }

    @Test
    void theBillNamesWhatIsInTheJarWithVersionsAndHashes() throws IOException {
        assertThat(bill().path("components")
                        .valueStream()
                        .filter(component -> component.path("name").asString().equals("postgresql")))
                .singleElement()
                .satisfies(driver -> {
                    assertThat(driver.path("purl").asString()).startsWith("pkg:maven/org.postgresql/postgresql@");
                    assertThat(driver.path("hashes")).isNotEmpty();
                });
    }

    private static JsonNode bill() throws IOException {
        try (InputStream bill = new ClassPathResource("META-INF/sbom/application.cdx.json").getInputStream()) {
            return Objects.requireNonNull(JsonMapper.shared().readTree(bill));
        }
    }
}
