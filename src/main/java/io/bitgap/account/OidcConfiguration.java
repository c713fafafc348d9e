package io.bitgap.account;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.SupplierClientRegistrationRepository;

/** The OpenID Connect provider, which is asked for its addresses when the first person signs in: it need not run when we start. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "bitgap.auth", havingValue = "oidc")
class OidcConfiguration {
    /** As it stands in {@code /oauth2/authorization/provider} and in the redirect address, {@code /login/oauth2/code/provider}. */
    private static final String ID = "provider";

    @Bean
    ClientRegistrationRepository provider(AccountSettings settings) {
        AccountSettings.Oidc oidc = settings.oidc();
        return new SupplierClientRegistrationRepository(
                () -> new InMemoryClientRegistrationRepository(ClientRegistrations.fromIssuerLocation(oidc.issuer())
                        .registrationId(ID)
                        .clientId(oidc.clientId())
                        .clientSecret(oidc.clientSecret())
                        .scope("openid", "profile", "email")
                        .build()));
    }
}
