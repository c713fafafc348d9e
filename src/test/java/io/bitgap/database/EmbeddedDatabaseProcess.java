package io.bitgap.database;

import java.nio.file.Path;

/** A process that has the embedded database and can be killed. */
final class EmbeddedDatabaseProcess {
    private EmbeddedDatabaseProcess() {}

    public static void main(String[] args) throws Exception {
        EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(args[0]));
        Sql.execute(database, "create table kept (word text)");
        Sql.execute(database, "insert into kept values ('still here')");
        System.out.println("ready");
        System.out.flush();
        Thread.currentThread().join();
    }
}
