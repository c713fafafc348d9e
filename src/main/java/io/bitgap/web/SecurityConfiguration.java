package io.bitgap.web;

import io.bitgap.account.AuthMode;
import io.bitgap.account.LocalUser;
import io.bitgap.account.RateLimits;
import io.bitgap.account.Sessions;
import io.bitgap.account.SignInRules;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.session.autoconfigure.DefaultCookieSerializerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;
import org.springframework.security.web.authentication.logout.SimpleUrlLogoutSuccessHandler;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;

/**
 * Who a request is of, and that it is of somebody. What they may do is asked by services: see {@link io.bitgap.account.Action}.
 * Headers and other sites are the business of our own filters, which stand in front of errors too.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class SecurityConfiguration {
    /** What can be had without signing in: how to do so, and whether the service lives. */
    private static final String[] OPEN = {
        SignIn.PAGE, SignIn.PAGE + "/**", "/assets/**", "/actuator/health", "/actuator/health/**", "/error"
    };

    @Bean
    SecurityFilterChain security(
            HttpSecurity http,
            AuthMode mode,
            SignIn signIn,
            RateLimits limits,
            Refusals refusals,
            SignInRules rules,
            Sessions sessions,
            Clock clock,
            ObjectProvider<ClientRegistrationRepository> provider)
            throws Exception {
        http.headers(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .csrf(csrf -> csrf.csrfTokenRepository(FormTokens.repository())
                        // the same for all forms of a browser, so that a page which has not changed is the same page
                        .csrfTokenRequestHandler(new CsrfTokenRequestAttributeHandler())
                        .requireCsrfProtectionMatcher(FormTokens::needed))
                .oauth2ResourceServer(tokens -> tokens.opaqueToken(token -> token.authenticationConverter(
                                (secret, principal) -> new TokenAuthentication(principal)))
                        .authenticationEntryPoint(refusals)
                        .accessDeniedHandler(refusals))
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .addFilterAfter(
                        new SessionLifetimeFilter(rules.sessionLasts(), sessions, clock),
                        SecurityContextHolderFilter.class)
                .addFilterAfter(new FormTokenFilter(), CsrfFilter.class)
                .addFilterBefore(new RequestLimitFilter(limits, refusals), AuthorizationFilter.class);
        if (mode == AuthMode.LOCAL) {
            http.anonymous(everyone -> everyone.principal(LocalUser.INSTANCE).authorities("ROLE_LOCAL"))
                    .logout(AbstractHttpConfigurer::disable)
                    .authorizeHttpRequests(requests -> requests.anyRequest().permitAll());
            return http.build();
        }
        http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                        DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC)
                .permitAll()
                .requestMatchers(OPEN)
                .permitAll()
                .anyRequest()
                .authenticated());
        ClientRegistrationRepository elsewhere = provider.getIfAvailable();
        if (elsewhere == null) {
            http.formLogin(form -> form.loginPage(SignIn.PAGE)
                            .usernameParameter("name")
                            .successHandler(signIn)
                            .failureHandler(signIn))
                    .addFilterBefore(
                            new SignInLimitFilter(limits, refusals), UsernamePasswordAuthenticationFilter.class);
        } else {
            http.oauth2Login(login -> login.loginPage(SignIn.PAGE)
                            .authorizationEndpoint(there -> there.authorizationRedirectStrategy(signIn::leave))
                            .successHandler(signIn)
                            .failureHandler(signIn))
                    .addFilterBefore(
                            new SignInLimitFilter(limits, refusals), OAuth2AuthorizationRequestRedirectFilter.class);
        }
        http.logout(out -> out.logoutUrl("/sign-out").logoutSuccessHandler(signedOut(elsewhere)));
        return http.build();
    }

    /** Each of its filters would measure itself in every request, which nobody looks at and takes longer than they do. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    /** As they are: what another way of writing them stands for may be no text that the database takes. */
    @Bean
    DefaultCookieSerializerCustomizer sessionIds() {
        return cookies -> cookies.setUseBase64Encoding(false);
    }

    private static LogoutSuccessHandler signedOut(@Nullable ClientRegistrationRepository provider) {
        if (provider == null) {
            SimpleUrlLogoutSuccessHandler here = new SimpleUrlLogoutSuccessHandler();
            here.setDefaultTargetUrl(SignIn.PAGE + "?out");
            return here;
        }
        OidcClientInitiatedLogoutSuccessHandler there = new OidcClientInitiatedLogoutSuccessHandler(provider);
        there.setPostLogoutRedirectUri("{baseUrl}" + SignIn.PAGE + "?out");
        return there;
    }
}
