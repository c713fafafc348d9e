package io.bitgap.account;

import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.DefaultAuthenticationEventPublisher;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;
import org.springframework.security.authentication.event.AuthenticationFailureProviderNotFoundEvent;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.stereotype.Component;

/** Who signed in and out, and who tried. Requests with a token are written down with what they do. */
@Component
class SignInAudit {
    private static final int SHOWN = 100;

    private final Audit audit;
    private final PersonRows rows;
    private final Clock clock;

    SignInAudit(Audit audit, PersonRows rows, Clock clock) {
        this.audit = audit;
        this.rows = rows;
        this.clock = clock;
    }

    @EventListener
    void signedIn(InteractiveAuthenticationSuccessEvent event) {
        if (event.getAuthentication().getPrincipal() instanceof Authenticated somebody
                && somebody.actor().id() != null) {
            rows.seen(somebody.actor().id(), clock.instant());
            audit.record(somebody.actor(), AuditAction.SIGN_IN, somebody.actor().id(), null, null);
        }
    }

    /** A sign-in with a provider that comes to nothing is one that failed, too. */
    @Bean
    static AuthenticationEventPublisher signInEvents(ApplicationEventPublisher events) {
        DefaultAuthenticationEventPublisher publisher = new DefaultAuthenticationEventPublisher(events);
        publisher.setAdditionalExceptionMappings(
                Map.of(OAuth2AuthenticationException.class, AuthenticationFailureBadCredentialsEvent.class));
        return publisher;
    }

    @EventListener
    void refused(AbstractAuthenticationFailureEvent event) {
        if (event instanceof AuthenticationFailureProviderNotFoundEvent) {
            return; // after each token that is none: who looks at passwords knows nothing of it
        }
        Authentication tried = event.getAuthentication();
        String name =
                String.valueOf(tried.getPrincipal()).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._@+-]", "?");
        // who sends a token that is none does not say who they are
        String target = event.getAuthentication()
                        instanceof org.springframework.security.authentication.UsernamePasswordAuthenticationToken
                ? name.substring(0, Math.min(SHOWN, name.length()))
                : "unknown";
        audit.record(
                new Actor(null, "nobody", PersonRole.VIEWER, null),
                AuditAction.FAIL_TO_SIGN_IN,
                target,
                null,
                Map.of("reason", reason(event.getException())));
    }

    /** Of a provider's refusal what it says, or we do: the rest of it is the same for all. */
    private static String reason(AuthenticationException error) {
        String said = error.getClass() == OAuth2AuthenticationException.class ? error.getMessage() : null;
        String reason = said == null
                ? error.getClass().getSimpleName()
                : said.codePoints()
                        .map(letter -> Character.isISOControl(letter) ? '?' : letter)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
        return reason.substring(0, Math.min(SHOWN, reason.length()));
    }

    @EventListener
    void signedOut(LogoutSuccessEvent event) {
        if (event.getAuthentication().getPrincipal() instanceof Authenticated somebody
                && somebody.actor().id() != null) {
            audit.record(
                    somebody.actor(), AuditAction.SIGN_OUT, somebody.actor().id(), null, null);
        }
    }
}
