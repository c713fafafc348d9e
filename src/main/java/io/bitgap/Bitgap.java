package io.bitgap;

import io.bitgap.settings.Settings;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** Starts the service; which parts run is decided by {@code BITGAP_ROLE} (all, web, worker). */
@SpringBootApplication
@EnableConfigurationProperties(Settings.class)
public class Bitgap {
    public static void main(String[] args) {
        NativeThreads.sleepWhenIdle();
        SpringApplication.run(Bitgap.class, args);
    }
}
