package io.bitgap.dataset.shapes;

import io.bitgap.dataset.seeded.SeededRandom;

/** Red, green, blue, each 0..255. */
record Colour(double red, double green, double blue) {

    static Colour any(SeededRandom random) {
        return new Colour(random.between(20, 235), random.between(20, 235), random.between(20, 235));
    }

    /** Some colour whose distance from this one lies between the two, as nearly as the cube of colours allows. */
    Colour apart(double least, double most, SeededRandom random) {
        Colour best = any(random);
        for (int attempt = 0; attempt < 40 && !(best.within(this, least, most)); attempt++) {
            best = any(random);
        }
        return best;
    }

    /** This colour made lighter by so much on the average, with a tint of its own. */
    Colour lighter(double much, SeededRandom random) {
        return new Colour(
                red + much + random.between(-25, 25),
                green + much + random.between(-25, 25),
                blue + much + random.between(-25, 25));
    }

    static Colour dark(SeededRandom random) {
        return new Colour(random.between(15, 130), random.between(15, 130), random.between(15, 130));
    }

    private boolean within(Colour other, double least, double most) {
        double distance = distance(other);
        return distance >= least && distance <= most;
    }

    /** Root mean square of the three differences. */
    double distance(Colour other) {
        double r = red - other.red;
        double g = green - other.green;
        double b = blue - other.blue;
        return Math.sqrt((r * r + g * g + b * b) / 3);
    }

    Colour mixedWith(Colour other, double share) {
        return new Colour(
                red + (other.red - red) * share,
                green + (other.green - green) * share,
                blue + (other.blue - blue) * share);
    }
}
