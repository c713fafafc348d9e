package io.bitgap.account;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Where people sign in and there is nobody who could let others in, says how the first one comes in. There is no default password. */
@Component
class FirstAdministrator {
    private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);

    private final AuthMode mode;
    private final AccountSettings settings;
    private final People people;
    private final ApiTokens tokens;
    private final Environment environment;

    FirstAdministrator(
            AuthMode mode, AccountSettings settings, People people, ApiTokens tokens, Environment environment) {
        this.mode = mode;
        this.settings = settings;
        this.people = people;
        this.tokens = tokens;
        this.environment = environment;
    }

    @EventListener
    @Transactional
    public void invite(WebServerInitializedEvent started) {
        if (mode == AuthMode.LOCAL
                || "worker".equalsIgnoreCase(environment.getProperty("bitgap.role"))
                || !people.needFirstAdministrator()) {
            return;
        }
        String token = settings.firstToken();
        if (!token.isEmpty() && tokens.isKnown(token)) {
            LOG.warn(
                    "Nobody can come in who could let others in, and BITGAP_BOOTSTRAP_TOKEN has run out or was revoked: set it to another"
                            + " one and start again");
        } else if (!token.isEmpty()) {
            Person person = people.firstAdministrator();
            tokens.accept(person, token);
            LOG.info("BITGAP_BOOTSTRAP_TOKEN is the token of the first administrator, {}", person.name());
        } else if (mode == AuthMode.ACCOUNTS) {
            LOG.info(
                    "Nobody may sign in yet. Whoever opens this address first, within {} days, becomes the administrator:"
                            + " http://localhost:{}{}/sign-in/link/{}",
                    People.LINK_LASTS.toDays(),
                    started.getWebServer().getPort(),
                    environment.getProperty("server.servlet.context-path", ""),
                    people.firstLink());
        }
    }
}
