package io.bitgap.account;

import java.net.InetAddress;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.aop.Advisor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.security.crypto.password.PasswordEncoder;

/** How people sign in, what services ask before they do something, and whom the database answers. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({AccountSettings.class, LimitSettings.class})
class AccountConfiguration {
    /** Of the address as it was set: a worker without a port has no server. */
    @Bean
    AuthMode authMode(AccountSettings settings, Environment environment) {
        return settings.mode(Binder.get(environment)
                .bind("server.address", InetAddress.class)
                .orElse(null));
    }

    @Bean
    SignInRules signInRules(AccountSettings settings, AuthMode mode) {
        return new SignInRules(
                settings.sessionLasts(), mode == AuthMode.OIDC ? settings.oidc().origin() : "");
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return Passwords.ENCODER;
    }

    /** Before transactions: who may not do something need not have a connection. */
    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static Advisor rightsOfServices(ObjectProvider<CurrentUser> user) {
        DefaultPointcutAdvisor advisor = new DefaultPointcutAdvisor(
                AnnotationMatchingPointcut.forMethodAnnotation(Requires.class),
                (org.aopalliance.intercept.MethodInterceptor) call -> {
                    // the pointcut has seen it there, though the call may come by an interface
                    Requires requires = AopUtils.getMostSpecificMethod(
                                    call.getMethod(),
                                    Objects.requireNonNull(call.getThis()).getClass())
                            .getAnnotation(Requires.class);
                    user.getObject().require(Objects.requireNonNull(requires).value());
                    return call.proceed();
                });
        advisor.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return advisor;
    }

    @Bean
    static BeanPostProcessor restrictedConnections(ObjectProvider<CurrentUser> user) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource pool ? new RestrictedConnections(pool, user.getObject()) : bean;
            }
        };
    }
}
