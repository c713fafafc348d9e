package io.bitgap.backup;

import io.bitgap.artifact.Artifacts;
import io.bitgap.database.DatabaseUnavailable;
import io.bitgap.database.OwnedDatabase;
import io.bitgap.problem.Problem;
import io.bitgap.settings.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;

/** {@code java -jar bitgap.jar backup|restore|check}: with the settings of the service, beside it or without it. */
public final class Commands {
    private static final Set<String> NAMES = Set.of("backup", "restore", "check");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final PrintStream out;

    Commands(PrintStream out) {
        this.out = out;
    }

    /** Whether the program was asked for one of these instead of the service. */
    public static boolean isMeantBy(String... args) {
        return args.length > 0 && NAMES.contains(args[0]);
    }

    /** @return the process's exit code: 0 all is well, 1 it could not be done, 2 done, and something is wrong with what is stored */
    public static int run(String... args) {
        return new Commands(System.out).execute(args);
    }

    /** What a command needs of the service. */
    @ComponentScan(basePackageClasses = Artifacts.class)
    @EnableConfigurationProperties(Settings.class)
    static final class Beans {}

    int execute(String... args) {
        List<String> operands =
                Arrays.stream(args).skip(1).filter(arg -> !arg.startsWith("--")).toList();
        if (operands.size() != (args[0].equals("check") ? 0 : 1)) {
            out.println("Usage: java -jar bitgap.jar backup <file or directory> | restore <file> | check");
            return 1;
        }
        String[] options =
                Arrays.stream(args).filter(arg -> arg.startsWith("--")).toArray(String[]::new);
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Beans.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .run(options)) {
            return switch (args[0]) {
                case "backup" -> backup(context, destination(Path.of(operands.get(0))));
                case "restore" -> restore(context, Path.of(operands.get(0)).toAbsolutePath());
                default -> check(context);
            };
        } catch (DatabaseUnavailable e) {
            out.println(e.getMessage());
            out.println(e.action());
        } catch (FileAlreadyExistsException e) {
            out.println(e.getFile() + " is there already: name another file.");
        } catch (Problem e) {
            out.println(e.getMessage());
        } catch (IOException | SQLException e) {
            out.println("This could not be finished: " + e.getClass().getSimpleName() + ": " + e.getMessage());
        }
        return 1;
    }

    private static Path destination(Path named) throws IOException {
        Path file = Files.isDirectory(named) ? named.resolve("bitgap-" + STAMP.format(Instant.now()) + ".zip") : named;
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        return file.toAbsolutePath();
    }

    private int backup(ConfigurableApplicationContext context, Path file) throws IOException, SQLException {
        Settings settings = context.getBean(Settings.class);
        try (OwnedDatabase database = OwnedDatabase.open(settings, context.getEnvironment(), false)) {
            BackupManifest made = new Backup(
                            database.source(),
                            context.getBean(Artifacts.class),
                            settings.dataDirectory(),
                            context.getEnvironment().getProperty("spring.application.version", "unknown"))
                    .write(file);
            out.printf(
                    "%s: %d rows of %d tables, %d files, %d bytes, as of %s%n",
                    file,
                    made.tables().stream().mapToLong(BackupManifest.Table::rows).sum(),
                    made.tables().size(),
                    made.files().size(),
                    Files.size(file),
                    made.createdAt());
            made.missing().forEach(key -> out.println("not in it, since it is missing or damaged: " + key));
            return made.missing().isEmpty() ? 0 : 2;
        }
    }

    private int restore(ConfigurableApplicationContext context, Path file) throws IOException, SQLException {
        Settings settings = context.getBean(Settings.class);
        Artifacts artifacts = context.getBean(Artifacts.class);
        try (StoredBackup backup = StoredBackup.verified(file);
                OwnedDatabase database = OwnedDatabase.open(settings, context.getEnvironment(), true)) {
            new Restore(database.source(), artifacts, settings.dataDirectory()).read(backup);
            out.printf(
                    "Restored what Bitgap %s saved at %s%n",
                    backup.manifest().bitgap(), backup.manifest().createdAt());
            return print(new Check(database.source(), artifacts).run());
        }
    }

    private int check(ConfigurableApplicationContext context) throws SQLException {
        try (OwnedDatabase database =
                OwnedDatabase.open(context.getBean(Settings.class), context.getEnvironment(), false)) {
            return print(new Check(database.source(), context.getBean(Artifacts.class)).run());
        }
    }

    private int print(Check.Found found) {
        found.missing().forEach(key -> out.println("a row without its file: " + key));
        found.altered().forEach(key -> out.println("a file whose bytes are not those that were stored: " + key));
        found.orphans().forEach(key -> out.println("a file without a row (POST /retention removes it): " + key));
        out.printf(
                "%d files that rows name: %d missing, %d altered; %d files without a row%n",
                found.files(),
                found.missing().size(),
                found.altered().size(),
                found.orphans().size());
        return found.sound() ? 0 : 2;
    }
}
