package io.bitgap.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whose word counts on where a request came from, with the settings of the service: limits and audit go by it. */
class ProxyTests {
    private static final String PROXY = "127.0.0.2";
    private static final String NEIGHBOUR = "127.0.0.3";

    @ImportAutoConfiguration({
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class
    })
    @RestController
    static class Echo {
        @GetMapping("/")
        String address(HttpServletRequest request) {
            return "from " + request.getRemoteAddr() + " by " + request.getScheme();
        }
    }

    @Test
    void onlyTheProxyThatIsNamedSaysWhereARequestCameFrom() throws IOException {
        try (ConfigurableApplicationContext service =
                started("--server.forward-headers-strategy=native", "--BITGAP_PROXIES=" + PROXY + "/32")) {
            assertThat(asked(service, PROXY, "203.0.113.9")).isEqualTo("from 203.0.113.9 by https");
            assertThat(asked(service, PROXY, "198.51.100.1, 203.0.113.9")).isEqualTo("from 203.0.113.9 by https");
            // an address of the own network is a neighbour's as long as nobody says that it is a proxy's
            assertThat(asked(service, PROXY, "198.51.100.1, 10.1.2.3")).isEqualTo("from 10.1.2.3 by https");
            assertThat(asked(service, NEIGHBOUR, "203.0.113.9")).isEqualTo("from " + NEIGHBOUR + " by http");
        }
    }

    @Test
    void withoutTheSettingNobodyDoes() throws IOException {
        try (ConfigurableApplicationContext service = started("--BITGAP_PROXIES=" + PROXY + "/32")) {
            assertThat(asked(service, PROXY, "203.0.113.9")).isEqualTo("from " + PROXY + " by http");
        }
    }

    private static ConfigurableApplicationContext started(String... settings) {
        String[] all = Stream.concat(
                        List.of(settings).stream(),
                        List.of("--server.port=0", "--spring.main.banner-mode=off").stream())
                .toArray(String[]::new);
        return new SpringApplicationBuilder(Echo.class)
                .web(WebApplicationType.SERVLET)
                .run(all);
    }

    private static String asked(ConfigurableApplicationContext service, String from, String forwardedFor)
            throws IOException {
        int port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        try (Socket connection = new Socket(InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName(from), 0)) {
            connection.getOutputStream().write("""
                    GET / HTTP/1.1\r
                    Host: localhost\r
                    X-Forwarded-For: %s\r
                    X-Forwarded-Proto: https\r
                    Connection: close\r
                    \r
                    """.formatted(forwardedFor).getBytes(StandardCharsets.UTF_8));
            String answer = new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 200");
            return answer.substring(answer.indexOf("\r\n\r\n")).strip();
        }
    }
}
