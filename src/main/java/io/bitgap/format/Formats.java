package io.bitgap.format;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How numbers are written for people, in pages and in Markdown. Absent values are a dash. */
@Component
public class Formats {
    private static final String ABSENT = "–";
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** A fraction as per cent: 0.91304 is {@code 91.30 %}. */
    public String percent(@Nullable Double fraction) {
        return fraction == null ? ABSENT : hundredths(fraction) + " %";
    }

    /** A difference of fractions as percentage points: 0.0151 is {@code 1.51 pp}. */
    public String points(@Nullable Double difference) {
        return difference == null ? ABSENT : hundredths(difference) + " pp";
    }

    /** The interval of a difference, beside {@link #points}: {@code [-0.05, 0.85]}. */
    public String interval(double low, double high) {
        return "[" + hundredths(low) + ", " + hundredths(high) + "]";
    }

    /** A spread of fractions, without unit: 0.0007 is {@code 0.07}. */
    public String spread(@Nullable Double fraction) {
        return fraction == null ? ABSENT : hundredths(fraction);
    }

    /** A ratio: 1.1639 is {@code 1.16 times}. */
    public String times(@Nullable Double factor) {
        return factor == null ? ABSENT : String.format(Locale.ROOT, "%.2f times", factor);
    }

    /** Whole per cent of work done; only finished work is 100 %. */
    public String done(double fraction) {
        return (int) Math.floor(fraction * 100) + " %";
    }

    /** 75 is {@code 1 min 15 s}, 7300 is {@code 2 h 1 min}. */
    public String seconds(@Nullable Double seconds) {
        if (seconds == null) {
            return ABSENT;
        }
        Duration time = Duration.ofSeconds(Math.max(0, Math.round(seconds)));
        if (time.toDays() > 0) {
            return time.toDays() + " d " + time.toHoursPart() + " h";
        }
        if (time.toHours() > 0) {
            return time.toHours() + " h " + time.toMinutesPart() + " min";
        }
        return time.toMinutes() > 0
                ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                : time.toSeconds() + " s";
    }

    /** 1_500_000 bytes are {@code 1.5 MB}. */
    public String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double value = bytes;
        String[] units = {"kB", "MB", "GB", "TB"};
        int unit = -1;
        while (value >= 999.95 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
    }

    /** Four significant digits: 0.123456 is {@code 0.1235}. */
    public String value(@Nullable Double value) {
        if (value == null) {
            return ABSENT;
        }
        BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(4, RoundingMode.HALF_UP));
        boolean readable = value == 0 || (Math.abs(value) >= 1e-4 && Math.abs(value) < 1e7);
        return readable ? rounded.stripTrailingZeros().toPlainString() : rounded.toString();
    }

    /** Of a test: 0.0386 is {@code p = 0.039}, 0.0004 is {@code p < 0.001}. */
    public String probability(@Nullable Double p) {
        if (p == null) {
            return ABSENT;
        }
        return p < 0.001 ? "p < 0.001" : String.format(Locale.ROOT, "p = %.3f", p);
    }

    /** {@code 2026-01-02 03:04}, UTC. */
    public String time(@Nullable Instant time) {
        return time == null ? ABSENT : MINUTE.format(time);
    }

    /** {@code 2026-01-02 03:04:05}, UTC. */
    public String second(Instant time) {
        return SECOND.format(time);
    }

    private static String hundredths(double fraction) {
        BigDecimal value = BigDecimal.valueOf(fraction).movePointRight(2).setScale(2, RoundingMode.HALF_UP);
        return value.signum() == 0 ? "0.00" : value.toPlainString();
    }
}
