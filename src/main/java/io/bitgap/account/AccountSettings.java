package io.bitgap.account;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may come in.
 *
 * @param auth {@code BITGAP_AUTH}: local, accounts or oidc; without it local where only this machine reaches the service, else accounts
 * @param bootstrapToken {@code BITGAP_BOOTSTRAP_TOKEN}: the first administrator's token, for machines that set others up
 * @param hosts {@code BITGAP_HOSTS}: names by which browsers may reach a local service besides those of loopback
 * @param sessionLasts {@code BITGAP_SESSION_LASTS}: after how long people have to sign in again, whatever they do
 */
@ConfigurationProperties("bitgap")
record AccountSettings(
        @Nullable String auth,
        @Nullable String bootstrapToken,
        @DefaultValue List<String> hosts,
        @DefaultValue("12h") Duration sessionLasts,
        @DefaultValue Oidc oidc) {
    /** As RFC 6750 writes tokens, and too long to be guessed. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]{32,}=*");

    /**
     * @param issuer {@code BITGAP_OIDC_ISSUER}: the provider's address, below which its configuration is found
     * @param roleClaim {@code BITGAP_OIDC_ROLE_CLAIM}: which claim holds roles, with dots where it is inside of others
     * @param rolePrefix {@code BITGAP_OIDC_ROLE_PREFIX}: what stands in front of viewer, researcher, operator and admin there
     */
    record Oidc(
            @DefaultValue("") String issuer,
            @DefaultValue("") String clientId,
            @DefaultValue("") String clientSecret,
            @DefaultValue("roles") String roleClaim,
            @DefaultValue("") String rolePrefix) {
        /** Scheme, host and port of the provider. */
        String origin() {
            URI address = URI.create(issuer.strip());
            return address.getScheme() + "://" + address.getAuthority();
        }
    }

    /**
     * @param address that the service listens to
     * @throws UnsafeAuthentication where everyone on a network would be administrator, or could guess how to become one
     */
    AuthMode mode(@Nullable InetAddress address) {
        AuthMode mode = chosen(address);
        String token = firstToken();
        if (mode != AuthMode.LOCAL && !token.isEmpty() && !TOKEN.matcher(token).matches()) {
            throw new UnsafeAuthentication(
                    "BITGAP_BOOTSTRAP_TOKEN makes whoever knows it an administrator, and is not 32 or more letters, digits and . _ ~ + / -",
                    "Set it to what `openssl rand -hex 32` writes.");
        }
        return mode;
    }

    /** "" where there is none. */
    String firstToken() {
        return Objects.requireNonNullElse(bootstrapToken, "").strip();
    }

    private AuthMode chosen(@Nullable InetAddress address) {
        boolean loopback = address != null && address.isLoopbackAddress();
        String chosen = Objects.requireNonNullElse(auth, "").strip().toUpperCase(Locale.ROOT);
        if (chosen.isEmpty()) {
            return loopback ? AuthMode.LOCAL : AuthMode.ACCOUNTS;
        }
        AuthMode mode;
        try {
            mode = AuthMode.valueOf(chosen);
        } catch (IllegalArgumentException e) {
            throw new UnsafeAuthentication(
                    "BITGAP_AUTH=" + auth + " is none of the ways to sign in.", "Set it to local, accounts or oidc.");
        }
        if (mode == AuthMode.LOCAL && !loopback) {
            throw new UnsafeAuthentication(
                    "BITGAP_AUTH=local makes everyone who reaches the service its administrator, and it is to listen beyond this machine ("
                            + (address == null ? "all addresses" : address.getHostAddress()) + ").",
                    "Set BITGAP_AUTH to accounts or oidc, or SERVER_ADDRESS to 127.0.0.1.");
        }
        if (mode == AuthMode.OIDC && (oidc.issuer.isBlank() || oidc.clientId.isBlank())) {
            throw new UnsafeAuthentication(
                    "BITGAP_AUTH=oidc needs a provider.",
                    "Set BITGAP_OIDC_ISSUER, BITGAP_OIDC_CLIENT_ID and BITGAP_OIDC_CLIENT_SECRET.");
        }
        return mode;
    }

    /** Whether a browser means this machine by a host's name. */
    boolean isThisMachine(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.equals("localhost")
                || name.endsWith(".localhost")
                || hosts.stream().anyMatch(name::equalsIgnoreCase)) {
            return true;
        }
        boolean number = name.startsWith("[") || name.matches("[0-9.]+");
        try {
            return number && InetAddress.getByName(name).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
