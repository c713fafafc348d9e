package io.bitgap.account;

import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.security.core.Authentication;
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

    @EventListener
    void refused(AbstractAuthenticationFailureEvent event) {
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
                Map.of("reason", event.getException().getClass().getSimpleName()));
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
