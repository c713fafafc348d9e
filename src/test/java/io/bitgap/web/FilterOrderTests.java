package io.bitgap.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.bitgap.WebRoleTest;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializerBeans;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

@WebRoleTest
class FilterOrderTests {
    private final String key = UUID.randomUUID().toString();

    @Autowired
    MockMvc http;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ListableBeanFactory beans;

    @Test
    void whatRefusesARequestStandsBeforeWhatOpensATransaction() {
        assertThat(new ServletContextInitializerBeans(beans))
                .filteredOn(FilterRegistrationBean.class::isInstance)
                .extracting(bean -> Objects.requireNonNull(((FilterRegistrationBean<?>) bean).getFilter())
                        .getClass())
                .filteredOn(filter -> filter.getPackageName().startsWith("io.bitgap"))
                .extracting(Class::getSimpleName)
                .containsExactly(
                        "SecurityHeadersFilter",
                        "MetricsTypeFilter",
                        "WorkerRoleFilter",
                        "OriginFilter",
                        "ReadableRequestFilter",
                        "BodiesInFlightFilter",
                        "BodySizeFilter",
                        "IdempotencyFilter");
    }

    @Test
    void aPageOfAnotherSiteLeavesNoAnswerBehind() throws Exception {
        http.perform(post("/experiments")
                        .header("Sec-Fetch-Site", "cross-site")
                        .header("Idempotency-Key", key)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{}"))
                .andExpect(status().isForbidden())
                .andExpect(header().exists("Content-Security-Policy"))
                .andExpect(jsonPath("$.code").value("forbidden"));
        assertThat(answers()).isZero();
    }

    @Test
    void aBrowserIsShownWhyAFilterRefusesIt() throws Exception {
        http.perform(post("/experiments").header("Sec-Fetch-Site", "cross-site").header("Accept", "text/html"))
                .andExpect(status().isForbidden())
                .andExpect(content().string(containsString("<h1>Forbidden</h1>")));
    }

    @Test
    void aBodyThatIsTooLargeLeavesNoAnswerBehind() throws Exception {
        http.perform(post("/experiments")
                        .header("Idempotency-Key", key)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(new byte[(8 << 20) + 1]))
                .andExpect(status().isContentTooLarge())
                .andExpect(jsonPath("$.code").value("body-too-large"));
        assertThat(answers()).isZero();
    }

    private long answers() {
        return jdbc.sql("select count(*) from idempotent_answer where key = :key")
                .param("key", key)
                .query(Long.class)
                .single();
    }
}
