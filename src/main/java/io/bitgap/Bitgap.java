package io.bitgap;

import io.bitgap.backup.Commands;
import io.bitgap.layer.MemoryLimit;
import io.bitgap.settings.Settings;
import io.bitgap.settings.WorkerMemory;
import org.deeplearning4j.config.DL4JSystemProperties;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** Starts the service; which parts run is decided by {@code BITGAP_ROLE} (all, web, worker). */
@SpringBootApplication
@EnableConfigurationProperties({Settings.class, WorkerMemory.class})
public class Bitgap {
    public static void main(String[] args) {
        if (Commands.isMeantBy(args)) {
            System.exit(Commands.run(args));
        }
        NativeFolders.trouble().ifPresent(trouble -> {
            System.err.println(trouble);
            System.exit(1);
        });
        NativeThreads.sleepWhenIdle();
        MemoryLimit.switchOffThatOfJavaCpp();
        // when memory is used up, DL4J would write a report about the machine, with libraries that are not in the jar
        System.setProperty(DL4JSystemProperties.CRASH_DUMP_ENABLED_PROPERTY, "false");
        SpringApplication.run(Bitgap.class, args);
    }
}
