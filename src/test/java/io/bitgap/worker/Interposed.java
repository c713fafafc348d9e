package io.bitgap.worker;

import io.bitgap.run.RunProgress;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Reports between which and the tables something happens. */
final class Interposed {
    private Interposed() {}

    static RunProgress before(RunProgress work, String report, Runnable deed) {
        return with(work, report, deed, () -> {});
    }

    /** When all of it is stored, and before its answer arrives. */
    static RunProgress after(RunProgress work, String report, Runnable deed) {
        return with(work, report, () -> {}, deed);
    }

    private static RunProgress with(RunProgress work, String report, Runnable before, Runnable after) {
        return (RunProgress) Proxy.newProxyInstance(
                RunProgress.class.getClassLoader(), new Class<?>[] {RunProgress.class}, (proxy, method, arguments) -> {
                    boolean chosen = method.getName().equals(report);
                    if (chosen) {
                        before.run();
                    }
                    try {
                        Object answer = method.invoke(work, arguments);
                        if (chosen) {
                            after.run();
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }
}
