package io.bitgap.settings;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches in processes that train themselves. Role {@code all} leaves that to a process of its own unless told otherwise. */
public class OnTraining implements Condition {
    static final String OWN_PROCESS = "bitgap.worker.own-process";

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return switch (role(context.getEnvironment())) {
            case WEB -> false;
            case WORKER -> true;
            case ALL -> !ownProcess(context.getEnvironment());
        };
    }

    static Role role(Environment environment) {
        String role = environment.getProperty("bitgap.role", "");
        return java.util.Arrays.stream(Role.values())
                .filter(value -> value.name().equalsIgnoreCase(role.strip()))
                .findFirst()
                // a wrong one is refused where the settings are read
                .orElse(Role.ALL);
    }

    static boolean ownProcess(Environment environment) {
        return environment.getProperty(OWN_PROCESS, Boolean.class, true);
    }

    /** Matches where nothing is trained in the process itself. */
    public static class Elsewhere implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !new OnTraining().matches(context, metadata);
        }
    }

    /** Matches where a process of its own is started for training. */
    public static class InOwnProcess implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return role(context.getEnvironment()) == Role.ALL && ownProcess(context.getEnvironment());
        }
    }
}
